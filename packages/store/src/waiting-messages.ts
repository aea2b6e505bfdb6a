import { BACKLOG_HOLD_MAX_MS } from '@bellhop/core'

import { noteAudit, type Actor } from './audit.ts'
import { Prisma } from './generated/client.ts'
import type { Queryable, Store, Tx } from './store.ts'

/** What names a guest before the guest is known: the phone, or the chat id of a hidden user. */
export type GuestKey = string

export const guestKey = ({ phone, chatId }: { phone: string | null; chatId: string }): GuestKey =>
  phone ?? chatId

/**
 * What waits to be applied for the guest, or for one of these. Only in these words, by which there is one index: others that fit in part
 * would be taken when little waits in one that was large.
 */
export const isReceivedOf = (message: string, key: Prisma.Sql): Prisma.Sql => {
  const column = (name: string) => Prisma.raw(`${message}.${name}`)
  return Prisma.sql`${column('status')} = 'received' AND coalesce(${column('phone')}, ${column('chat_id')}) = ${key}`
}

/** What waits for these guests, as a table. */
export const receivedOf = (keys: readonly GuestKey[]): Prisma.Sql => Prisma.sql`(
  SELECT * FROM messages m WHERE ${isReceivedOf('m', Prisma.sql`ANY(${keys}::text[])`)}
)`

/** Which of these guests have something to apply now. */
export async function findStillWaiting(db: Queryable, keys: readonly GuestKey[]): Promise<GuestKey[]> {
  const rows = await db.$queryRaw<{ key: GuestKey }[]>`
    SELECT coalesce(phone, chat_id) AS key
    FROM ${receivedOf(keys)} AS received
    GROUP BY coalesce(phone, chat_id), line
    HAVING coalesce(
      least(max(next_attempt_at),
            min(created_at) FILTER (WHERE next_attempt_at IS NOT NULL) + ${BACKLOG_HOLD_MAX_MS}::int * interval '1 ms'
      ) <= clock_timestamp(), true)`
  return [...new Set(rows.map(({ key }) => key))]
}

/**
 * Whose these stored messages are, in their order: a hidden user's has got a phone if the chat is known. Null for one
 * that is gone.
 */
export async function findGuestKeys(
  db: Queryable,
  messages: readonly { line: string; fromMe: boolean; whatsappId: string }[],
): Promise<(GuestKey | null)[]> {
  const rows = await db.$queryRaw<{ key: GuestKey | null }[]>`
    SELECT coalesce(m.phone, m.chat_id) AS key
    FROM unnest(
      ${messages.map(({ line }) => line)}::text[], ${messages.map(({ fromMe }) => fromMe)}::bool[],
      ${messages.map(({ whatsappId }) => whatsappId)}::text[]
    ) WITH ORDINALITY AS named (line, from_me, whatsapp_id, ord)
    LEFT JOIN messages m USING (line, from_me, whatsapp_id)
    ORDER BY ord`
  return rows.map(({ key }) => key)
}

/** Guests with something to apply now that came at least `ageMs` ago, who waits longest first. */
export async function findOverdueGuests(tx: Tx, ageMs: number, limit: number): Promise<GuestKey[]> {
  const rows = await tx.$queryRaw<{ key: GuestKey }[]>`
    SELECT coalesce(phone, chat_id) AS key
    FROM messages
    WHERE status = 'received' AND created_at <= clock_timestamp() - ${ageMs}::int * interval '1 ms'
    GROUP BY coalesce(phone, chat_id)
    HAVING coalesce(
      least(max(next_attempt_at),
            min(created_at) FILTER (WHERE next_attempt_at IS NOT NULL) + ${BACKLOG_HOLD_MAX_MS}::int * interval '1 ms'
      ) <= clock_timestamp(), true)
    ORDER BY min(seq) LIMIT ${limit}::int`
  return rows.map(({ key }) => key)
}

/** Counts a failed try. With the last one the message is set aside, with the reason on it. */
export async function recordFailure(
  tx: Tx,
  messageId: string,
  error: string,
  attemptsMax: number,
): Promise<'waiting' | 'set_aside' | 'gone'> {
  const rows = await tx.$queryRaw<{ status: 'received' | 'set_aside' }[]>`
    UPDATE messages
    SET attempts = attempts + 1, error = ${error},
        status = CASE WHEN attempts + 1 >= ${attemptsMax}::int THEN 'set_aside'::message_status ELSE status END
    WHERE id = ${messageId}::uuid AND status = 'received'
    RETURNING status::text AS status`
  const status = rows[0]?.status
  if (status === undefined) return 'gone'
  return status === 'set_aside' ? 'set_aside' : 'waiting'
}

/** A message that was set aside waits again, as if it had never been tried: the next sweep finds it. False if it was not set aside. */
export async function retrySetAside({ prisma }: Store, id: string, by: Actor): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const retried = await tx.$executeRaw`
      UPDATE messages SET status = 'received', attempts = 0, error = NULL
      WHERE id = ${id}::uuid AND status = 'set_aside'`
    if (retried > 0) await noteAudit(tx, by, { action: 'tried_again', messageId: id })
    return retried > 0
  })
}
