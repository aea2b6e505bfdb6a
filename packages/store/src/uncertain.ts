import { OUTBOUND_KINDS, type Instant, type OutboundKind, type UncertainMessage } from '@bellhop/core'
import { dueIn } from './due-in.ts'
import { Prisma } from './generated/client.ts'
import type { Claim, Settled } from './settle-outbound.ts'
import type { Queryable } from './store.ts'
import { violatesUnique } from './unique-violation.ts'

/** Of messages that are older than this nobody asks any more: staff decide. */
const ASKED_FOR_MS = 6 * 60 * 60_000
/** Whoever asks has to be done by then, or another asks too. */
const LEASE_MS = 60_000
/** Kept with a message that WAHA does not have. */
const ABSENT = 'absent'

/** A message that may have left, to be asked for now. */
export interface UncertainRow extends Claim, UncertainMessage {
  sessionId: string | null
  line: string
  phone: string
  guestId: string | null
  kind: OutboundKind
  ownId: string | null
  /** The database's clock. */
  now: Instant
}

/** Takes messages that may have left and are due to be asked for, so that no other process asks for them for a while. */
export async function takeUncertain(
  db: Queryable,
  lines: readonly string[],
  limit: number,
): Promise<UncertainRow[]> {
  const rows = await db.$queryRaw<TakenRow[]>`
    UPDATE messages m SET next_attempt_at = ${dueIn(LEASE_MS)}
    FROM (
      SELECT id FROM messages
      WHERE status = 'unknown' AND line = ANY(${lines}::text[]) AND phone IS NOT NULL AND claim_token IS NOT NULL
        AND kind = ANY(${OUTBOUND_KINDS}::message_kind[]) AND error IS DISTINCT FROM ${ABSENT}::text
        AND claimed_at > now() - ${ASKED_FOR_MS}::int * interval '1 ms'
        AND (next_attempt_at IS NULL OR next_attempt_at <= clock_timestamp())
      ORDER BY claimed_at LIMIT ${limit}::int
      FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE m.id = due.id
    RETURNING m.id, m.claim_token AS token, m.session_id AS "sessionId", m.line, m.phone, m.kind, m.resends,
              m.whatsapp_id AS "ownId", m.claimed_at AS "claimedAt", coalesce(m.uncertain_since, m.claimed_at) AS "uncertainSince",
              m.absent_since AS "absentSince",
              (SELECT g.id FROM guests g WHERE g.phone = m.phone) AS "guestId", clock_timestamp() AS now`
  return rows.map((row) => ({
    ...row,
    hasOwnId: row.ownId !== null,
    claimedAt: row.claimedAt.getTime(),
    uncertainSince: row.uncertainSince.getTime(),
    absentSince: row.absentSince?.getTime() ?? null,
    now: row.now.getTime(),
  }))
}

interface TakenRow extends Omit<
  UncertainRow,
  'hasOwnId' | 'claimedAt' | 'uncertainSince' | 'absentSince' | 'now'
> {
  claimedAt: Date
  uncertainSince: Date
  absentSince: Date | null
  now: Date
}

/** It is asked for again at that time. */
export async function askAgain(
  db: Queryable,
  claim: Claim,
  at: Instant,
  absentSince: Instant | null,
): Promise<Settled> {
  const since = absentSince === null ? null : new Date(absentSince)
  return change(
    db,
    claim,
    Prisma.sql`next_attempt_at = ${new Date(at)}::timestamptz, absent_since = ${since}::timestamptz`,
  )
}

/**
 * WAHA has it: also if staff meanwhile wanted it sent again, and it has not been. `superseded` too if its echo was stored
 * meanwhile: then that one settles it.
 */
export async function settleFound(
  db: Queryable,
  { id, token, claimedAt, ...found }: Claim & { claimedAt: Instant; whatsappId: string; sentAt: Instant },
): Promise<Settled> {
  try {
    const settled = await db.$executeRaw`
      UPDATE messages
      SET status = 'sent', whatsapp_id = ${found.whatsappId}::text, error = NULL, absent_since = NULL,
          next_attempt_at = NULL, sent_at = ${new Date(found.sentAt)}::timestamptz
      WHERE id = ${id}::uuid AND (
        status = 'unknown' AND claim_token = ${token}::uuid
        OR status = 'pending' AND claimed_at = ${new Date(claimedAt)}::timestamptz
      )`
    return settled > 0 ? 'settled' : 'superseded'
  } catch (error) {
    if (violatesUnique(error, 'messages_line_from_me_whatsapp_id_key')) return 'superseded'
    throw error
  }
}

/**
 * Back to its place, to be sent once more; not if a later one to the same guest has left meanwhile (I6). `isAbsent`: what was
 * tried before did not leave. Else that counts on.
 */
export async function sendAgain(db: Queryable, claim: Claim, { isAbsent = false } = {}): Promise<Settled> {
  return change(
    db,
    claim,
    Prisma.sql`status = 'pending', claim_token = NULL, next_attempt_at = NULL, absent_since = NULL,
      resends = resends + 1,
      uncertain_since = CASE WHEN ${isAbsent}::bool THEN NULL ELSE coalesce(uncertain_since, claimed_at) END`,
    Prisma.sql`AND NOT EXISTS (
      SELECT FROM messages later
      WHERE later.phone = m.phone AND later.line = m.line AND later.claimed_at > m.claimed_at AND later.seq > m.seq
        AND later.kind = ANY(${OUTBOUND_KINDS}::message_kind[])
    )`,
  )
}

/** WAHA does not have it, and it is not sent again: staff decide. */
export async function leaveToStaff(db: Queryable, claim: Claim): Promise<Settled> {
  return change(db, claim, Prisma.sql`error = ${ABSENT}::text, next_attempt_at = NULL`)
}

async function change(
  db: Queryable,
  { id, token }: Claim,
  changes: Prisma.Sql,
  unless: Prisma.Sql = Prisma.empty,
): Promise<Settled> {
  const changed = await db.$executeRaw`
    UPDATE messages m SET ${changes}
    WHERE m.id = ${id}::uuid AND m.claim_token = ${token}::uuid AND m.status = 'unknown' ${unless}`
  return changed > 0 ? 'settled' : 'superseded'
}
