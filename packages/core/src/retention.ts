import type { Instant } from './session.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** What these messages come to is decided. All others have something before them, and stay however old they are. */
export const SETTLED_STATUSES = [
  'applied',
  'set_aside',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'cancelled',
] as const

/** From when on things are kept: what happened before goes, what happened at that very moment stays. */
export function keptSince(now: Instant, retentionDays: number): Instant {
  return now - retentionDays * DAY_MS
}

/**
 * An open session with its last activity before this is over and only was not told so: nobody writes in it any more. What
 * was said in any other open session stays, however long it has been going on.
 */
export function openKeptSince(now: Instant, retentionDays: number, idleLimitMs: number): Instant {
  return keptSince(now, retentionDays) - idleLimitMs
}
