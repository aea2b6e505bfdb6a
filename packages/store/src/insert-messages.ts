import { BACKLOG_AGE_MS, type InboundMessage } from '@bellhop/core'

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
  const column = <T>(pick: (message: NewMessage) => T): T[] => messages.map(pick)
  return Prisma.sql`
    WITH numbered AS MATERIALIZED (
      SELECT nextval('messages_seq_seq') AS seq, given.*
      FROM unnest(
        ${column((m) => m.id)}::uuid[], ${column((m) => m.line)}::text[], ${column((m) => m.chatId)}::text[],
        ${column((m) => m.phone)}::text[], ${column((m) => m.content)}::text[], ${column((m) => m.text)}::text[],
        ${column((m) => (m.media === null ? null : JSON.stringify(m.media)))}::jsonb[],
        ${column((m) => (m.quote == null ? null : JSON.stringify(m.quote)))}::jsonb[],
        ${column((m) => m.whatsappId)}::text[], ${column((m) => m.kind === 'own-message')}::bool[],
        ${column((m) => m.source)}::text[], ${column((m) => new Date(m.sentAt))}::timestamptz[]
      ) WITH ORDINALITY AS given (id, line, chat_id, phone, kind, text, media, quote, whatsapp_id, from_me, source,
                                  sent_at, ord)
      ORDER BY given.ord
    ), inserted AS (
      INSERT INTO messages (id, seq, line, chat_id, phone, direction, role, kind, text, media, quote, whatsapp_id,
                            from_me, source, sent_at, status, next_attempt_at)
      SELECT m.id, m.seq, m.line, m.chat_id, coalesce(m.phone, known.phone),
             CASE WHEN m.from_me THEN 'outbound' ELSE 'inbound' END::message_direction,
             CASE WHEN m.from_me THEN 'Staff' ELSE 'User' END::message_role,
             m.kind::message_kind, m.text, m.media, m.quote, m.whatsapp_id, m.from_me, m.source, m.sent_at, 'received',
             CASE WHEN ${backlogSettleMs}::int > 0 AND m.sent_at < clock_timestamp() - ${BACKLOG_AGE_MS}::int * interval '1 ms'
                  THEN clock_timestamp() + ${backlogSettleMs}::int * interval '1 ms' END
      FROM numbered AS m
      LEFT JOIN hidden_chats AS known ON m.phone IS NULL AND known.line = m.line AND known.chat_id = m.chat_id
      WHERE NOT ${isErased(Prisma.sql`m`)}
      ORDER BY m.line, m.from_me, m.whatsapp_id, m.seq
      ON CONFLICT (line, from_me, whatsapp_id) DO NOTHING
      RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM inserted) AS inserted, EXISTS (
      SELECT FROM numbered JOIN message_events e USING (line, from_me, whatsapp_id) WHERE e.applied_at IS NULL
    ) AS "areAwaited"`
}
