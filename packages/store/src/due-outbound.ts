import { CLAIM_EXPIRY_MS, type OutboundKind } from '@bellhop/core'
import { Prisma } from './generated/client.ts'
import { indexedPhone } from './indexed-phone.ts'
import { isUnsettled } from './outbox.ts'
import type { Queryable } from './store.ts'

/** A guest whose next message may leave now, named by that message. */
export interface DueOutbound {
  line: string
  guestId: string
  kind: OutboundKind
}

/**
 * Guests who wait for a message that is due, the longest waiting first, up to `limitPerLine`: a line that nobody serves
 * keeps no other from its turn. Left out are those with one in flight, or one that may have left, and those whose line is
 * paused. `lines` narrows it; default all.
 */
export async function findDueOutbound(
  db: Queryable,
  limitPerLine: number,
  lines?: readonly string[],
): Promise<DueOutbound[]> {
  const onLines = lines === undefined ? Prisma.empty : Prisma.sql`AND m.line = ANY(${lines}::text[])`
  return db.$queryRaw<DueOutbound[]>`
    SELECT line, "guestId", kind
    FROM (
      SELECT first.line, g.id AS "guestId", first.kind, first.seq,
             row_number() OVER (PARTITION BY first.line ORDER BY first.seq) AS position
      FROM (
        SELECT DISTINCT ON (m.line, ${indexedPhone(Prisma.sql`m.phone`)}) m.line, m.phone, m.kind, m.status, m.next_attempt_at, m.seq
        FROM messages m
        WHERE ${isUnsettled} ${onLines}
        ORDER BY m.line, ${indexedPhone(Prisma.sql`m.phone`)}, m.seq
      ) AS first
      JOIN guests g ON g.phone = first.phone
      LEFT JOIN lines l ON l.line = first.line
      WHERE first.status = 'pending' AND l.paused_by IS NULL
        AND (first.next_attempt_at IS NULL OR first.next_attempt_at <= clock_timestamp())
    ) AS due
    WHERE position <= ${limitPerLine}::int
    ORDER BY seq`
}

/** Gives up claims whose holders are dead or frozen: their messages may have left (I7). How many that were. */
export async function releaseDeadClaims(db: Queryable): Promise<number> {
  return db.$executeRaw`
    UPDATE messages m SET status = 'unknown', error = 'claim_expired'
    FROM (
      SELECT id FROM messages
      WHERE direction = 'outbound' AND status = 'sending'
        AND claimed_at < clock_timestamp() - ${CLAIM_EXPIRY_MS}::int * interval '1 ms'
      FOR UPDATE SKIP LOCKED
    ) AS dead
    WHERE m.id = dead.id`
}
