import { retryDelayMs } from './retry-delay.ts'

/** What an attempt to send came to, as far as the sender can tell. */
export type DeliveryOutcome = 'sent' | 'not-sent' | 'line-down' | 'rejected' | 'unknown'

/** What becomes of the message. `retry` and `wait-for-line` keep its place: nothing of that guest overtakes it. */
export type Settlement =
  | { type: 'sent' }
  | { type: 'retry'; delayMs: number }
  | { type: 'wait-for-line' }
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
    case 'rejected':
      return { type: 'failed' }
    case 'unknown':
      return { type: 'unknown' }
  }
}
