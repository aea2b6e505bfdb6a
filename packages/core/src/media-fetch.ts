/** Why a message has no file, in words for staff. */
export type MediaRefusal =
  | 'gone'
  | 'WAHA does not have it'
  | 'WAHA could not fetch it'
  | 'not a file of WAHA'
  | 'type not allowed'
  | 'too large'
  | 'not fetched in time'

/**
 * What an attempt to fetch a file came to. `missing`: whoever was asked answered and has no file now. `away`: nobody could
 * answer, or the answer could not be kept here. `refused`: it is not to be had, ever.
 */
export type MediaFetchFailure =
  | { type: 'missing'; reason: MediaRefusal }
  | { type: 'away' }
  | { type: 'refused'; reason: MediaRefusal }

export type MediaFetchDecision =
  | { type: 'retry'; attempts: number; delayMs: number }
  | { type: 'give-up'; reason: MediaRefusal }

/** Spread over an hour and a half: most of them while WAHA still has what it has lately fetched. */
const ATTEMPTS_MAX = 8
const FIRST_PAUSE_MS = 1_000
const PAUSE_GROWTH = 4
const PAUSE_MAX_MS = 3_600_000

const AWAY_PAUSE_MAX_MS = 600_000
/** WhatsApp itself may have forgotten the file by then. */
const AGE_MAX_MS = 24 * 3_600_000

/**
 * What to do after an attempt failed. An outage spends none, it is waited out for a day (I10). `jitter` from [0, 1) takes up
 * to half of a pause away.
 */
export function decideMediaFetch(
  failure: MediaFetchFailure,
  { attempts, ageMs }: { attempts: number; ageMs: number },
  jitter: number,
): MediaFetchDecision {
  if (failure.type === 'refused') return { type: 'give-up', reason: failure.reason }
  if (failure.type === 'away') {
    if (ageMs >= AGE_MAX_MS) return { type: 'give-up', reason: 'not fetched in time' }
    const pauseMs = Math.min(AWAY_PAUSE_MAX_MS, Math.max(FIRST_PAUSE_MS, ageMs / 4))
    return { type: 'retry', attempts, delayMs: shorten(pauseMs, jitter) }
  }
  const made = attempts + 1
  if (made >= ATTEMPTS_MAX) return { type: 'give-up', reason: failure.reason }
  const pauseMs = Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * PAUSE_GROWTH ** (made - 1))
  return { type: 'retry', attempts: made, delayMs: shorten(pauseMs, jitter) }
}

function shorten(ms: number, jitter: number): number {
  return Math.round(ms * (1 - jitter / 2))
}
