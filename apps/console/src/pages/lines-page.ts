import { lineEffect } from '@bellhop/core'
import { currentIntervalMs } from '@bellhop/store'

import { html, type Html } from '../html.ts'
import type { ShownLine } from '../shown-line.ts'
import { page } from './layout.ts'
import { paceInWords, reasonInWords, stateInWords } from './line-words.ts'
import { action, badge, time } from './parts.ts'

const SILENT =
  "WAHA calls it WORKING and has told nothing of it for long. Write to the number: if nothing comes, restart the session in WAHA's dashboard."

/** How each of the hotel's numbers is, and what is to be done about it. */
export function linesPage({
  lines,
  notice,
}: {
  lines: readonly ShownLine[]
  notice?: string | undefined
}): Html {
  return page(
    { title: 'Lines', section: 'lines', notice },
    html`<h1>Lines</h1>
      ${
        lines.length === 0
          ? html`<p class="empty">No line is known yet: the sender makes them known when it starts.</p>`
          : lines.map(card)
      }`,
  )
}

function card(line: ShownLine): Html {
  return html`<section class="card line" aria-labelledby="line-${line.line}">
    <div class="heading">
      <h2 id="line-${line.line}">${line.line}</h2>
      <div class="badges">${badges(line)}</div>
    </div>
    <p>${line.isSilent ? SILENT : stateInWords(line.status)}</p>
    ${pause(line)} ${timelock(line)}
    <dl class="figures">${figures(line)}</dl>
    ${line.pausedBy === null ? pauseForm(line) : action(`/lines/${line.line}/resume`, 'Resume')}
  </section>`
}

function badges({ status, pausedBy, isSilent }: ShownLine): Html[] {
  const effect = status === null ? 'waits' : lineEffect(status)
  const tone = effect === 'works' ? 'good' : effect === 'waits' ? 'warm' : 'bad'
  return [
    // The very word, to be looked for in WAHA's documentation.
    status === null ? badge('no report yet', tone) : html`<span class="badge ${tone}">${status}</span>`,
    ...(isSilent ? [badge('silent', 'bad')] : []),
    ...(pausedBy === null ? [] : [badge('paused', 'warm')]),
  ]
}

function pause({ pausedBy, pausedReason, pausedAt }: ShownLine): Html | null {
  if (pausedBy === null) return null
  const who = pausedBy === 'operator' ? 'an operator' : 'Bellhop'
  const ends = pausedBy === 'operator' ? '' : 'It goes on by itself when WAHA takes messages again.'
  return html`<p class="notice warm">
    Nothing leaves: paused by ${who}${pausedAt !== null && html` since ${time(pausedAt)}`}.
    ${reasonInWords(pausedReason)} ${ends}
  </p>`
}

function timelock({ timelockedUntil, now }: ShownLine): Html | null {
  if (timelockedUntil === null || timelockedUntil <= now) return null
  return html`<p class="notice warm">
    WhatsApp forbids it to write to new people until ${time(timelockedUntil)}. Who was written to before is
    served.
  </p>`
}

function figures(line: ShownLine): Html[] {
  const slowed = currentIntervalMs(line) > line.sendIntervalMs
  return [
    figure('Waiting to leave', line.waiting === 0 ? 'nothing' : html`${line.waiting}, ${oldest(line)}`),
    figure('Pace', html`${paceInWords(currentIntervalMs(line))}${slowed && ', slower after the pause'}`),
    figure('Last heard of', line.lastEventAt === null ? 'never' : time(line.lastEventAt)),
    figure('Works since', line.workingSince === null ? 'it does not' : time(line.workingSince)),
    figure('Caught up until', time(line.repairedUntil)),
  ]
}

const oldest = ({ oldestWaitingAt }: ShownLine) =>
  oldestWaitingAt !== null && html`the oldest from ${time(oldestWaitingAt)}`

function figure(name: string, value: Html | string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`
}

function pauseForm({ line }: ShownLine): Html {
  return html`<form method="post" action="/lines/${line}/pause" class="pause">
    <input
      name="reason"
      aria-label="Why ${line} is paused"
      placeholder="Why (optional)"
      maxlength="200"
      autocomplete="off"
    />
    <button class="danger">Pause</button>
  </form>`
}
