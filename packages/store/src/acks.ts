import { Prisma } from './generated/client.ts'
import type { Queryable } from './store.ts'

/** What names a message to WhatsApp. */
export interface MessageName {
  line: string
  fromMe: boolean
  whatsappId: string
}

/**
 * An own message of which it isn't decided yet whose it is: it may be an echo, whose row will go, and its status is not yet
 * that of a message that was sent. What happened to it waits.
 */
export const isUndecided = Prisma.sql`(m.from_me AND (m.status IN ('received', 'set_aside') OR m.phone IS NULL))`

/** Raises the status of these messages by the acks that wait for them. */
export async function raiseStatuses(db: Queryable, messages: readonly MessageName[]): Promise<void> {
  if (messages.length === 0) return
  await db.$executeRaw(
    raise(Prisma.sql`
      SELECT e.id, m.id AS message_id, e.data->>'ack' AS ack
      FROM (
        SELECT DISTINCT * FROM unnest(
          ${messages.map(({ line }) => line)}::text[], ${messages.map(({ fromMe }) => fromMe)}::bool[],
          ${messages.map(({ whatsappId }) => whatsappId)}::text[]
        ) AS given (line, from_me, whatsapp_id)
      ) AS named
      JOIN message_events e USING (line, from_me, whatsapp_id)
      JOIN messages m USING (line, from_me, whatsapp_id)
      WHERE e.applied_at IS NULL AND e.kind = 'ack' AND NOT ${isUndecided}`),
  )
}

/** Raises the status of messages that have just got their WhatsApp ids, by the acks that were told before. */
export async function raiseStatusesOf(db: Queryable, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await db.$executeRaw(
    raise(Prisma.sql`
      SELECT e.id, m.id AS message_id, e.data->>'ack' AS ack
      FROM messages m JOIN message_events e USING (line, from_me, whatsapp_id)
      WHERE m.id = ANY(${messageIds}::uuid[]) AND e.applied_at IS NULL AND e.kind = 'ack'`),
  )
}

/** Of messages that Bellhop never saw there are acks too: what has waited for longer than a day is theirs. */
const LOOKED_AT_MAX = 5_000

/** Gives stored acks, whose message has come since, their effect. How many that were. */
export async function applyStoredAcks(db: Queryable, limit: number): Promise<number> {
  // One message after the other: a join would rather read the whole table.
  return db.$executeRaw(
    raise(Prisma.sql`
      SELECT e.id, m.id AS message_id, e.data->>'ack' AS ack
      FROM (
        SELECT * FROM message_events
        WHERE applied_at IS NULL AND kind = 'ack' AND at > now() - interval '1 day'
        ORDER BY at DESC LIMIT ${LOOKED_AT_MAX}::int
      ) AS e
      CROSS JOIN LATERAL (
        SELECT id, from_me, status, phone FROM messages
        WHERE line = e.line AND from_me = e.from_me AND whatsapp_id = e.whatsapp_id LIMIT 1
      ) AS m
      WHERE NOT ${isUndecided} LIMIT ${limit}::int`),
  )
}

/**
 * By sent, delivered, read, played, and never down again. WhatsApp's own failure counts only while nothing better is known.
 * An ack proves that a message left: one that waits to be sent again under its id, or was dropped meanwhile, did arrive.
 * An ack whose message isn't there, or not decided about, yet stays. The messages are held in the order of their ids, and no ack is
 * touched before its message is held: two batches with acks of the same messages would block each other otherwise.
 */
function raise(acks: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH due AS MATERIALIZED (${acks}), held AS MATERIALIZED (
      SELECT id FROM messages WHERE id IN (SELECT message_id FROM due) ORDER BY id FOR UPDATE
    ), best AS (
      SELECT DISTINCT ON (message_id) message_id, ack, rank
      FROM (
        SELECT message_id, ack,
               coalesce(array_position(ARRAY['sent', 'failed', 'delivered', 'read', 'played'], ack), 0) AS rank
        FROM due JOIN held ON held.id = due.message_id
      ) AS ranked
      ORDER BY message_id, rank DESC
    ), raised AS (
      UPDATE messages m
      SET status = best.ack::message_status, next_attempt_at = NULL,
          error = CASE WHEN best.ack = 'failed' THEN coalesce(m.error, 'whatsapp') END,
          sent_at = CASE WHEN best.ack = 'failed' THEN m.sent_at ELSE coalesce(m.sent_at, clock_timestamp()) END
      FROM best
      WHERE m.id = best.message_id AND m.direction = 'outbound'
        AND m.status IN ('pending', 'sending', 'unknown', 'cancelled', 'sent', 'failed', 'delivered', 'read')
        AND best.rank > coalesce(array_position(ARRAY['sent', 'failed', 'delivered', 'read', 'played'], m.status::text), 0)
    )
    UPDATE message_events e SET applied_at = clock_timestamp()
    FROM due JOIN held ON held.id = due.message_id WHERE e.id = due.id`
}
