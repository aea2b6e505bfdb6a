import { html, type Html, type Renderable } from '../html.ts'
import { INBOX_PATH } from '../inbox.ts'
import { STYLESHEET_URL } from './stylesheet.ts'

export type Section = 'check-ins' | 'sessions' | 'unmatched' | 'lines'

const SECTIONS: { section: Section; path: string; label: string }[] = [
  { section: 'check-ins', path: '/', label: 'Check-ins' },
  { section: 'sessions', path: '/sessions', label: 'Sessions' },
  { section: 'unmatched', path: '/unmatched', label: 'Unmatched' },
  { section: 'lines', path: '/lines', label: 'Lines' },
]
const ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 32 32%22%3E%3Crect width=%2232%22 height=%2232%22 rx=%228%22 fill=%22%230f766e%22/%3E%3Cpath d=%22M6 22h20v2H6zm1-2a9 9 0 0 1 18 0zm7.5-11h3v-2h-3z%22 fill=%22%23fff%22/%3E%3C/svg%3E'

/** A page for operators who are logged in. */
export function page(
  { title, section, notice }: { title: string; section?: Section; notice?: string | undefined },
  body: Renderable,
): Html {
  return frame(
    title,
    html`<a class="skip" href="#main">Skip to content</a>
      <header class="bar">
        <a class="brand" href="/">Bellhop</a>
        <nav aria-label="Console">
          <a href="${INBOX_PATH}">Inbox</a>
          ${SECTIONS.map(
            ({ section: own, path, label }) =>
              html`<a href="${path}" ${own === section && html` aria-current="page"`}>${label}</a>`,
          )}
          <a href="/queues">Queues</a>
          <a href="/api/docs">API</a>
        </nav>
        <form method="post" action="/logout"><button class="quiet">Log out</button></form>
      </header>
      <main id="main">
        ${notice !== undefined && html`<p class="notice" role="status">${notice}</p>`} ${body}
      </main>
      <footer>Times are ${Intl.DateTimeFormat().resolvedOptions().timeZone}.</footer>`,
  )
}

/** A page for everybody: without the way to what needs a login. */
export function publicPage(title: string, body: Renderable): Html {
  return frame(title, html`<main id="main" class="alone">${body}</main>`)
}

function frame(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Bellhop</title>
        <link rel="icon" href="${ICON}" />
        <link rel="stylesheet" href="${STYLESHEET_URL}" />
      </head>
      <body>
        ${body}
      </body>
    </html> `
}
