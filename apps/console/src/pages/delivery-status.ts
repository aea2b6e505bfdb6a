import type { MessageRecord } from '@bellhop/store'

import { CANCEL_WORDS } from '../cancel-reason.ts'
import { html, type Renderable } from '../html.ts'
import { badge, time } from './parts.ts'

const FAILED = new Set<string>(['failed', 'set_aside', 'unknown'])
const UNSENT = new Set<string>(['pending', 'sending', 'received'])

/** What kept a message back, or leaves it unknown. Other words are shown as they are. */
const ERROR_WORDS: Record<string, string> = {
  refused: 'WAHA is away',
  'connect-timeout': 'WAHA is away',
  'too-many': 'WAHA is too busy',
  unauthorized: "WAHA refuses Bellhop's key",
  forbidden: "WAHA refuses Bellhop's key",
  'not-found': 'WAHA has no such address',
  'not-working': 'the line does not work',
  timelock: 'WhatsApp forbids the line to write to new people',
  timeout: 'WAHA did not answer in time',
  reset: 'the connection to WAHA broke',
  server: 'WAHA answered with an error',
  unexpected: 'WAHA answered strangely',
  claim_expired: 'the sender ended or froze while sending',
  not_arrived: 'it did not arrive',
  absent: "WAHA's history does not have it",
}

/** How far a message has come, and why not further. */
export function deliveryStatus({ status, error, claimedAt, resends }: MessageRecord): Renderable {
  return [
    badge(status, toneOf(status)),
    status === 'unknown' && claimedAt !== null && html`<span>since ${time(claimedAt)}</span>`,
    error !== null && html`<span>${reasonOf(status, error)}</span>`,
    resends > 0 && html`<span>sent again ${resends === 1 ? 'once' : `${resends} times`}</span>`,
  ]
}

function reasonOf(status: string, error: string): string {
  const words: Record<string, string> = status === 'cancelled' ? CANCEL_WORDS : ERROR_WORDS
  return (Object.hasOwn(words, error) ? words[error] : undefined) ?? error.replaceAll(/[-_]/g, ' ')
}

function toneOf(status: string): 'good' | 'warm' | 'bad' | 'plain' {
  if (FAILED.has(status)) return 'bad'
  if (UNSENT.has(status)) return 'warm'
  return status === 'cancelled' ? 'plain' : 'good'
}
