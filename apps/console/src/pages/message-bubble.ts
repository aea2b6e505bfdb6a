import type { MessageRecord } from '@bellhop/store'

import { html, type Html, type Renderable } from '../html.ts'
import { readQuote, readReactions } from '../read-message.ts'
import { attachment } from './attachment.ts'
import { deliveryStatus } from './delivery-status.ts'
import { time } from './parts.ts'

const AUTHORS: Record<MessageRecord['role'], string> = {
  User: 'Guest',
  System: 'Bellhop',
  Agent: 'Agent',
  Staff: 'Staff',
}
/** Kinds that the author tells already. */
const SELF_EVIDENT = new Set<string>(['text', 'agent_reply', 'staff_reply'])

/** A message as it stands in a conversation, the guest's on the left, ours on the right; with what can be done about it. */
export function messageBubble(message: MessageRecord, actions: Html | null): Html {
  const { id, role, kind, createdAt, sentAt, status } = message
  return html`<li class="bubble ${role === 'User' ? 'theirs' : 'ours'}" id="message-${id}">
    <p class="author">${AUTHORS[role]}${!SELF_EVIDENT.has(kind) && html` · ${kind.replaceAll('_', ' ')}`}</p>
    ${quote(message)} ${attachment(message)} ${words(message)} ${history(message)} ${reactions(message)}
    <p class="meta">
      ${time(sentAt ?? createdAt)} ${(role !== 'User' || status !== 'applied') && deliveryStatus(message)}
    </p>
    ${actions}
  </li>`
}

function quote({ quote: column }: MessageRecord): Html | null {
  const quoted = readQuote(column)
  if (quoted === null) return null
  const said = quoted.text ?? html`<em>an earlier message</em>`
  return html`<blockquote class="text" dir="auto">${said}</blockquote>`
}

function words({ text, revokedAt, fromMe }: MessageRecord): Renderable {
  const said = revokedAt === null ? text : html`<s>${text}</s>`
  return [
    text !== null && html`<p class="text" dir="auto">${said}</p>`,
    revokedAt !== null &&
      html`<p class="hint">Taken back by the ${fromMe ? 'hotel' : 'guest'}, ${time(revokedAt)}</p>`,
  ]
}

/** What it said before, newest last; what it says now stands above. */
function history({ editedAt, originalText, edits }: MessageRecord): Html | null {
  if (editedAt === null) return null
  const before = [originalText, ...edits.slice(0, -1).map(({ text }) => text)]
  return html`<details class="hint">
    <summary>Edited ${time(editedAt)}</summary>
    <ol class="versions">
      ${before.map((text) => html`<li class="text" dir="auto">${text ?? html`<em>no text</em>`}</li>`)}
    </ol>
  </details>`
}

function reactions({ reactions: column }: MessageRecord): Html | null {
  const all = readReactions(column)
  return all === null
    ? null
    : html`<p class="reactions">
        ${Object.entries(all).map(([who, emoji]) => html`<span title="${who}">${emoji} <small>${who}</small></span>`)}
      </p>`
}
