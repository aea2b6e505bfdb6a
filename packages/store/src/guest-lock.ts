import { Prisma } from './generated/client.ts'
import type { Queryable, Tx } from './store.ts'

/**
 * The lock that every writer of a guest's state takes first, held until the transaction ends. READ COMMITTED shows what
 * the last holder committed only to later statements, so read the state after it, never in the same statement.
 * The key is the stored phone, for an unresolved hidden user the chat.
 */
export async function lockGuest(tx: Tx, key: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(${guestKey(Prisma.sql`${key}::text`)})::text`
}

/** Takes what is free and waits for nothing. Gives the keys it got. */
export async function tryLockGuests(db: Queryable, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const wanted = [...new Set(keys)].toSorted()
  // The lock stands in the list of the outer query, over a materialised order: each key is tried exactly once.
  const tried = await db.$queryRaw<{ key: string; got: boolean }[]>`
    with wanted as materialized (
      select key from unnest(${wanted}::text[]) with ordinality as given (key, ord) order by ord
    )
    select key, pg_try_advisory_xact_lock(${guestKey(Prisma.sql`key`)}) as got from wanted`
  return tried.filter(({ got }) => got).map(({ key }) => key)
}

function guestKey(key: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`hashtextextended('guest:' || ${key}, 0)`
}
