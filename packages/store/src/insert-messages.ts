import { BACKLOG_AGE_MS, type InboundMessage } from '@bellhop/core'

import { dueIn } from './due-in.ts'
import { isErased } from './erased-messages.ts'
import { Prisma } from './generated/client.ts'

/** A message with the id that its row gets, if it is new. */
export type NewMessage = InboundMessage & { id: string }

/** What became of messages: how many were new, and whether something had happened to one of them before it came. */
export interface Inserted {
  inserted: number
  areAwaited: boolean
}

// Numbered in the order in which they came (`seq`), written in the order of their keys: two batches with the same messages
// would block each other otherwise. What was erased doesn't come back.
export function insertMessages(messages: readonly NewMessage[], backlogSettleMs: number): Prisma.Sql {
  return Prisma.sql`
    WITH numbered AS MATERIALIZED (
      SELECT nextval('messages_seq_seq') AS seq, given.*
      FROM ROWS FROM (json_to_recordset(${JSON.stringify(messages.map(toRow))}::json) AS (
        id uuid, line text, chat_id text, phone text, kind message_kind, text text, media jsonb, quote jsonb,
        whatsapp_id text, from_me bool, source text, sent_at timestamptz
      )) WITH ORDINALITY AS given
      ORDER BY given.ordinality
    ), inserted AS (
      INSERT INTO messages (id, seq, line, chat_id, phone, direction, role, kind, text, media, quote, whatsapp_id,
                            from_me, source, sent_at, status, next_attempt_at)
      SELECT m.id, m.seq, m.line, m.chat_id,
             coalesce(m.phone, (SELECT phone FROM hidden_chats WHERE line = m.line AND chat_id = m.chat_id)),
             CASE WHEN m.from_me THEN 'outbound' ELSE 'inbound' END::message_direction,
             CASE WHEN m.from_me THEN 'Staff' ELSE 'User' END::message_role,
             m.kind, m.text, m.media, m.quote, m.whatsapp_id, m.from_me, m.source, m.sent_at, 'received',
             CASE WHEN ${backlogSettleMs}::int > 0 AND m.sent_at < clock_timestamp() - ${BACKLOG_AGE_MS}::int * interval '1 ms'
                  THEN ${dueIn(backlogSettleMs)} END
      FROM numbered AS m
      WHERE NOT ${isErased(Prisma.sql`m`)}
      ORDER BY m.line, m.from_me, m.whatsapp_id, m.seq
      ON CONFLICT (line, from_me, whatsapp_id) DO NOTHING
      RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM inserted) AS inserted, EXISTS (
      SELECT FROM numbered JOIN message_events e USING (line, from_me, whatsapp_id) WHERE e.applied_at IS NULL
    ) AS "areAwaited"`
}

/** A message that is stored when it is applied, under the `seq` that was kept for it. */
export interface Filed {
  message: NewMessage
  seq: number
  sessionId: string | null
  unmatchedReason: string | null
}

/** In the order of their keys too. One that is there after all makes it fail, and then nothing is applied. */
export function insertFiled(filed: readonly Filed[]): Prisma.Sql {
  const rows = filed.map(({ message, seq, sessionId, unmatchedReason }) => ({
    seq,
    session_id: sessionId,
    unmatched_reason: unmatchedReason,
    ...toRow(message),
  }))
  return Prisma.sql`
  filed AS (
    INSERT INTO messages (id, seq, session_id, unmatched_reason, line, chat_id, phone, direction, role, kind, text, media, quote,
                          whatsapp_id, from_me, source, sent_at, status)
    SELECT f.id, f.seq, f.session_id, f.unmatched_reason, f.line, f.chat_id, f.phone, 'inbound', 'User', f.kind, f.text, f.media,
           f.quote, f.whatsapp_id, f.from_me, f.source, f.sent_at, 'applied'
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS f (
      id uuid, seq bigint, session_id uuid, unmatched_reason unmatched_reason, line text, chat_id text, phone text,
      kind message_kind, text text, media jsonb, quote jsonb, whatsapp_id text, from_me bool, source text, sent_at timestamptz
    )
    ORDER BY f.line, f.from_me, f.whatsapp_id
  )`
}

function toRow(message: NewMessage) {
  const { id, line, chatId, phone, content, text, media, quote, whatsappId, kind, source, sentAt } = message
  return {
    id,
    line,
    chat_id: chatId,
    phone,
    kind: content,
    text,
    media,
    quote,
    whatsapp_id: whatsappId,
    from_me: kind === 'own-message',
    source,
    sent_at: new Date(sentAt),
  }
}
