import { BACKLOG_HOLD_MAX_MS, type Outcome } from '@bellhop/core'

import { noteAudit, type Actor } from './audit.ts'
import type { Queryable, Store, Tx } from './store.ts'

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
}

/** What names a guest before the guest is known: the phone, or the chat id of a hidden user. */
export type GuestKey = string

export const guestKey = ({ phone, chatId }: { phone: string | null; chatId: string }): GuestKey =>
  phone ?? chatId

/**
 * What waits for these guests, by guest and line in the order of (sent_at, seq), up to `limit` messages each.
 * A guest whose backlog is still settling on a line has nothing yet on that line.
 */
export async function loadWaiting(
  tx: Tx,
  keys: readonly GuestKey[],
  limit: number,
): Promise<WaitingMessageRow[]> {
  return tx.$queryRaw<WaitingMessageRow[]>`
    SELECT id, line, chat_id AS "chatId", phone, from_me AS "fromMe", source,
           CASE WHEN edited_at IS NULL THEN text ELSE original_text END AS text, whatsapp_id AS "whatsappId",
           sent_at AS "sentAt", unmatched_reason IS NOT NULL AS "isReplay", clock_timestamp() AS now
    FROM (
      SELECT messages.*,
             row_number() OVER (PARTITION BY coalesce(phone, chat_id), line ORDER BY sent_at, seq) AS position,
             least(
               max(next_attempt_at) OVER guest_on_line,
               min(created_at) FILTER (WHERE next_attempt_at IS NOT NULL) OVER guest_on_line
                 + ${BACKLOG_HOLD_MAX_MS}::int * interval '1 ms'
             ) AS held_until
      FROM messages
      WHERE status = 'received' AND (phone = ANY(${keys}::text[]) OR (phone IS NULL AND chat_id = ANY(${keys}::text[])))
      WINDOW guest_on_line AS (PARTITION BY coalesce(phone, chat_id), line)
    ) AS waiting
    WHERE position <= ${limit}::int AND (held_until IS NULL OR held_until <= clock_timestamp())
    ORDER BY coalesce(phone, chat_id), line, sent_at, seq`
}

/** A waiting message's end: with its session, or unmatched with the reason. */
export interface AppliedMessage {
  id: string
  status: 'applied' | 'sent'
  outcome: Outcome | null
  /** It left under the hotel's number, but nobody of the staff has typed it. */
  isAutomatic?: boolean
}

export async function saveApplied(tx: Tx, applied: readonly AppliedMessage[]): Promise<void> {
  if (applied.length === 0) return
  const outcomes = applied.map(({ outcome }) => outcome)
  await tx.$executeRaw`
    UPDATE messages m
    SET status = a.status::message_status, session_id = a.session_id,
        unmatched_reason = a.unmatched_reason::unmatched_reason, error = NULL, next_attempt_at = NULL,
        role = CASE WHEN a.is_automatic THEN 'System' ELSE m.role END
    FROM unnest(
      ${applied.map(({ id }) => id)}::uuid[], ${applied.map(({ status }) => status)}::text[],
      ${outcomes.map((outcome) => (outcome?.type === 'filed' ? outcome.sessionId : null))}::uuid[],
      ${outcomes.map((outcome) => (outcome?.type === 'unmatched' ? outcome.reason : null))}::text[],
      ${applied.map(({ isAutomatic }) => isAutomatic ?? false)}::bool[]
    ) AS a (id, status, session_id, unmatched_reason, is_automatic)
    WHERE m.id = a.id
      -- A hidden user's number may have become known meanwhile: then the message waits for its guest.
      AND (a.unmatched_reason IS DISTINCT FROM 'unresolved_lid' OR m.phone IS NULL)`
}

/**
 * Remembers under which chat ids a guest writes: these, and the hidden addresses that the guest's number is known to have on
 * the line.
 */
export async function rememberChats(
  tx: Tx,
  chats: readonly { line: string; chatId: string; guestId: string }[],
): Promise<void> {
  if (chats.length === 0) return
  await tx.$executeRaw`
    WITH given AS MATERIALIZED (
      SELECT * FROM unnest(
        ${chats.map(({ line }) => line)}::text[], ${chats.map(({ chatId }) => chatId)}::text[],
        ${chats.map(({ guestId }) => guestId)}::uuid[]
      ) AS given (line, chat_id, guest_id)
    ), known AS (
      SELECT line, chat_id, guest_id, 2 AS rank FROM given
      UNION ALL
      SELECT h.line, h.chat_id, g.id, 1 FROM (SELECT DISTINCT line, guest_id FROM given) AS guest
      JOIN guests g ON g.id = guest.guest_id JOIN hidden_chats h ON h.line = guest.line AND h.phone = g.phone
    )
    INSERT INTO guest_chats (line, chat_id, guest_id)
    SELECT DISTINCT ON (line, chat_id) line, chat_id, guest_id
    FROM known
    WHERE NOT EXISTS (
      SELECT FROM guest_chats c
      WHERE c.line = known.line AND c.chat_id = known.chat_id AND c.guest_id = known.guest_id
    )
    ORDER BY line, chat_id, rank
    ON CONFLICT (line, chat_id) DO UPDATE SET guest_id = excluded.guest_id`
}

/** Which of these guests have something to apply now. */
export async function findStillWaiting(tx: Tx, keys: readonly GuestKey[]): Promise<GuestKey[]> {
  const rows = await tx.$queryRaw<{ key: GuestKey }[]>`
    SELECT coalesce(phone, chat_id) AS key
    FROM messages
    WHERE status = 'received' AND (phone = ANY(${keys}::text[]) OR (phone IS NULL AND chat_id = ANY(${keys}::text[])))
    GROUP BY coalesce(phone, chat_id), line
    HAVING coalesce(
      least(max(next_attempt_at),
            min(created_at) FILTER (WHERE next_attempt_at IS NOT NULL) + ${BACKLOG_HOLD_MAX_MS}::int * interval '1 ms'
      ) <= clock_timestamp(), true)`
  return [...new Set(rows.map(({ key }) => key))]
}

/**
 * Whose these stored messages are, in their order: a hidden user's has got a phone if the chat is known. Null for one
 * that is gone.
 */
export async function findGuestKeys(
  db: Queryable,
  messages: readonly { line: string; fromMe: boolean; whatsappId: string }[],
): Promise<(GuestKey | null)[]> {
  const rows = await db.$queryRaw<{ key: GuestKey | null }[]>`
    SELECT coalesce(m.phone, m.chat_id) AS key
    FROM unnest(
      ${messages.map(({ line }) => line)}::text[], ${messages.map(({ fromMe }) => fromMe)}::bool[],
      ${messages.map(({ whatsappId }) => whatsappId)}::text[]
    ) WITH ORDINALITY AS named (line, from_me, whatsapp_id, ord)
    LEFT JOIN messages m USING (line, from_me, whatsapp_id)
    ORDER BY ord`
  return rows.map(({ key }) => key)
}

/** Guests with something to apply now that came at least `ageMs` ago, who waits longest first. */
export async function findOverdueGuests(tx: Tx, ageMs: number, limit: number): Promise<GuestKey[]> {
  const rows = await tx.$queryRaw<{ key: GuestKey }[]>`
    SELECT coalesce(phone, chat_id) AS key
    FROM messages
    WHERE status = 'received' AND created_at <= clock_timestamp() - ${ageMs}::int * interval '1 ms'
    GROUP BY coalesce(phone, chat_id)
    HAVING coalesce(
      least(max(next_attempt_at),
            min(created_at) FILTER (WHERE next_attempt_at IS NOT NULL) + ${BACKLOG_HOLD_MAX_MS}::int * interval '1 ms'
      ) <= clock_timestamp(), true)
    ORDER BY min(seq) LIMIT ${limit}::int`
  return rows.map(({ key }) => key)
}

/** Counts a failed try. With the last one the message is set aside, with the reason on it. */
export async function recordFailure(
  tx: Tx,
  messageId: string,
  error: string,
  attemptsMax: number,
): Promise<'waiting' | 'set_aside' | 'gone'> {
  const rows = await tx.$queryRaw<{ status: 'received' | 'set_aside' }[]>`
    UPDATE messages
    SET attempts = attempts + 1, error = ${error},
        status = CASE WHEN attempts + 1 >= ${attemptsMax}::int THEN 'set_aside'::message_status ELSE status END
    WHERE id = ${messageId}::uuid AND status = 'received'
    RETURNING status::text AS status`
  const status = rows[0]?.status
  if (status === undefined) return 'gone'
  return status === 'set_aside' ? 'set_aside' : 'waiting'
}

/** A message that was set aside waits again, as if it had never been tried: the next sweep finds it. False if it was not set aside. */
export async function retrySetAside({ prisma }: Store, id: string, by: Actor): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const retried = await tx.$executeRaw`
      UPDATE messages SET status = 'received', attempts = 0, error = NULL
      WHERE id = ${id}::uuid AND status = 'set_aside'`
    if (retried > 0) await noteAudit(tx, by, { action: 'tried_again', messageId: id })
    return retried > 0
  })
}
