import { REPLAY_WINDOW_MS, type StoredPhone } from '@bellhop/core'

import { Prisma } from './generated/client.ts'
import type { MessageKind, UnmatchedReason } from './generated/enums.ts'
import { rowsFor, type Page } from './page.ts'
import type { Store } from './store.ts'

/** However much somebody writes: more messages than these are many. */
const MANY = 100
const SHOWN = 3

/**
 * The message `m` of somebody found no session, and staff may want to know. An `/end` with nothing to end is answered by that;
 * what the hotel wrote by itself is no question.
 */
export const IS_UNSERVED = Prisma.sql`
  m.status = 'applied' AND m.session_id IS NULL AND m.unmatched_reason <> 'no_open_session' AND NOT m.from_me`

/** A check-in has the message `m` handled. */
export const WITHIN_A_DAY = Prisma.sql`
  m.sent_at > now() - ${REPLAY_WINDOW_MS}::double precision * interval '1 ms'`

export interface UnmatchedMessage {
  id: string
  text: string | null
  kind: MessageKind
  at: Date
}

/** Somebody who wrote and was not served. */
export interface UnmatchedChat {
  line: string
  chatId: string
  /** Null while WhatsApp hides it. */
  phone: StoredPhone | null
  /** As the hotel knows who has this phone; null for a stranger. */
  name: string | null
  /** Why the newest message belongs to nobody. */
  reason: UnmatchedReason
  /** How many messages there are, up to a hundred. */
  messages: number
  /** The newest, the newest first. */
  last: UnmatchedMessage[]
  firstAt: Date
  lastAt: Date
  /** A check-in would have the newest message handled. */
  withinADay: boolean
}

/**
 * The chats that wrote and were not served, by their newest message, the newest first. It goes from message to message back in time
 * (messages_unmatched_recent_idx), passes over those that are not the newest of their chat (messages_unmatched_chat_idx), and
 * stops at the end of the page. With NOT EXISTS, Postgres would join the messages of somebody who writes without end with themselves.
 */
export async function listUnmatchedChats(
  { prisma }: Store,
  { limit, after }: { limit: number; after: string | null },
): Promise<Page<UnmatchedChat>> {
  const rows = await prisma.$queryRaw<Row[]>`
    WITH newest AS MATERIALIZED (
      SELECT m.line, m.chat_id, m.phone, m.unmatched_reason, m.sent_at, m.seq, ${WITHIN_A_DAY} AS within_a_day
      FROM messages m
      WHERE ${IS_UNSERVED} AND ${isAfter(after)} AND m.seq = (
        SELECT n.seq FROM messages n
        WHERE n.line = m.line AND n.chat_id = m.chat_id AND n.status = 'applied' AND n.session_id IS NULL
          AND n.unmatched_reason <> 'no_open_session' AND NOT n.from_me AND n.sent_at IS NOT NULL
        ORDER BY n.sent_at DESC, n.seq DESC LIMIT 1
      )
      ORDER BY m.sent_at DESC, m.seq DESC LIMIT ${rowsFor(limit)}::int
    )
    SELECT newest.line, newest.chat_id AS "chatId", newest.phone, g.name, newest.unmatched_reason AS reason,
           counted.messages, shown.last, oldest.sent_at AS "firstAt", newest.sent_at AS "lastAt",
           newest.within_a_day AS "withinADay", newest.seq
    FROM newest LEFT JOIN guests g ON g.phone = newest.phone
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS messages FROM (SELECT ${OF_CHAT} LIMIT ${MANY}::int) AS capped
    ) AS counted
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('id', id, 'text', text, 'kind', kind, 'at', sent_at)) AS last
      FROM (SELECT m.* ${OF_CHAT} ORDER BY m.sent_at DESC, m.seq DESC LIMIT ${SHOWN}::int) AS picked
    ) AS shown
    CROSS JOIN LATERAL (SELECT m.sent_at ${OF_CHAT} ORDER BY m.sent_at, m.seq LIMIT 1) AS oldest
    ORDER BY newest.sent_at DESC, newest.seq DESC`
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last !== undefined ? `${last.lastAt.toISOString()}_${last.seq}` : null
  return { items: shown.map(toChat), next }
}

/** The unserved messages of the chat that `newest` is of. */
const OF_CHAT = Prisma.sql`
  FROM messages m WHERE m.line = newest.line AND m.chat_id = newest.chat_id AND ${IS_UNSERVED}`

function isAfter(cursor: string | null): Prisma.Sql {
  if (cursor === null) return Prisma.sql`m.sent_at IS NOT NULL`
  const [at = '', seq = ''] = cursor.split('_')
  return Prisma.sql`(m.sent_at, m.seq) < (${at}::timestamptz, ${seq}::bigint)`
}

type Row = Omit<UnmatchedChat, 'last'> & {
  seq: bigint
  last: (Omit<UnmatchedMessage, 'at'> & { at: string })[]
}

function toChat({ seq: _seq, last, ...chat }: Row): UnmatchedChat {
  return { ...chat, last: last.map((message) => ({ ...message, at: new Date(message.at) })) }
}
