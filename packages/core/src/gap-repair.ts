import type { Instant } from './session.ts'

/**
 * How far before the last repair the next one reads. WhatsApp's times are those of writing, and a message may reach WAHA
 * much later: its phone was offline, it could not be decrypted at first.
 */
export const REPAIR_OVERLAP_MS = 60 * 60_000

/** After a line came back WAHA itself is still being told what it missed: what is read so soon may have gaps. */
export const HISTORY_FILLS_MS = 10 * 60_000

/** What is younger is left to WAHA's webhooks, which are on their way or tried again. The next repair reads it again. */
export const REPAIR_GRACE_MS = 60_000

/** The first pause after a repair that failed; it doubles with each one that fails. */
export const REPAIR_RETRY_MS = 60_000

/** What is known of a line's repairs. */
export interface RepairState {
  /** Since when Bellhop knows the line. */
  knownSince: Instant
  /** Up to here nothing is missing any more. */
  repairedUntil: Instant
  /** When the last repair that was finished began; null before the first. */
  repairedAt: Instant | null
  /** Null while it does not work, or before it is known. */
  workingSince: Instant | null
}

/** After a start, after the line came back, and every `everyMs`. */
export function isRepairDue(
  { repairedAt, workingSince }: RepairState,
  { now, startedAt, everyMs }: { now: Instant; startedAt: Instant; everyMs: number },
): boolean {
  if (repairedAt === null || repairedAt < startedAt) return true
  if (workingSince !== null && workingSince > repairedAt) return true
  return now - repairedAt >= everyMs
}

/**
 * The time from which WAHA is asked on. Nothing that was written before Bellhop knew the line is ever answered, and what is
 * too old to be kept does not come back.
 */
export function repairSince(
  { knownSince, repairedUntil }: Pick<RepairState, 'knownSince' | 'repairedUntil'>,
  kept: Instant | null = null,
): Instant {
  return Math.max(knownSince, repairedUntil - REPAIR_OVERLAP_MS, kept ?? knownSince)
}

/** Up to where nothing is missing once a repair has finished that began then. Never back. */
export function repairedUntil(state: RepairState, beganAt: Instant): Instant {
  const { workingSince, repairedUntil: before } = state
  const isTooSoon = workingSince === null || beganAt < workingSince + HISTORY_FILLS_MS
  return isTooSoon ? before : Math.max(before, beganAt)
}

/** The pause after the repair that failed for the `failures`th time in a row. */
export function repairRetryMs(failures: number, everyMs: number, firstMs = REPAIR_RETRY_MS): number {
  return Math.max(firstMs, Math.min(firstMs * 2 ** (failures - 1), everyMs))
}
