import type { Queryable } from './store.ts'

/** Messages whose way is not over: how many there are in that state, and the age of the oldest, in seconds. */
export interface Unfinished {
  status: 'received' | 'pending' | 'sending' | 'unknown'
  count: number
  oldestSeconds: number
}

/** Reads partial indexes only: its cost grows with what is unfinished, not with what is stored. */
export async function readUnfinished(db: Queryable): Promise<Unfinished[]> {
  return db.$queryRaw<Unfinished[]>`
    SELECT status::text AS status, count(*)::int AS count,
           extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS "oldestSeconds"
    FROM (
      SELECT status, created_at FROM messages WHERE status = 'received'
      UNION ALL
      SELECT status, created_at FROM messages
      WHERE direction = 'outbound' AND status IN ('pending', 'sending', 'unknown')
    ) AS unfinished
    GROUP BY status`
}
