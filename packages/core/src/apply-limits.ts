/** A message older than this when it is stored belongs to a backlog, whose parts may arrive in any order. */
export const BACKLOG_AGE_MS = 15_000

/** A backlog holds its guest for this long at the most, counted from its first message. */
export const BACKLOG_HOLD_MAX_MS = 30_000

/** A message that failed to apply this often is set aside. */
export const APPLY_ATTEMPTS_MAX = 5

/** At check-in, what the guest wrote within this time is applied. */
export const REPLAY_WINDOW_MS = 24 * 60 * 60 * 1000
