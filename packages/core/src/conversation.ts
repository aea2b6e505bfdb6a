import type { StoredPhone } from './phone.ts'
import { isIdle, type Instant, type OpenSession, type TerminatedSession } from './session.ts'

export interface Guest {
  id: string
  phone: StoredPhone
  name: string
  /** `id`, `en`, ... as the texts are kept. */
  locale: string
}

export interface CheckIn {
  id: string
  room: string
  checkedInAt: Instant
  /** Null while the guest stays. */
  checkedOutAt: Instant | null
}

/** What the rules need to know of one guest on one line: the state that `decide` takes and gives. */
export interface Conversation {
  /** Null if nobody with this phone is known to the hotel. */
  guest: Guest | null
  checkIns: readonly CheckIn[]
  open: OpenSession | null
  /** Those that ended, or were active, at or after the oldest message to be decided. */
  terminated: readonly TerminatedSession[]
  /** The open session has an automatic reply that has not left yet. */
  unsentAutoReply: boolean
  /** When the guest's newest automatic reply was made, by the wall clock. */
  autoRepliedAt: Instant | null
}

/** The check-in that a message written at `at` belongs to: active now, or active then; of several the newest. */
export function findCheckIn(checkIns: readonly CheckIn[], at: Instant): CheckIn | null {
  const fitting = checkIns.filter(
    ({ checkedInAt, checkedOutAt }) => checkedOutAt === null || (checkedInAt <= at && at <= checkedOutAt),
  )
  return fitting.reduce<CheckIn | null>(
    (newest, checkIn) => (newest === null || checkIn.checkedInAt > newest.checkedInAt ? checkIn : newest),
    null,
  )
}

/** The open session, unless it has been idle for too long at that time. */
export function findLiveSession(
  { open }: Conversation,
  at: Instant,
  idleLimitMs: number,
): OpenSession | null {
  return open !== null && !isIdle(open, at, idleLimitMs) ? open : null
}

/**
 * A message that was written before something which this conversation already knows. WhatsApp tells whole seconds: what
 * staff or an agent said in the same second is not newer.
 */
export function isLate({ open, terminated }: Conversation, at: Instant): boolean {
  if (open !== null && at < secondOf(open.lastActivityAt)) return true
  return terminated.some(
    ({ lastActivityAt, endedAt, endReason }) =>
      at < secondOf(lastActivityAt) ||
      ((endReason === 'staff' || endReason === 'checked_out') && at <= endedAt),
  )
}

/** The terminated session that covers `at`; of several the one that started last. */
export function findCoveringSession({ terminated }: Conversation, at: Instant): TerminatedSession | null {
  return terminated
    .filter(({ startedAt, endedAt }) => startedAt <= at && at <= endedAt)
    .reduce<TerminatedSession | null>(
      (latest, session) => (latest === null || session.startedAt > latest.startedAt ? session : latest),
      null,
    )
}

function secondOf(at: Instant): Instant {
  return Math.floor(at / 1000) * 1000
}
