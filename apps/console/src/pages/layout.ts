import { html, type Html, type Renderable } from '../html.ts'
import type { Language } from './spoken-language.ts'
import { STYLESHEET_URL } from './stylesheet.ts'

const ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 32 32%22%3E%3Crect width=%2232%22 height=%2232%22 rx=%228%22 fill=%22%230f766e%22/%3E%3Cpath d=%22M6 22h20v2H6zm1-2a9 9 0 0 1 18 0zm7.5-11h3v-2h-3z%22 fill=%22%23fff%22/%3E%3C/svg%3E'

/** A page for everybody: without the way to what needs a login. */
export function publicPage({
  language,
  title,
  body,
}: {
  language: Language
  title: string
  body: Renderable
}): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Bellhop</title>
        <link rel="icon" href="${ICON}" />
        <link rel="stylesheet" href="${STYLESHEET_URL}" />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `
}
