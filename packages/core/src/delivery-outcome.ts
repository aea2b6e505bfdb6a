import { retryDelayMs } from './retry-delay.ts'

/** How long WhatsApp's ban on new chats is taken to last where WAHA doesn't tell its end. */
const TIMELOCK_MS = 60 * 60_000

/** What an attempt to send came to, as far as the sender can tell. */
export type DeliveryOutcome = 'sent' | 'not-sent' | 'line-down' | 'timelocked' | 'rejected' | 'unknown'

/**
 * What becomes of the message. `retry`, `wait-for-line` and `wait-for-timelock` keep its place: nothing of that guest
 * overtakes it.
 */
export type Settlement =
  | { type: 'sent' }
  | { type: 'retry'; delayMs: number }
  | { type: 'wait-for-line' }
  | { type: 'wait-for-timelock' }
  | { type: 'failed' }
  | { type: 'unknown' }

/**
 * Settles the attempt with that number, from 1. What surely did not leave is tried again for as long as it takes; what
 * may have left is never sent again without evidence (I7). `jitter` is from [0, 1).
 */
export function decideSettlement(outcome: DeliveryOutcome, attempt: number, jitter: number): Settlement {
  switch (outcome) {
    case 'sent':
      return { type: 'sent' }
    case 'not-sent':
      return { type: 'retry', delayMs: retryDelayMs(attempt, jitter) }
    case 'line-down':
      return { type: 'wait-for-line' }
    case 'timelocked':
      return { type: 'wait-for-timelock' }
    case 'rejected':
      return { type: 'failed' }
    case 'unknown':
      return { type: 'unknown' }
  }
}

/** For how long WhatsApp forbids new chats from now on; `until` as WAHA tells it, null if it doesn't. */
export function timelockMs(until: number | null, now: number): number {
  return until !== null && until > now ? until - now : TIMELOCK_MS
}
