import type { Queryable } from './store.ts'

/** What waits to leave on a line. */
export interface WaitingOutbound {
  line: string
  count: number
  oldestAt: Date
}

/** Lines on which nothing waits are left out. Reads the partial index of the outbox. */
export async function countWaitingOutbound(db: Queryable): Promise<WaitingOutbound[]> {
  return db.$queryRaw<WaitingOutbound[]>`
    SELECT line, count(*)::int AS count, min(created_at) AS "oldestAt"
    FROM messages WHERE direction = 'outbound' AND status = 'pending'
    GROUP BY line`
}
