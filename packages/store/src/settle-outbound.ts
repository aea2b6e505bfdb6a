import { OUTBOUND_KINDS } from '@bellhop/core'
import { raiseStatusesOf } from './acks.ts'
import { dueIn } from './due-in.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import type { Queryable, Store } from './store.ts'
import { violatesUnique } from './unique-violation.ts'

const MERGES_MAX = 3
const OPEN = Prisma.sql`('sending', 'unknown')`
/** Settled by an echo or an ack, before WAHA's answer was known. */
const HEARD_OF = Prisma.sql`('sent', 'delivered', 'read', 'played')`

// An echo may have settled it before, by its words alone: WAHA's answer knows the id better.
const MAY_BE_SENT = Prisma.sql`status IN ${OPEN} OR status IN ${HEARD_OF}`
const becomesSent = (whatsappId: Prisma.Sql) => Prisma.sql`
  status = CASE WHEN status IN ${OPEN} THEN 'sent' ELSE status END,
  whatsapp_id = coalesce(${whatsappId}, whatsapp_id), sent_at = coalesce(sent_at, clock_timestamp()),
  error = NULL, absent_since = NULL, claim_token = NULL`

/** Whose attempt it was. The token alone gives the right to settle: a message that is another's by now stays as it is. */
export interface Claim {
  id: string
  token: string
}

/** `superseded`: it is settled already, by its echo for instance, or another's. */
export type Settled = 'settled' | 'superseded'

/**
 * WAHA took the message. If its echo was stored first, that row has the id: it goes, and the id comes here (I2). The id is
 * null where WAHA's answer could not be read. What acks told of the id before is made up for.
 */
export async function settleSent(
  { prisma }: Store,
  claim: Claim & { whatsappId: string | null },
): Promise<Settled> {
  const settled = await settleWithId(prisma, claim)
  if (settled === 'settled' && claim.whatsappId !== null) await raiseStatusesOf(prisma, [claim.id])
  return settled
}

/** A message that WAHA took, and how it is called. */
export interface SentClaim extends Claim {
  whatsappId: string | null
  /** The id that it has had since its claim. */
  ownId: string | null
}

/**
 * The same for several messages in one statement, which waits for no lock. Says of each whether it is settled; the others are to be settled by
 * themselves: their echo was stored first, or somebody else is at them. A unique index that refuses one of them throws, and
 * then none is settled. The offset makes Postgres look for the very id: with a plan that was made for an empty table it would
 * compare all that ever left on the line.
 */
export async function settleFreeSent(db: Queryable, claims: readonly SentClaim[]): Promise<boolean[]> {
  const rows = await db.$queryRaw<{ token: string }[]>`
    WITH given AS MATERIALIZED (
      SELECT * FROM unnest(
        ${claims.map(({ id }) => id)}::uuid[], ${claims.map(({ token }) => token)}::uuid[],
        ${claims.map(({ whatsappId }) => whatsappId)}::text[]
      ) AS given (message_id, token, new_id)
    ), free AS MATERIALIZED (
      SELECT given.* FROM messages JOIN given ON message_id = id ORDER BY id FOR UPDATE OF messages SKIP LOCKED
    )
    UPDATE messages m SET ${becomesSent(Prisma.sql`new_id`)}
    FROM free
    WHERE id = message_id AND claim_token = token AND (${MAY_BE_SENT})
      AND NOT EXISTS (
        SELECT FROM messages o
        WHERE o.line = m.line AND o.from_me AND o.whatsapp_id = new_id AND o.id <> message_id
        OFFSET 0
      )
    RETURNING token`
  const settled = new Set(rows.map(({ token }) => token))
  // An ack can't have missed a message that had its id before it left.
  const named = claims.filter(
    ({ token, whatsappId, ownId }) => settled.has(token) && whatsappId !== null && whatsappId !== ownId,
  )
  await raiseStatusesOf(
    db,
    named.map(({ id }) => id),
  )
  return claims.map(({ token }) => settled.has(token))
}

async function settleWithId(
  prisma: PrismaClient,
  claim: Claim & { whatsappId: string | null },
): Promise<Settled> {
  const sent = becomesSent(Prisma.sql`${claim.whatsappId}::text`)
  for (let merge = 0; ; merge += 1) {
    try {
      if (merge === 0) return await settle(prisma, claim, sent, MAY_BE_SENT)
      return await prisma.$transaction(async (tx) => {
        await takeIdFromOthers(tx, claim)
        return settle(tx, claim, sent, MAY_BE_SENT)
      })
    } catch (error) {
      // An echo that is delivered again may be stored between the two statements of a merge.
      if (merge === MERGES_MAX || !violatesUnique(error, 'messages_line_from_me_whatsapp_id_key')) throw error
    }
  }
}

/**
 * It surely did not leave and keeps its place: due again after the delay, or at once when its line works. What was taken for
 * its echo, by its words alone, was another's, unless an attempt before this one may have left.
 */
export async function settleForRetry(
  db: Queryable,
  claim: Claim & { delayMs: number; error: string; ownId?: string | null },
): Promise<Settled> {
  const ownId = Prisma.sql`${claim.ownId ?? null}::text`
  return settle(
    db,
    claim,
    // One that was sent before, and may have left then, can still get its echo: it keeps the time of its claim.
    Prisma.sql`status = 'pending', error = ${claim.error}::text, claim_token = NULL, sent_at = NULL,
      whatsapp_id = CASE WHEN status IN ${OPEN} THEN whatsapp_id ELSE ${ownId} END,
      claimed_at = CASE WHEN resends > 0 THEN claimed_at END,
      next_attempt_at = ${dueIn(claim.delayMs)}`,
    Prisma.sql`status IN ${OPEN}
      OR (status IN ${HEARD_OF} AND resends = 0 AND whatsapp_id IS DISTINCT FROM ${ownId})`,
  )
}

/** It was refused for good, with the reason. */
export async function settleFailed(db: Queryable, claim: Claim & { error: string }): Promise<Settled> {
  return settle(db, claim, Prisma.sql`status = 'failed', error = ${claim.error}::text`)
}

/** It may have left (I7). It keeps its claim: the same attempt may still learn better. */
export async function settleUnknown(db: Queryable, claim: Claim & { error: string }): Promise<Settled> {
  return settle(db, claim, Prisma.sql`status = 'unknown', error = ${claim.error}::text`)
}

async function settle(
  db: Queryable,
  { id, token }: Claim,
  changes: Prisma.Sql,
  provided: Prisma.Sql = Prisma.sql`status IN ${OPEN}`,
): Promise<Settled> {
  const settled = await db.$executeRaw`
    UPDATE messages SET ${changes} WHERE id = ${id}::uuid AND claim_token = ${token}::uuid AND (${provided})`
  return settled > 0 ? 'settled' : 'superseded'
}

/**
 * WAHA's answer to the sender is the best evidence of whose the id is. An echo's row was stored for nothing; a message of
 * ours that took it for its own, because it has the same text, is as uncertain as it was: WAHA's answer clears the token.
 */
async function takeIdFromOthers(
  tx: Queryable,
  { id, whatsappId }: { id: string; whatsappId: string | null },
): Promise<void> {
  const ours = Prisma.sql`kind = ANY(${OUTBOUND_KINDS}::message_kind[])`
  const holder = Prisma.sql`from_me AND whatsapp_id = ${whatsappId}::text AND id <> ${id}::uuid
    AND line = (SELECT line FROM messages WHERE id = ${id}::uuid)`
  await tx.$executeRaw`DELETE FROM messages WHERE ${holder} AND NOT ${ours}`
  await tx.$executeRaw`
    UPDATE messages
    SET whatsapp_id = NULL, status = CASE WHEN claim_token IS NULL THEN status ELSE 'unknown' END,
        sent_at = CASE WHEN claim_token IS NULL THEN sent_at END
    WHERE ${holder} AND ${ours}`
}
