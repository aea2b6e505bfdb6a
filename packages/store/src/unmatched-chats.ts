import { REPLAY_WINDOW_MS, type StoredPhone } from '@bellhop/core'

import { Prisma } from './generated/client.ts'
import type { MessageKind, UnmatchedReason } from './generated/enums.ts'
import { BY_CHAT, IS_UNSERVED, isUnservedOf, newestUnserved } from './newest-unserved.ts'
import type { Page } from './page.ts'
import type { Store } from './store.ts'

/** However much somebody writes: more messages than these are many. */
const MANY = 100
const SHOWN = 3

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

/** The chats that wrote and were not served, by their newest message, the newest first. */
export async function listUnmatchedChats(
  { prisma }: Store,
  { limit, after }: { limit: number; after: string | null },
): Promise<Page<UnmatchedChat>> {
  const rows = await prisma.$queryRaw<Row[]>`
    WITH ${newestUnserved(limit, after)}
    SELECT m.line, m.chat_id AS "chatId", m.phone, g.name, m.unmatched_reason AS reason, counted.messages, shown.last,
           oldest.sent_at AS "firstAt", m.sent_at AS "lastAt", ${WITHIN_A_DAY} AS "withinADay", m.seq
    FROM newest JOIN messages m USING (line, chat_id, sent_at, seq) LEFT JOIN guests g ON g.phone = m.phone
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS messages FROM (SELECT ${OF_CHAT} ${BY_CHAT} LIMIT ${MANY}::int) AS capped
    ) AS counted
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('id', id, 'text', text, 'kind', kind, 'at', sent_at)) AS last
      FROM (SELECT m.* ${OF_CHAT} ${BY_CHAT} LIMIT ${SHOWN}::int) AS picked
    ) AS shown
    CROSS JOIN LATERAL (SELECT m.sent_at ${OF_CHAT} ORDER BY m.line, m.chat_id, m.sent_at, m.seq LIMIT 1) AS oldest
    WHERE ${IS_UNSERVED}
    ORDER BY newest.sent_at DESC, newest.seq DESC`
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last !== undefined ? `${last.lastAt.toISOString()}_${last.seq}` : null
  return { items: shown.map(toChat), next }
}

/** The unserved messages of the chat that `newest` is of. */
const OF_CHAT = Prisma.sql`FROM messages m WHERE ${isUnservedOf(Prisma.sql`newest`)}`

type Row = Omit<UnmatchedChat, 'last'> & {
  seq: bigint
  last: (Omit<UnmatchedMessage, 'at'> & { at: string })[]
}

function toChat({ seq: _seq, last, ...chat }: Row): UnmatchedChat {
  return { ...chat, last: last.map((message) => ({ ...message, at: new Date(message.at) })) }
}
