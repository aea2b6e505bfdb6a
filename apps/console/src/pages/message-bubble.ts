import type { MessageRecord } from '@bellhop/store'

import { html, type Html } from '../html.ts'
import { badge, time } from './parts.ts'

const AUTHORS: Record<MessageRecord['role'], string> = {
  User: 'Guest',
  System: 'Bellhop',
  Agent: 'Agent',
  Staff: 'Staff',
}
/** Kinds that the author tells already. */
const SELF_EVIDENT = new Set<string>(['text', 'agent_reply', 'staff_reply'])
const FAILED = new Set<string>(['failed', 'set_aside', 'unknown'])
const UNSENT = new Set<string>(['pending', 'sending', 'received'])

/** A message as it stands in a conversation: the guest's on the left, ours on the right. */
export function messageBubble(message: MessageRecord): Html {
  const { role, kind, text, status, error, createdAt, sentAt } = message
  return html`<li class="bubble ${role === 'User' ? 'theirs' : 'ours'}">
    <p class="author">${AUTHORS[role]}${!SELF_EVIDENT.has(kind) && html` · ${kind.replaceAll('_', ' ')}`}</p>
    ${text !== null && html`<p class="text" dir="auto">${text}</p>`}
    <p class="meta">
      ${time(sentAt ?? createdAt)}
      ${role !== 'User' || status !== 'applied' ? badge(status, toneOf(status)) : ''}
      ${error !== null && html`<span>${error.replaceAll('_', ' ')}</span>`}
    </p>
  </li>`
}

function toneOf(status: string): 'good' | 'warm' | 'bad' | 'plain' {
  if (FAILED.has(status)) return 'bad'
  if (UNSENT.has(status)) return 'warm'
  return status === 'cancelled' ? 'plain' : 'good'
}
