import { BACKLOG_HOLD_MAX_MS, type Conversation } from '@bellhop/core'

import {
  conversationKey,
  epochMs,
  selectConversations,
  toConversation,
  type ConversationRow,
} from './conversations.ts'
import { isErased } from './erased-messages.ts'
import { Prisma } from './generated/client.ts'
import type { NewMessage } from './insert-messages.ts'
import type { Queryable } from './store.ts'
import { receivedOf, type GuestKey } from './waiting-messages.ts'

/** A stored message that waits to be applied. */
export interface WaitingMessageRow {
  id: string
  line: string
  chatId: string
  /** Null for a hidden user whose number is not known. */
  phone: string | null
  fromMe: boolean
  source: 'api' | 'app' | null
  /** As it was written: what an edit made of it later moves nothing. */
  text: string | null
  whatsappId: string
  sentAt: Date
  /** It was unmatched before: a check-in made it wait again, or a hidden user's number that became known after a day. */
  isReplay: boolean
  /** The database's clock. */
  now: Date
  /** Its place in the order of storing, if it is new: it is not stored yet, and is to be when it is applied. */
  newSeq: number | null
}

/** What waits for guests, and all that is to be known to decide it. */
export interface Waiting {
  /** By guest and line in the order of (sent_at, seq). */
  messages: WaitingMessageRow[]
  /** Of every message whose phone is known, by {@link conversationKey}, as the rules want them. */
  conversations: ReadonlyMap<string, Conversation>
  /** The same of the guests who are known. */
  chats: ReadonlyMap<string, GuestChats>
}

/** A guest's chat ids on a line. */
export interface GuestChats {
  remembered: readonly string[]
  /** The hidden addresses that the guest's number is known to have. */
  hidden: readonly string[]
}

/**
 * What waits for these guests, up to `limit` messages for each guest and line, and their conversations. The caller holds the
 * guests' locks. A guest whose backlog is still settling on a line has nothing yet on that line. What `came` waits too, as the last, but for what is
 * stored already or was erased, and for all of a guest on a line where something has happened to one of them.
 */
export async function loadWaiting(
  db: Queryable,
  keys: readonly GuestKey[],
  limit: number,
  came: readonly NewMessage[] = [],
): Promise<Waiting> {
  const [row] = await db.$queryRaw<
    { messages: MessageRow[] | null; conversations: ConversationRow[] | null }[]
  >`
    WITH came AS MATERIALIZED (
      SELECT nextval('messages_seq_seq') AS seq, c.*
      FROM (
        SELECT given.*, bool_or(EXISTS (
          SELECT FROM message_events e WHERE ${hasSameName('e', 'given')} AND e.applied_at IS NULL OFFSET 0
        )) OVER (PARTITION BY phone, line) AS is_awaited
        FROM ROWS FROM (json_to_recordset(${JSON.stringify(came.map(toCameRow))}::json) AS (
          id uuid, line text, chat_id text, phone text, from_me bool, source text, text text, whatsapp_id text, sent_at timestamptz
        )) WITH ORDINALITY AS given
      ) AS c
      WHERE NOT c.is_awaited AND NOT ${isErased(Prisma.sql`c`)}
        AND NOT EXISTS (SELECT FROM messages m WHERE ${hasSameName('m', 'c')} OFFSET 0)
      ORDER BY c.ordinality
    ), waiting AS MATERIALIZED (
      SELECT *
      FROM (
        SELECT together.*, coalesce(phone, chat_id) AS key,
               row_number() OVER (PARTITION BY coalesce(phone, chat_id), line ORDER BY sent_at, seq) AS position,
               least(
                 max(next_attempt_at) OVER guest_on_line,
                 min(created_at) FILTER (WHERE next_attempt_at IS NOT NULL) OVER guest_on_line
                   + ${BACKLOG_HOLD_MAX_MS}::int * interval '1 ms'
               ) AS held_until
        FROM (
          SELECT id, seq, line, chat_id, phone, from_me, source, CASE WHEN edited_at IS NULL THEN text ELSE original_text END AS text,
                 whatsapp_id, sent_at, unmatched_reason, next_attempt_at, created_at, NULL::bigint AS new_seq
          FROM ${receivedOf(keys)} AS stored
          UNION ALL
          SELECT id, seq, line, chat_id, phone, from_me, source, text, whatsapp_id, sent_at, NULL, NULL, clock_timestamp(), seq FROM came
        ) AS together
        WINDOW guest_on_line AS (PARTITION BY coalesce(phone, chat_id), line)
      ) AS received
      WHERE position <= ${limit}::int AND (held_until IS NULL OR held_until <= clock_timestamp())
    ), wanted AS MATERIALIZED (
      SELECT phone, line, min(sent_at) AS since FROM waiting WHERE phone IS NOT NULL GROUP BY phone, line
    )
    SELECT (
      SELECT json_agg(json_build_object(
        'id', id, 'line', line, 'chatId', chat_id, 'phone', phone, 'fromMe', from_me, 'source', source,
        'text', text, 'whatsappId', whatsapp_id, 'newSeq', new_seq,
        'sentAt', ${epochMs(Prisma.sql`sent_at`)}, 'isReplay', unmatched_reason IS NOT NULL,
        'now', ${epochMs(Prisma.sql`clock_timestamp()`)}
      ) ORDER BY key, line, sent_at, seq)
      FROM waiting
    ) AS messages, ${selectConversations} AS conversations`
  const messages = (row?.messages ?? []).map(toMessage)
  const found = new Map(row?.conversations?.map((one) => [conversationKey(one), one]))
  const wanted = messages.flatMap(({ phone, line }) =>
    phone === null ? [] : conversationKey({ phone, line }),
  )
  return {
    messages,
    conversations: new Map(wanted.map((key) => [key, toConversation(found.get(key))])),
    chats: new Map(
      [...found].map(([key, { chats, hiddenChats }]) => [
        key,
        { remembered: chats ?? [], hidden: hiddenChats ?? [] },
      ]),
    ),
  }
}

type MessageRow = Omit<WaitingMessageRow, 'sentAt' | 'now'> & { sentAt: number; now: number }

function toMessage(row: MessageRow): WaitingMessageRow {
  const { id, line, chatId, phone, fromMe, source, text, whatsappId, isReplay, newSeq } = row
  const [sentAt, now] = [new Date(row.sentAt), new Date(row.now)]
  return { id, line, chatId, phone, fromMe, source, text, whatsappId, sentAt, isReplay, now, newSeq }
}

const hasSameName = (a: string, b: string): Prisma.Sql =>
  Prisma.join(
    ['line', 'from_me', 'whatsapp_id'].map((column) => Prisma.raw(`${a}.${column} = ${b}.${column}`)),
    ' AND ',
  )

function toCameRow({ id, line, chatId, phone, fromMe, source, text, whatsappId, sentAt }: NewMessage) {
  return {
    id,
    line,
    chat_id: chatId,
    phone,
    from_me: fromMe,
    source,
    text,
    whatsapp_id: whatsappId,
    sent_at: new Date(sentAt),
  }
}
