import {
  OUTBOUND_KINDS,
  yieldsToStaff,
  type CancelReason,
  type CancelWord,
  type Instant,
} from '@bellhop/core'
import { noteAudit, type Actor } from './audit.ts'
import { Prisma } from './generated/client.ts'
import { isInOutboxOf, isTakeoverWaiting, type NextOutbound } from './outbox.ts'
import type { Queryable, Store } from './store.ts'
import { violatesUnique } from './unique-violation.ts'

const IN_OUTBOX_OF_WANTED = isInOutboxOf(Prisma.sql`w.line`, Prisma.sql`w.phone`)
const YIELDING_KINDS = OUTBOUND_KINDS.filter(yieldsToStaff)

/** A message as it was seen, and the attempt for which it is wanted. */
export interface WantedClaim {
  seen: NextOutbound
  token: string
  /** Becomes the message's WhatsApp id, unless it has one from an attempt before. */
  ownId: string | null
}

export interface GrantedClaim {
  attempt: number
  ownId: string | null
  /** Whether another message of this guest waited behind it. Who writes one later rings for it. */
  hasNext: boolean
}

/**
 * Takes the message for one attempt, if all is still as it was seen: unclaimed and due, the guest's first, its session the
 * same, its line not paused, and no staff's words waiting to take the session over. Committed when this resolves, so it comes before the
 * first byte. `busy`: another message of this guest is in flight (I6). `changed`: look again.
 */
export async function claimOutbound(
  db: Queryable,
  seen: NextOutbound,
  token: string,
  ownId: string | null = null,
): Promise<GrantedClaim | 'busy' | 'changed'> {
  try {
    const [granted] = await claim(db, [{ seen, token, ownId }])
    return granted === undefined ? 'changed' : toGranted(granted)
  } catch (error) {
    if (violatesUnique(error, 'messages_one_sending_key')) return 'busy'
    // The id that we made up exists already: the next one won't.
    if (violatesUnique(error, 'messages_line_from_me_whatsapp_id_key')) return 'changed'
    throw error
  }
}

/**
 * The same for messages of different guests in one statement, which waits for no lock. Null for what it could not have: that is
 * to be claimed by itself, where the reason shows. A unique index that refuses one of them throws, and then none is claimed.
 */
export async function claimFreeOutbound(
  db: Queryable,
  wanted: readonly WantedClaim[],
): Promise<(GrantedClaim | null)[]> {
  const rows = await claim(db, wanted, {
    // With all that is wanted of them: to look them up a second time takes as long as what it is for.
    narrowed: Prisma.sql`, free AS MATERIALIZED (
      SELECT w.* FROM messages m JOIN wanted w ON w.id = m.id ORDER BY m.id FOR UPDATE OF m SKIP LOCKED
    )`,
    from: Prisma.sql`free`,
  })
  const granted = new Map(rows.map((row) => [row.token, toGranted(row)]))
  return wanted.map(({ token }) => granted.get(token) ?? null)
}

interface GrantedRow {
  token: string
  attempts: number
  whatsapp_id: string | null
  has_next: boolean
}

async function claim(
  db: Queryable,
  wanted: readonly WantedClaim[],
  { narrowed, from } = { narrowed: Prisma.empty, from: Prisma.sql`wanted` },
): Promise<GrantedRow[]> {
  const column = <T>(pick: (seen: NextOutbound) => T): T[] => wanted.map(({ seen }) => pick(seen))
  return db.$queryRaw<GrantedRow[]>`
    WITH wanted AS MATERIALIZED (
      SELECT * FROM unnest(
        ${column(({ id }) => id)}::uuid[], ${wanted.map(({ token }) => token)}::uuid[],
        ${wanted.map(({ ownId }) => ownId)}::text[], ${column(({ attempts }) => attempts)}::int[],
        ${column(({ line }) => line)}::text[], ${column(({ phone }) => phone)}::text[],
        ${column(({ session }) => session?.status ?? null)}::text[], ${column(({ session }) => session?.mode ?? null)}::text[]
      ) AS wanted (id, token, own_id, attempts, line, phone, session_status, session_mode)
    ) ${narrowed}
    UPDATE messages m
    SET status = 'sending', claim_token = w.token, claimed_at = clock_timestamp(), attempts = m.attempts + 1,
        next_attempt_at = NULL, whatsapp_id = coalesce(m.whatsapp_id, w.own_id)
    FROM ${from} w
    WHERE m.id = w.id AND m.status = 'pending' AND m.attempts = w.attempts
      AND (m.next_attempt_at IS NULL OR m.next_attempt_at <= clock_timestamp())
      AND m.id = (
        SELECT m.id FROM messages m
        WHERE ${IN_OUTBOX_OF_WANTED}
        ORDER BY m.seq LIMIT 1
      )
      AND NOT (m.kind = ANY(${YIELDING_KINDS}::message_kind[]) AND ${isTakeoverWaiting})
      AND NOT EXISTS (SELECT FROM lines l WHERE l.line = m.line AND l.paused_by IS NOT NULL)
      AND (m.session_id IS NULL AND w.session_status IS NULL OR EXISTS (
        SELECT FROM sessions s
        WHERE s.id = m.session_id AND s.status = w.session_status::session_status
          AND s.mode = w.session_mode::session_mode
        OFFSET 0
      ))
    RETURNING w.token, m.attempts, m.whatsapp_id, EXISTS (
      SELECT FROM messages m WHERE ${IN_OUTBOX_OF_WANTED} AND m.id <> w.id
    ) AS has_next`
}

const toGranted = ({ attempts, whatsapp_id, has_next }: GrantedRow): GrantedClaim => ({
  attempt: attempts,
  ownId: whatsapp_id,
  hasNext: has_next,
})

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
