import { isAnswer } from './answers.ts'
import { Prisma } from './generated/client.ts'
import type { Queryable } from './store.ts'

/** What happened within one hour. */
export interface HourFigures {
  from: Date
  /** Messages of guests. */
  received: number
  /** Of ours, those that WAHA took. */
  sent: number
  /** Of ours, those that failed, or that nobody knows of. */
  failed: number
  /** The median time from a guest's first unanswered message to the answer of staff or agent, of the answers of that hour. Null without one. */
  replyMs: number | null
}

export interface DayFigures {
  hours: HourFigures[]
  /** The median of all answers of the day. Null without one. */
  replyMs: number | null
}

/** The last 24 hours, the oldest first; the last one is still going on. By the database's clock. */
export async function readDayFigures(db: Queryable): Promise<DayFigures> {
  const rows = await db.$queryRaw<(HourFigures & { dayReplyMs: number | null })[]>`
    WITH hours AS (
      SELECT generate_series(
        date_trunc('hour', clock_timestamp()) - interval '23 hours', date_trunc('hour', clock_timestamp()), '1 hour'
      ) AS "from"
    ), talk AS (
      SELECT session_id, seq, direction, status, coalesce(sent_at, created_at) AS at,
             direction = 'inbound' AND NOT from_me AS asks,
             ${isAnswer} AS answers
      FROM messages WHERE coalesce(sent_at, created_at) >= (SELECT min("from") FROM hours)
    ), turns AS (
      SELECT *, count(*) FILTER (WHERE answers) OVER (
        PARTITION BY session_id ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS turn
      FROM talk WHERE session_id IS NOT NULL
    ), replies AS (
      SELECT min(at) FILTER (WHERE answers) AS answered, min(at) FILTER (WHERE asks) AS asked
      FROM turns GROUP BY session_id, turn
    ), counted AS (
      SELECT date_trunc('hour', at) AS "from", count(*) FILTER (WHERE asks)::int AS received,
             count(*) FILTER (WHERE direction = 'outbound' AND status IN ('sent', 'delivered', 'read', 'played'))::int AS sent,
             count(*) FILTER (WHERE direction = 'outbound' AND status IN ('failed', 'unknown'))::int AS failed
      FROM talk GROUP BY 1
    ), answered AS (
      SELECT date_trunc('hour', answered) AS "from", ${medianMs} AS "replyMs"
      FROM replies WHERE answered > asked GROUP BY 1
    ), day AS (
      SELECT ${medianMs} AS "dayReplyMs" FROM replies WHERE answered > asked
    )
    SELECT "from", coalesce(received, 0) AS received, coalesce(sent, 0) AS sent, coalesce(failed, 0) AS failed, "replyMs",
           "dayReplyMs"
    FROM hours LEFT JOIN counted USING ("from") LEFT JOIN answered USING ("from") CROSS JOIN day ORDER BY "from"`
  return {
    hours: rows,
    replyMs: rows[0]?.dayReplyMs ?? null,
  }
}

const medianMs = Prisma.sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered - asked) * 1000)`
