import { BACKLOG_AGE_MS, type InboundMessage } from '@bellhop/core'

import { Prisma } from './generated/client.ts'

/** A message with the id that its row gets, if it is new. */
export type NewMessage = InboundMessage & { id: string }

// Numbered in the order in which they came (`seq`), written in the order of their keys: two batches with the same messages
// would block each other otherwise.
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
    )
    INSERT INTO messages (id, seq, line, chat_id, phone, direction, role, kind, text, media, quote, whatsapp_id,
                          from_me, source, sent_at, status, next_attempt_at)
    SELECT m.id, m.seq, m.line, m.chat_id, coalesce(m.phone, known.phone),
           CASE WHEN m.from_me THEN 'outbound' ELSE 'inbound' END::message_direction,
           CASE WHEN m.from_me THEN 'Staff' ELSE 'User' END::message_role,
           m.kind::message_kind, m.text, m.media, m.quote, m.whatsapp_id, m.from_me, m.source, m.sent_at, 'received',
           CASE WHEN ${backlogSettleMs}::int > 0 AND m.sent_at < clock_timestamp() - ${BACKLOG_AGE_MS}::int * interval '1 ms'
                THEN clock_timestamp() + ${backlogSettleMs}::int * interval '1 ms' END
    FROM numbered AS m
    LEFT JOIN LATERAL (
      SELECT guests.phone FROM guest_chats JOIN guests ON guests.id = guest_chats.guest_id
      WHERE m.phone IS NULL AND guest_chats.line = m.line AND guest_chats.chat_id = m.chat_id
    ) AS known ON true
    ORDER BY m.line, m.from_me, m.whatsapp_id, m.seq
    ON CONFLICT (line, from_me, whatsapp_id) DO NOTHING`
}

// One message may come under a hidden address and, later, under the number: then its row learns whose it is, and waits again.
export function nameHiddenTwins(messages: readonly InboundMessage[]): Prisma.Sql {
  const column = <T>(pick: (message: InboundMessage) => T): T[] => messages.map(pick)
  return Prisma.sql`
    WITH twins AS (
      SELECT m.id, m.line, m.chat_id AS hidden_chat_id, named.chat_id, named.phone
      FROM unnest(
        ${column((m) => m.line)}::text[], ${column((m) => m.kind === 'own-message')}::bool[],
        ${column((m) => m.whatsappId)}::text[], ${column((m) => m.chatId)}::text[], ${column((m) => m.phone)}::text[]
      ) AS named (line, from_me, whatsapp_id, chat_id, phone)
      JOIN messages m USING (line, from_me, whatsapp_id)
      WHERE m.phone IS NULL AND m.status IN ('received', 'applied')
    ), remembered AS (
      INSERT INTO guest_chats (line, chat_id, guest_id)
      SELECT DISTINCT t.line, t.hidden_chat_id, g.id FROM twins t JOIN guests g ON g.phone = t.phone
      ON CONFLICT (line, chat_id) DO NOTHING
    )
    UPDATE messages m SET phone = t.phone, chat_id = t.chat_id, status = 'received', unmatched_reason = NULL
    FROM twins t WHERE m.id = t.id AND m.phone IS NULL`
}
