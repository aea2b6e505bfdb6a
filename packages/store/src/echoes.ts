import { OUTBOUND_KINDS, type SentMessage } from '@bellhop/core'
import { Prisma } from './generated/client.ts'
import type { Queryable } from './store.ts'

/** A message of ours that left, or may have left, and to whom. */
export interface SentRow extends SentMessage {
  phone: string
  line: string
}

/** An own message that turned out to be the echo of one of ours. */
export interface Echo {
  echoRowId: string
  messageId: string
  whatsappId: string
  sentAt: Date
}

/**
 * It may have left, though nobody waits for it any more: dropped before it was sent once more, refused when it was, or given
 * up by staff.
 */
export const isGivenUp = Prisma.sql`(
  m.status = 'cancelled'
  OR m.status = 'failed' AND (m.error = 'not_arrived' OR m.resends > 0 AND m.error IS DISTINCT FROM 'whatsapp')
)`

/** How long before an own message the one may have been sent that it is the echo of. */
const SENT_BEFORE_MS = 15 * 60_000

/**
 * Holds own messages until the transaction ends, and gives the ids of those that are still there. Read what was sent
 * after it: a settle that knows an echo by its id takes the echo away, and would leave one read before without its message.
 */
export async function holdOwnMessages(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM messages WHERE id = ANY(${ids}::uuid[]) AND status = 'received' ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}

/** What we sent on these lines to these phones, or may have sent, since a while before `since`. */
export async function loadSent(
  db: Queryable,
  { phones, lines }: { phones: readonly string[]; lines: readonly string[] },
  since: Date,
): Promise<SentRow[]> {
  const rows = await db.$queryRaw<
    (Omit<SentRow, 'claimedAt' | 'since'> & { claimedAt: Date; since: Date })[]
  >`
    SELECT id, phone, line, CASE WHEN edited_at IS NULL THEN text ELSE original_text END AS text,
           claimed_at AS "claimedAt",
           CASE WHEN resends > 0 THEN least(created_at, claimed_at) ELSE claimed_at END AS since,
           CASE WHEN status = 'sending' THEN 'sending'
                WHEN status IN ('unknown', 'pending') OR ${isGivenUp} THEN 'unknown'
                WHEN whatsapp_id IS NULL THEN 'nameless'
                ELSE 'sent' END AS state
    FROM messages m
    WHERE phone = ANY(${phones}::text[]) AND line = ANY(${lines}::text[])
      AND direction = 'outbound' AND kind = ANY(${OUTBOUND_KINDS}::message_kind[])
      AND claimed_at >= least(${since}::timestamptz, now()) - ${SENT_BEFORE_MS}::int * interval '1 ms'
      AND (status IN ('pending', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played') OR ${isGivenUp})
    ORDER BY seq`
  return rows.map((row) => ({ ...row, claimedAt: row.claimedAt.getTime(), since: row.since.getTime() }))
}

/**
 * Settles messages by their echoes: the echo's own row goes, its WhatsApp id and time go to the message, which is sent.
 * The row goes first, since the id is unique (I2).
 */
export async function settleByEcho(db: Queryable, echoes: readonly Echo[]): Promise<void> {
  if (echoes.length === 0) return
  // A settle that has the message and waits for the echo's id would wait for ever, if the echo went before we have it too.
  await db.$queryRaw`
    SELECT 1 FROM messages WHERE id = ANY(${echoes.map(({ messageId }) => messageId)}::uuid[]) ORDER BY id FOR UPDATE`
  await db.$executeRaw`DELETE FROM messages WHERE id = ANY(${echoes.map(({ echoRowId }) => echoRowId)}::uuid[])`
  await db.$executeRaw`
    UPDATE messages m
    SET status = 'sent', whatsapp_id = e.whatsapp_id, sent_at = coalesce(m.sent_at, e.sent_at), error = NULL, next_attempt_at = NULL,
        absent_since = NULL
    FROM unnest(
      ${echoes.map(({ messageId }) => messageId)}::uuid[], ${echoes.map(({ whatsappId }) => whatsappId)}::text[],
      ${echoes.map(({ sentAt }) => sentAt)}::timestamptz[]
    ) AS e (id, whatsapp_id, sent_at)
    WHERE m.id = e.id
      AND (m.status IN ('pending', 'sending', 'unknown') OR ${isGivenUp}
           OR (m.status = 'sent' AND m.whatsapp_id IS NULL))`
}

/** Second copies of messages of ours are nobody's words on the phone: they take the role of the message that they repeat. */
export async function attributeCopies(
  db: Queryable,
  copies: readonly { id: string; of: string }[],
): Promise<void> {
  if (copies.length === 0) return
  await db.$executeRaw`
    UPDATE messages m SET role = original.role
    FROM unnest(${copies.map(({ id }) => id)}::uuid[], ${copies.map(({ of }) => of)}::uuid[]) AS c (id, original_id)
    JOIN messages original ON original.id = c.original_id
    WHERE m.id = c.id`
}
