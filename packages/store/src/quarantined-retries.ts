import type { Queryable } from './store.ts'

/** A quarantined event that is tried again. */
export interface RetryRow {
  eventKey: string
  raw: Buffer
  createdAt: Date
  /** How often it was begun since somebody asked, this time included, without coming to an end. */
  begun: number
}

/** Quarantined events that somebody wants tried again, the oldest first. */
export async function findRetries(db: Queryable, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM quarantined_events WHERE retry_at IS NOT NULL ORDER BY id LIMIT ${limit}::int`
  return rows.map(({ id }) => id)
}

/** Notes that it begins, should the worker die of it. Null if it is gone, or nobody wants it tried any more. */
export async function beginRetry(db: Queryable, id: string): Promise<RetryRow | null> {
  const [row] = await db.$queryRaw<(Omit<RetryRow, 'raw'> & { raw: Uint8Array })[]>`
    UPDATE quarantined_events SET retry_begun = retry_begun + 1
    WHERE id = ${id}::uuid AND retry_at IS NOT NULL
    RETURNING event_key AS "eventKey", raw, created_at AS "createdAt", retry_begun AS begun`
  return row === undefined ? null : { ...row, raw: Buffer.from(row.raw) }
}

/** Postgres was away in its midst: as if it had not begun. */
export async function releaseRetry(db: Queryable, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE quarantined_events SET retry_begun = retry_begun - 1 WHERE id = ${id}::uuid AND retry_begun > 0`
}

/** It can't be read or stored now either: it stands there again, with the new reason. */
export async function putBack(db: Queryable, id: string, reason: string): Promise<void> {
  await db.$executeRaw`
    UPDATE quarantined_events SET reason = ${reason}::text, retry_at = NULL, retry_begun = 0
    WHERE id = ${id}::uuid`
}

/** For an event that is stored by now (I1). */
export async function removeQuarantined(db: Queryable, id: string): Promise<void> {
  await db.$executeRaw`DELETE FROM quarantined_events WHERE id = ${id}::uuid`
}
