import {
  HIDDEN_LONG_PAUSE_MS,
  HIDDEN_SOON_MS,
  REPLAY_WINDOW_MS,
  type InboundKind,
  type StoredPhone,
} from '@bellhop/core'

import { dueIn } from './due-in.ts'
import type { Queryable } from './store.ts'
import type { GuestKey } from './waiting-messages.ts'

/** The chat of a hidden user on a line, with the number where something tells it. */
export interface HiddenChat {
  line: string
  chatId: string
  phone: StoredPhone | null
}

/** What was new: a number that was not known, or, against what was known, another one. */
export interface Learnt {
  line: string
  contradicts: boolean
}

/**
 * Notes hidden chats as somebody writes there. A number that is told is learnt: what is told last counts. Without one, a new
 * chat is due to be asked for, and one that waits in a long pause is due soon. Gives what was learnt: {@link bringBackHidden}
 * has to follow. A statement of its own, before messages are stored: one that is stored after it has the number.
 */
export async function meetHiddenChats(db: Queryable, chats: readonly HiddenChat[]): Promise<Learnt[]> {
  if (chats.length === 0) return []
  const met = await db.$queryRaw<(Learnt & { learnt: boolean })[]>`
    WITH given AS (
      SELECT DISTINCT ON (line, chat_id) line, chat_id, phone
      FROM unnest(
        ${chats.map(({ line }) => line)}::text[], ${chats.map(({ chatId }) => chatId)}::text[],
        ${chats.map(({ phone }) => phone)}::text[]
      ) WITH ORDINALITY AS met (line, chat_id, phone, ord)
      ORDER BY line, chat_id, phone IS NULL, ord DESC
    ), news AS MATERIALIZED (
      SELECT given.line, given.chat_id, coalesce(given.phone, guests.phone) AS phone, known.phone AS was
      FROM given
      LEFT JOIN hidden_chats AS known USING (line, chat_id)
      LEFT JOIN guest_chats USING (line, chat_id)
      LEFT JOIN guests ON guests.id = guest_chats.guest_id
      WHERE known.chat_id IS NULL
        OR (known.phone IS NULL AND guests.phone IS NOT NULL)
        OR (given.phone IS NOT NULL AND known.phone IS DISTINCT FROM given.phone)
        OR (known.phone IS NULL AND coalesce(
             known.next_attempt_at > clock_timestamp() + ${HIDDEN_LONG_PAUSE_MS}::int * interval '1 ms', true))
    ), met AS (
      INSERT INTO hidden_chats AS h (line, chat_id, phone, next_attempt_at)
      SELECT line, chat_id, phone, ${dueIn(0)} FROM news ORDER BY line, chat_id
      ON CONFLICT (line, chat_id) DO UPDATE SET
        phone = coalesce(excluded.phone, h.phone),
        next_attempt_at = CASE
          WHEN excluded.phone IS NOT NULL THEN excluded.next_attempt_at
          WHEN h.phone IS NULL
            THEN least(h.next_attempt_at, ${dueIn(HIDDEN_SOON_MS)})
          ELSE h.next_attempt_at END
    )
    SELECT line, phone IS NOT NULL AS learnt, coalesce(was <> phone, false) AS contradicts FROM news`
  return met.filter(({ learnt }) => learnt).map(({ line, contradicts }) => ({ line, contradicts }))
}

/**
 * Messages that came under a hidden address and under the number tell whose the address is, and so do acks, reactions and
 * the like that come under another address than their message. Gives what they tell. What happens to an old message tells
 * nothing new: its guest may have another number by now.
 */
export async function findHiddenTwins(
  db: Queryable,
  events: readonly {
    kind: InboundKind
    line: string
    fromMe: boolean
    whatsappId: string
    chatId: string
    phone: string | null
  }[],
): Promise<HiddenChat[]> {
  if (events.length === 0) return []
  return db.$queryRaw<HiddenChat[]>`
    SELECT DISTINCT m.line,
           CASE WHEN e.phone IS NULL THEN e.chat_id ELSE m.chat_id END AS "chatId", coalesce(e.phone, m.phone) AS phone
    FROM unnest(
      ${events.map(({ line }) => line)}::text[], ${events.map(({ fromMe }) => fromMe)}::bool[],
      ${events.map(({ whatsappId }) => whatsappId)}::text[], ${events.map(({ chatId }) => chatId)}::text[],
      ${events.map(({ phone }) => phone)}::text[], ${events.map(({ kind }) => kind)}::text[]
    ) AS e (line, from_me, whatsapp_id, chat_id, phone, kind)
    JOIN messages m USING (line, from_me, whatsapp_id)
    WHERE (e.phone IS NULL) <> (m.phone IS NULL)
      AND (e.kind IN ('guest-message', 'own-message') OR NOT EXISTS (
        SELECT FROM hidden_chats h WHERE h.line = m.line AND h.chat_id = e.chat_id AND h.phone IS NOT NULL
      ))`
}

/**
 * Gives the messages that waited for a number that is known by now to its guest: they wait to be applied again, and keep
 * their reason if they are too old for more than being filed silently. Gives the guests.
 * A message has no effects before it has a phone, and gets it once: whoever applies it has the lock of that phone.
 */
export async function bringBackHidden(db: Queryable, limit: number): Promise<GuestKey[]> {
  const rows = await db.$queryRaw<{ phone: GuestKey }[]>`
    WITH known AS MATERIALIZED (
      SELECT line, chat_id, phone FROM hidden_chats
      WHERE next_attempt_at IS NOT NULL AND phone IS NOT NULL
      ORDER BY line, chat_id LIMIT ${limit}::int FOR UPDATE
    ), held AS MATERIALIZED (
      SELECT m.id, known.phone FROM known JOIN messages m USING (line, chat_id)
      WHERE m.phone IS NULL
      ORDER BY m.id FOR UPDATE OF m
    ), brought_back AS (
      UPDATE messages m SET
        phone = held.phone,
        status = CASE WHEN m.status = 'applied' THEN 'received' ELSE m.status END,
        unmatched_reason = CASE
          WHEN m.sent_at <= clock_timestamp() - ${REPLAY_WINDOW_MS}::double precision * interval '1 ms'
          THEN 'unresolved_lid'::unmatched_reason END
      FROM held WHERE m.id = held.id
      RETURNING m.phone
    ), done AS (
      UPDATE hidden_chats h SET next_attempt_at = NULL FROM known
      WHERE h.line = known.line AND h.chat_id = known.chat_id
    )
    SELECT DISTINCT phone FROM brought_back`
  return rows.map(({ phone }) => phone)
}

/** Of these chats those whose number has become known meanwhile: {@link bringBackHidden} will look at them again. */
export async function remindOfHidden(
  db: Queryable,
  chats: readonly { line: string; chatId: string }[],
): Promise<{ line: string; chatId: string }[]> {
  if (chats.length === 0) return []
  return db.$queryRaw<{ line: string; chatId: string }[]>`
    WITH known AS MATERIALIZED (
      SELECT line, chat_id FROM hidden_chats
      JOIN unnest(
        ${chats.map(({ line }) => line)}::text[], ${chats.map(({ chatId }) => chatId)}::text[]
      ) AS given (line, chat_id) USING (line, chat_id)
      WHERE phone IS NOT NULL
      ORDER BY line, chat_id FOR UPDATE OF hidden_chats
    )
    UPDATE hidden_chats h SET next_attempt_at = ${dueIn(0)}
    FROM known WHERE h.line = known.line AND h.chat_id = known.chat_id
    RETURNING h.line, h.chat_id AS "chatId"`
}
