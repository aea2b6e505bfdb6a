import type { MessageName } from './acks.ts'
import { Prisma } from './generated/client.ts'
import type { Queryable } from './store.ts'

/** Whether the message that this row names was erased. WAHA may deliver it again, and its history has it still. */
export function isErased(row: Prisma.Sql): Prisma.Sql {
  // One row after the other: a join would rather read the whole table.
  return Prisma.sql`coalesce((SELECT true FROM erased_messages gone WHERE gone.hash = ${messageHash(row)}), false)`
}

/** Which of these messages, by their place in the list, were erased. */
export async function findErased(db: Queryable, names: readonly MessageName[]): Promise<ReadonlySet<number>> {
  if (names.length === 0) return new Set()
  const rows = await db.$queryRaw<{ place: number }[]>`
    SELECT (named.ord - 1)::int AS place
    FROM unnest(
      ${names.map(({ line }) => line)}::text[], ${names.map(({ fromMe }) => fromMe)}::bool[],
      ${names.map(({ whatsappId }) => whatsappId)}::text[]
    ) WITH ORDINALITY AS named (line, from_me, whatsapp_id, ord)
    WHERE ${isErased(Prisma.sql`named`)}`
  return new Set(rows.map(({ place }) => place))
}

/** What is kept of an erased message. WhatsApp's ids are random: nobody finds them out by trying. */
export function messageHash(row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`sha256(convert_to(
    ${row}.line || ' ' || ${row}.from_me::text || ' ' || ${row}.whatsapp_id, 'UTF8'))`
}

/** The same for an event that could not be read, by its key. */
export function eventHash(row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`sha256(convert_to('event ' || ${row}.event_key, 'UTF8'))`
}

/** These messages are erased also where they were never stored, with what has happened to them. How many events that were. */
export async function forgetMessages(db: Queryable, names: readonly MessageName[]): Promise<number> {
  if (names.length === 0) return 0
  return db.$executeRaw`
    WITH given AS MATERIALIZED (
      SELECT DISTINCT * FROM unnest(
        ${names.map(({ line }) => line)}::text[], ${names.map(({ fromMe }) => fromMe)}::bool[],
        ${names.map(({ whatsappId }) => whatsappId)}::text[]
      ) AS given (line, from_me, whatsapp_id)
    ), hashed AS (
      INSERT INTO erased_messages (hash) SELECT ${messageHash(Prisma.sql`given`)} FROM given ON CONFLICT DO NOTHING
    )
    DELETE FROM message_events e USING given
    WHERE e.line = given.line AND e.from_me = given.from_me AND e.whatsapp_id = given.whatsapp_id`
}
