import type { MessageRecord, Page } from '@bellhop/store'

import { html, type Html } from '../html.ts'
import { deliveryStatus } from './delivery-status.ts'
import { page } from './layout.ts'
import { olderLink, time } from './parts.ts'

/** What may have left, for staff to decide about in its session. */
export function unknownPage(messages: Page<MessageRecord>): Html {
  return page(
    { title: 'Not known to have arrived', section: 'sessions' },
    html`<h1>Not known to have arrived</h1>
      <p class="lead">
        WAHA took these messages, or may have, and never said what became of them. Look at the hotel's phone,
        and say so in the session.
      </p>
      ${
        messages.items.length === 0
          ? html`<p class="empty">Of every message it is known what became of it.</p>`
          : html`<ul class="rows">
              ${messages.items.map(row)}
            </ul>`
      }
      ${olderLink('/unknown', messages.next)}`,
  )
}

function row(message: MessageRecord): Html {
  const { id, sessionId, phone, chatId, line, text, createdAt } = message
  return html`<li>
    <div class="who">
      <strong>${phone ?? chatId}</strong>
      <span>${line}, ${time(createdAt)}</span>
    </div>
    <div class="what text" dir="auto">${text}</div>
    <div class="do meta">
      ${deliveryStatus(message)}
      ${sessionId !== null && html`<a href="/sessions/${sessionId}#message-${id}">Decide</a>`}
    </div>
  </li>`
}
