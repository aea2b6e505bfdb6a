import { Prisma } from './generated/client.ts'
import { rowsFor } from './page.ts'

/** So many messages hold a page of chats, unless one of them writes without end. */
const LOOKED_AT = 1_000

/**
 * The message `m` of somebody found no session, and staff may want to know. An `/end` with nothing to end is answered by that;
 * what the hotel wrote by itself is no question. messages_unmatched_chat_idx has these and no others.
 */
export const IS_UNSERVED = Prisma.sql`
  m.status = 'applied' AND m.session_id IS NULL AND m.unmatched_reason <> 'no_open_session' AND NOT m.from_me`

/**
 * The same, of this chat. With a plain comparison Postgres would leave line and chat out of an order by them, and look for a chat among
 * all messages in the order of time, as soon as it takes the chats for few: where one of them writes without end.
 */
export const isUnservedOf = (chat: Prisma.Sql): Prisma.Sql => Prisma.sql`
  ${IS_UNSERVED} AND (m.line, m.chat_id) BETWEEN (${chat}.line, ${chat}.chat_id) AND (${chat}.line, ${chat}.chat_id)`

/**
 * Common table expressions, the last of them `newest`: the newest unserved message of each chat, by line, chat_id, sent_at and
 * seq; the newest first, one more than the limit. The chats of the last thousand messages do, if they fill the page. Only where
 * they don't, it goes from chat to chat (`every`): however much one of them writes, it is one step.
 */
export function newestUnserved(limit: number, after: string | null): Prisma.Sql {
  return Prisma.sql`
    RECURSIVE looked_at AS MATERIALIZED (
      SELECT m.line, m.chat_id FROM messages m WHERE ${IS_UNSERVED} AND ${isAfter(after)}
      ORDER BY m.sent_at DESC, m.seq DESC LIMIT ${LOOKED_AT}::int
    ), near AS MATERIALIZED (
      SELECT m.* FROM (SELECT DISTINCT line, chat_id FROM looked_at) AS chat CROSS JOIN LATERAL (
        SELECT m.line, m.chat_id, m.sent_at, m.seq FROM messages m
        WHERE ${isUnservedOf(Prisma.sql`chat`)} AND m.sent_at IS NOT NULL ${BY_CHAT} LIMIT 1
      ) AS m WHERE ${isAfter(after)}
    ), every AS (
      (
        SELECT ${LAST_CHAT}
        AND (SELECT count(*) FROM looked_at) = ${LOOKED_AT}::int AND (SELECT count(*) FROM near) <= ${limit}::int
        ${BY_CHAT} LIMIT 1
      )
      UNION ALL
      SELECT next.* FROM every CROSS JOIN LATERAL (
        SELECT ${LAST_CHAT} AND (m.line, m.chat_id) < (every.line, every.chat_id) ${BY_CHAT} LIMIT 1
      ) AS next
    ), newest AS MATERIALIZED (
      SELECT * FROM (SELECT * FROM near UNION SELECT * FROM every) AS m WHERE ${isAfter(after)}
      ORDER BY sent_at DESC, seq DESC LIMIT ${rowsFor(limit)}::int
    )`
}

const LAST_CHAT = Prisma.sql`
  m.line, m.chat_id, m.sent_at, m.seq FROM messages m WHERE ${IS_UNSERVED} AND m.sent_at IS NOT NULL`

/** The order of messages_unmatched_chat_idx: a chat's newest message first. */
export const BY_CHAT = Prisma.sql`ORDER BY m.line DESC, m.chat_id DESC, m.sent_at DESC, m.seq DESC`

function isAfter(cursor: string | null): Prisma.Sql {
  if (cursor === null) return Prisma.sql`m.sent_at IS NOT NULL`
  const [at = '', seq = ''] = cursor.split('_')
  return Prisma.sql`(m.sent_at, m.seq) < (${at}::timestamptz, ${seq}::bigint)`
}
