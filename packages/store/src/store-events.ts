import {
  BACKLOG_AGE_MS,
  type InboundEvent,
  type InboundMessage,
  type LineStatusEvent,
  type MessageUpdate,
  type UnreadableEvent,
} from '@bellhop/core'

import { Prisma } from './generated/client.ts'
import { raiseStatuses } from './acks.ts'
import { newId, type Store } from './store.ts'

/** An event under the key that tells it from all others: the id of its inbound job. */
export interface InboundRecord {
  key: string
  event: InboundEvent
}

/**
 * Stores a batch as it came, all or nothing, a statement per kind of event. What is there already stays as it is:
 * the unique keys make a repeated event a no-op (I1, I2). A backlog's message holds its guest for `backlogSettleMs`.
 */
export async function storeEvents(
  store: Store,
  records: readonly InboundRecord[],
  backlogSettleMs: number,
): Promise<void> {
  const messages: InboundMessage[] = []
  const updates: { key: string; event: MessageUpdate }[] = []
  const lineStatuses: LineStatusEvent[] = []
  const unreadable: { key: string; event: UnreadableEvent }[] = []
  for (const { key, event } of records) {
    if (isMessage(event)) messages.push(event)
    else if (event.kind === 'line-status') lineStatuses.push(event)
    else if (event.kind === 'unreadable') unreadable.push({ key, event })
    else updates.push({ key, event })
  }

  const { prisma } = store
  const acks = updates.map(({ event }) => event).filter(({ kind }) => kind === 'ack')
  const statements = [
    ...(messages.length > 0 ? [prisma.$executeRaw(insertMessages(messages, backlogSettleMs))] : []),
    ...(updates.length > 0 ? [prisma.$executeRaw(insertUpdates(updates))] : []),
    ...(acks.length > 0 ? [prisma.$executeRaw(raiseStatuses(acks))] : []),
    ...(lineStatuses.length > 0 ? [prisma.$executeRaw(upsertLineStatuses(lineStatuses))] : []),
    ...(unreadable.length > 0 ? [prisma.$executeRaw(insertQuarantined(unreadable))] : []),
  ]
  // A lone statement is a transaction of its own.
  const counts = statements.length === 1 ? [await statements[0]] : await prisma.$transaction(statements)
  const areSomeKnown = messages.length > 0 && (counts[0] ?? 0) < messages.length
  const named = areSomeKnown ? messages.filter(({ phone }) => phone !== null) : []
  if (named.length > 0) await prisma.$executeRaw(nameHiddenTwins(named))
}

const isMessage = (event: InboundEvent): event is InboundMessage =>
  event.kind === 'guest-message' || event.kind === 'own-message'

// Numbered in the order in which they came (`seq`), written in the order of their keys: two batches with the same messages
// would block each other otherwise.
function insertMessages(messages: readonly InboundMessage[], backlogSettleMs: number): Prisma.Sql {
  const column = <T>(pick: (message: InboundMessage) => T): T[] => messages.map(pick)
  return Prisma.sql`
    WITH numbered AS MATERIALIZED (
      SELECT nextval('messages_seq_seq') AS seq, given.*
      FROM unnest(
        ${column(() => newId())}::uuid[], ${column((m) => m.line)}::text[], ${column((m) => m.chatId)}::text[],
        ${column((m) => m.phone)}::text[], ${column((m) => m.content)}::text[], ${column((m) => m.text)}::text[],
        ${column((m) => (m.media === null ? null : JSON.stringify(m.media)))}::jsonb[],
        ${column((m) => m.whatsappId)}::text[], ${column((m) => m.kind === 'own-message')}::bool[],
        ${column((m) => m.source)}::text[], ${column((m) => new Date(m.sentAt))}::timestamptz[]
      ) WITH ORDINALITY AS given (id, line, chat_id, phone, kind, text, media, whatsapp_id, from_me, source, sent_at, ord)
      ORDER BY given.ord
    )
    INSERT INTO messages (id, seq, line, chat_id, phone, direction, role, kind, text, media, whatsapp_id, from_me, source,
                          sent_at, status, next_attempt_at)
    SELECT m.id, m.seq, m.line, m.chat_id, coalesce(m.phone, known.phone),
           CASE WHEN m.from_me THEN 'outbound' ELSE 'inbound' END::message_direction,
           CASE WHEN m.from_me THEN 'Staff' ELSE 'User' END::message_role,
           m.kind::message_kind, m.text, m.media, m.whatsapp_id, m.from_me, m.source, m.sent_at, 'received',
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
function nameHiddenTwins(messages: readonly InboundMessage[]): Prisma.Sql {
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

function insertUpdates(updates: readonly { key: string; event: MessageUpdate }[]): Prisma.Sql {
  const column = <T>(pick: (event: MessageUpdate) => T): T[] => updates.map(({ event }) => pick(event))
  return Prisma.sql`
    INSERT INTO message_events (id, line, whatsapp_id, from_me, kind, data, at, event_key)
    SELECT e.id, e.line, e.whatsapp_id, e.from_me, e.kind::message_event_kind, e.data, e.at, e.event_key
    FROM unnest(
      ${updates.map(() => newId())}::uuid[], ${column((e) => e.line)}::text[], ${column((e) => e.whatsappId)}::text[],
      ${column((e) => e.fromMe)}::bool[], ${column((e) => e.kind)}::text[],
      ${column((e) => JSON.stringify(e.detail))}::jsonb[], ${column((e) => new Date(e.sentAt))}::timestamptz[],
      ${updates.map(({ key }) => key)}::text[]
    ) AS e (id, line, whatsapp_id, from_me, kind, data, at, event_key)
    ORDER BY e.event_key
    ON CONFLICT (event_key) DO NOTHING`
}

// WAHA's reports may overtake each other: an older one never replaces a newer one.
function upsertLineStatuses(events: readonly LineStatusEvent[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO lines (line, status, status_at)
    SELECT DISTINCT ON (e.line) e.line, e.status, e.at
    FROM unnest(
      ${events.map(({ line }) => line)}::text[], ${events.map(({ status }) => status)}::text[],
      ${events.map(({ sentAt }) => new Date(sentAt))}::timestamptz[]
    ) AS e (line, status, at)
    ORDER BY e.line, e.at DESC
    ON CONFLICT (line) DO UPDATE SET status = excluded.status, status_at = excluded.status_at, updated_at = now()
    WHERE lines.status_at IS NULL OR lines.status_at <= excluded.status_at`
}

function insertQuarantined(records: readonly { key: string; event: UnreadableEvent }[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO quarantined_events (id, event_key, raw, reason, line)
    SELECT q.id, q.event_key, decode(q.raw, 'base64'), q.reason, q.line
    FROM unnest(
      ${records.map(() => newId())}::uuid[], ${records.map(({ key }) => key)}::text[],
      ${records.map(({ event }) => event.raw)}::text[], ${records.map(({ event }) => event.reason)}::text[],
      ${records.map(({ event }) => event.line)}::text[]
    ) AS q (id, event_key, raw, reason, line)
    ORDER BY q.event_key
    ON CONFLICT (event_key) DO NOTHING`
}
