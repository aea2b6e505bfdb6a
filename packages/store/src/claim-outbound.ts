import {
  OUTBOUND_KINDS,
  yieldsToStaff,
  type CancelReason,
  type CancelWord,
  type Instant,
} from '@bellhop/core'
import { noteAudit, type Actor } from './audit.ts'
import { isTakeoverWaiting, isUnsettled, type NextOutbound } from './outbox.ts'
import type { Queryable, Store } from './store.ts'
import { violatesUnique } from './unique-violation.ts'

const YIELDING_KINDS = OUTBOUND_KINDS.filter(yieldsToStaff)

/**
 * Takes the message for one attempt, if all is still as it was seen: unclaimed and due, the guest's first, its session the
 * same, its line not paused, and no staff's words waiting to take the session over. Committed when this resolves, so it comes before the
 * first byte. `ownId` becomes the message's WhatsApp id, unless it has one from an attempt before. `busy`: another message
 * of this guest is in flight (I6). `changed`: look again.
 */
export async function claimOutbound(
  db: Queryable,
  seen: NextOutbound,
  token: string,
  ownId: string | null = null,
): Promise<{ attempt: number; ownId: string | null } | 'busy' | 'changed'> {
  const status = seen.session?.status ?? null
  const mode = seen.session?.mode ?? null
  try {
    const [claimed] = await db.$queryRaw<{ attempts: number; whatsapp_id: string | null }[]>`
      UPDATE messages m
      SET status = 'sending', claim_token = ${token}::uuid, claimed_at = clock_timestamp(), attempts = m.attempts + 1,
          next_attempt_at = NULL, whatsapp_id = coalesce(m.whatsapp_id, ${ownId}::text)
      WHERE m.id = ${seen.id}::uuid AND m.status = 'pending' AND m.attempts = ${seen.attempts}::int
        AND (m.next_attempt_at IS NULL OR m.next_attempt_at <= clock_timestamp())
        AND m.id = (
          SELECT m.id FROM messages m
          WHERE m.line = ${seen.line}::text AND m.phone = ${seen.phone}::text AND ${isUnsettled}
          ORDER BY m.seq LIMIT 1
        )
        AND NOT (m.kind = ANY(${YIELDING_KINDS}::message_kind[]) AND ${isTakeoverWaiting})
        AND NOT EXISTS (SELECT FROM lines l WHERE l.line = m.line AND l.paused_by IS NOT NULL)
        AND (m.session_id IS NULL AND ${status}::session_status IS NULL OR EXISTS (
          SELECT FROM sessions s
          WHERE s.id = m.session_id AND s.status = ${status}::session_status AND s.mode = ${mode}::session_mode
        ))
      RETURNING m.attempts, m.whatsapp_id`
    return claimed === undefined ? 'changed' : { attempt: claimed.attempts, ownId: claimed.whatsapp_id }
  } catch (error) {
    if (violatesUnique(error, 'messages_one_sending_key')) return 'busy'
    // The id that we made up exists already: the next one won't.
    if (violatesUnique(error, 'messages_line_from_me_whatsapp_id_key')) return 'changed'
    throw error
  }
}

/** Drops a message that has not been claimed, with the reason. False if it is not there to be dropped any more. */
export async function cancelOutbound(db: Queryable, id: string, reason: CancelReason): Promise<boolean> {
  const cancelled = await db.$executeRaw`
    UPDATE messages SET status = 'cancelled', error = ${reason}::text, next_attempt_at = NULL
    WHERE id = ${id}::uuid AND status = 'pending'`
  return cancelled > 0
}

/** What stands with a message that waits for the end of WhatsApp's ban on new chats. */
const TIMELOCK = 'timelock'

/** Staff drop what has not begun to leave. False if it has, or is not there to be dropped any more. */
export async function cancelByHand({ prisma }: Store, id: string, by: Actor): Promise<boolean> {
  const word: CancelWord = 'by_hand'
  return prisma.$transaction(async (tx) => {
    const [cancelled] = await tx.$queryRaw<{ sessionId: string | null }[]>`
      UPDATE messages SET status = 'cancelled', error = ${word}::text, next_attempt_at = NULL
      WHERE id = ${id}::uuid AND direction = 'outbound' AND status = 'pending'
        AND uncertain_since IS NULL AND resends = 0
      RETURNING session_id AS "sessionId"`
    if (cancelled === undefined) return false
    await noteAudit(tx, by, { action: 'cancelled', messageId: id, sessionId: cancelled.sessionId })
    return true
  })
}

/** Keeps the message, and all that follows it, back until then. No attempt is counted. */
export async function deferOutbound(
  db: Queryable,
  id: string,
  until: Instant,
  { isTimelocked = false } = {},
): Promise<void> {
  await db.$executeRaw`
    UPDATE messages
    SET next_attempt_at = greatest(next_attempt_at, ${new Date(until)}::timestamptz),
        error = CASE WHEN ${isTimelocked}::bool THEN ${TIMELOCK}::text ELSE error END
    WHERE id = ${id}::uuid AND status = 'pending'`
}

/** WhatsApp may end its ban before the time that it told: what waits for that waits no longer. */
export async function freeTimelocked(db: Queryable, lines: readonly string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE messages m SET next_attempt_at = NULL
    FROM lines l
    WHERE l.line = m.line AND l.line = ANY(${lines}::text[])
      AND (l.timelocked_until IS NULL OR l.timelocked_until <= clock_timestamp())
      AND m.direction = 'outbound' AND m.status = 'pending' AND m.error = ${TIMELOCK}::text
      AND m.next_attempt_at > clock_timestamp()`
}
