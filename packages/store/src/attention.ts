import { UNANSWERED_SINCE } from './inbox.ts'
import { IS_UNSERVED } from './newest-unserved.ts'
import type { Store } from './store.ts'
import { WITHIN_A_DAY } from './unmatched-chats.ts'

/** More than these are many. */
const MANY = 100

/** How much waits for a hand. Each is counted up to a hundred. */
export interface Attention {
  /** Open sessions whose guest waits for an answer of staff or agent. */
  waiting: number
  /** Chats that wrote in the last 24 hours and were not served. */
  unmatched: number
  /** Messages that may have left and nobody knows, or that could not be applied, and events that could not be read. */
  setAside: number
}

export async function countAttention({ prisma }: Store): Promise<Attention> {
  const [counts] = await prisma.$queryRaw<Attention[]>`
    SELECT (
      SELECT count(*)::int FROM (
        SELECT FROM sessions s WHERE s.status = 'open' AND ${UNANSWERED_SINCE} IS NOT NULL LIMIT ${MANY}::int
      ) AS counted
    ) AS waiting, (
      SELECT count(*)::int FROM (
        SELECT DISTINCT m.line, m.chat_id FROM messages m
        WHERE ${IS_UNSERVED} AND ${WITHIN_A_DAY}
        LIMIT ${MANY}::int
      ) AS counted
    ) AS unmatched, (
      SELECT count(*)::int FROM (
        (SELECT FROM messages WHERE status = 'unknown' LIMIT ${MANY}::int)
        UNION ALL (SELECT FROM messages WHERE status = 'set_aside' LIMIT ${MANY}::int)
        UNION ALL (SELECT FROM quarantined_events WHERE retry_at IS NULL LIMIT ${MANY}::int)
      ) AS counted
    ) AS "setAside"`
  return counts ?? { waiting: 0, unmatched: 0, setAside: 0 }
}
