import type { ErasedCounts } from './erase-guest.ts'
import type { Queryable } from './store.ts'

/** Leaves the line that a guest was erased, with how much that was, or brings it up to date. */
export async function noteErasure(db: Queryable, id: string, counts: ErasedCounts): Promise<void> {
  await db.$executeRaw`
    INSERT INTO erasures (id, counts) VALUES (${id}::uuid, ${JSON.stringify(counts)}::jsonb)
    ON CONFLICT (id) DO UPDATE SET counts = excluded.counts, erased_at = now()`
}

/**
 * Whether some statement of the apps runs that began before that time. It may still write what was erased meanwhile: it saw
 * it, and did not see that it is erased.
 */
export async function isAnyOlder(db: Queryable, time: Date): Promise<boolean> {
  const [row] = await db.$queryRaw<{ older: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'bellhop%' AND pid <> pg_backend_pid()
        AND state <> 'idle' AND xact_start < ${time}::timestamptz
    ) AS older`
  return row?.older ?? false
}

/** The database's clock. */
export async function readClock(db: Queryable): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return row?.now ?? new Date()
}
