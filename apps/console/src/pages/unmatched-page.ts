import type { MessageRecord, Page } from '@bellhop/store'

import { html, type Html } from '../html.ts'
import { attachment } from './attachment.ts'
import { page } from './layout.ts'
import { badge, olderLink, time } from './parts.ts'

const REASONS: Record<string, string> = {
  unknown_guest: 'unknown guest',
  no_active_check_in: 'no check-in',
  unresolved_lid: 'number hidden',
  no_open_session: 'nothing to end',
}
const HIDDEN = 'WhatsApp hides the number; WAHA is asked for it again.'

/** Who wrote and could not be served. A check-in is one click away and handles what is not older than a day. */
export function unmatchedPage(messages: Page<MessageRecord>): Html {
  return page(
    { title: 'Unmatched', section: 'unmatched' },
    html`<h1>Unmatched</h1>
      <p class="lead">
        Messages that belong to no session. Check the guest in, and those of the last 24 hours are handled.
      </p>
      ${
        messages.items.length === 0
          ? html`<p class="empty">Every message has found its session.</p>`
          : html`<ul class="rows">
              ${messages.items.map(row)}
            </ul>`
      }
      ${olderLink('/unmatched', messages.next)}`,
  )
}

function row(message: MessageRecord): Html {
  const { id, phone, chatId, kind, text, unmatchedReason, line, sentAt, createdAt } = message
  return html`<li>
    <div class="who">
      <strong>${phone ?? chatId}</strong>
      <span>${line}, ${time(sentAt ?? createdAt)}</span>
    </div>
    <div class="what text" dir="auto">${text ?? html`<em>${kind}</em>`} ${attachment(message)}</div>
    <div class="do">
      ${badge(REASONS[unmatchedReason ?? ''] ?? '', 'warm')}
      ${phone === null ? html`<small class="hint">${HIDDEN}</small>` : html`<a href="/?message=${id}">Check in</a>`}
    </div>
  </li>`
}
