import {
  OUTBOUND_KINDS,
  UNKNOWN_HOLD_MS,
  type DeliveryChat,
  type DeliveryLine,
  type DeliverySession,
  type EndReason,
  type Instant,
  type OutboundHead,
  type OutboundKind,
  type SessionMode,
} from '@bellhop/core'
import { Prisma } from './generated/client.ts'
import { indexedPhone } from './indexed-phone.ts'
import type { Queryable } from './store.ts'
import { isReceivedOf } from './waiting-messages.ts'

/** A guest's oldest unsettled message on a line, with all that its delivery depends on, as it was at `now`. */
export interface NextOutbound {
  id: string
  sessionId: string | null
  line: string
  chatId: string
  /** Stored form; null for a hidden user whose number is not known. */
  phone: string | null
  text: string
  /** The id that we chose for it before its first attempt, and keep; null where WAHA chooses. */
  ownId: string | null
  attempts: number
  /** How often it was sent again after an attempt of which nobody knew whether it had left. */
  resends: number
  head: OutboundHead
  session: DeliverySession | null
  lineState: DeliveryLine
  chat: DeliveryChat
  /** The database's clock. */
  now: Instant
}

/** The rows that are a guest's outbox: written by Bellhop and not settled. One that may have left holds for a while. */
export const isUnsettled = Prisma.sql`
  m.direction = 'outbound' AND m.status IN ('pending', 'sending', 'unknown')
  AND m.kind = ANY(${OUTBOUND_KINDS}::message_kind[])
  AND (m.status <> 'unknown' OR coalesce(m.uncertain_since, m.claimed_at) > clock_timestamp() - ${UNKNOWN_HOLD_MS}::int * interval '1 ms')`

/** A guest's outbox on a line. */
export const isInOutboxOf = (line: Prisma.Sql, phone: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`m.line = ${line} AND ${indexedPhone(Prisma.sql`m.phone`)} = ${phone} AND ${isUnsettled}`

/**
 * Staff wrote to the guest on the hotel's phone, and it waits to be applied. WAHA forgets whether it was staff: an echo looks alike.
 * The offset makes Postgres look for this guest's: for many guests it would rather read all that waits of everybody.
 */
export const isTakeoverWaiting = Prisma.sql`EXISTS (
  SELECT FROM messages w
  WHERE ${isReceivedOf('w', Prisma.sql`m.phone`)} AND w.line = m.line AND w.from_me
    AND w.source IS DISTINCT FROM 'api'
  OFFSET 0
)`

const HAS_ARRIVED = Prisma.sql`('sent', 'delivered', 'read', 'played')`

/** Nothing of ours ever arrived at the guest on this line. Asked only while it matters. */
const isNewChat = Prisma.sql`l.timelocked_until IS NOT NULL AND l.timelocked_until > clock_timestamp()
  AND NOT EXISTS (
    SELECT FROM messages p
    WHERE p.phone = m.phone AND p.line = m.line AND p.claimed_at IS NOT NULL AND p.status IN ${HAS_ARRIVED}
  )
  AND NOT EXISTS (
    SELECT FROM messages p WHERE p.session_id = m.session_id AND p.from_me AND p.status IN ${HAS_ARRIVED}
  )`

/** Whose outbox it is. */
export interface OutboundGuest {
  line: string
  guestId: string
}

export async function findNextOutbound(db: Queryable, guest: OutboundGuest): Promise<NextOutbound | null> {
  const [next = null] = await findEachNextOutbound(db, [guest])
  return next
}

/** The same for each of these guests, in their order. */
export async function findEachNextOutbound(
  db: Queryable,
  guests: readonly OutboundGuest[],
): Promise<(NextOutbound | null)[]> {
  const rows = await db.$queryRaw<NextRow[]>`
    SELECT asked.position::int, m.id, m.session_id, m.line, m.chat_id, m.phone, m.text, m.whatsapp_id, m.attempts,
           m.resends, m.kind, m.status, m.created_at, m.next_attempt_at, s.status AS session_status,
           s.mode AS session_mode, s.end_reason AS session_end_reason, l.paused_by IS NOT NULL AS line_paused,
           l.timelocked_until, (${isNewChat}) IS TRUE AS is_new_chat, ${isTakeoverWaiting} AS is_takeover_waiting,
           (
             SELECT p.claimed_at FROM messages p
             WHERE p.phone = m.phone AND p.line = m.line AND p.claimed_at IS NOT NULL AND p.id <> m.id
               AND p.status IN ('sent', 'delivered', 'read', 'played', 'unknown')
             ORDER BY p.claimed_at DESC LIMIT 1
           ) AS last_sent_at,
           clock_timestamp() AS now
    FROM unnest(
      ${guests.map(({ line }) => line)}::text[], ${guests.map(({ guestId }) => guestId)}::uuid[]
    ) WITH ORDINALITY AS asked (line, guest_id, position)
    JOIN guests g ON g.id = asked.guest_id
    CROSS JOIN LATERAL (
      SELECT * FROM messages m
      WHERE ${isInOutboxOf(Prisma.sql`asked.line`, Prisma.sql`g.phone`)}
      ORDER BY m.seq LIMIT 1
    ) AS m
    LEFT JOIN sessions s ON s.id = m.session_id
    LEFT JOIN lines l ON l.line = m.line`
  const found = new Map(rows.map((row) => [row.position, toNextOutbound(row)]))
  return guests.map((_, index) => found.get(index + 1) ?? null)
}

interface NextRow {
  position: number
  id: string
  session_id: string | null
  line: string
  chat_id: string
  phone: string | null
  text: string | null
  whatsapp_id: string | null
  attempts: number
  resends: number
  kind: OutboundKind
  status: OutboundHead['status']
  created_at: Date
  next_attempt_at: Date | null
  session_status: DeliverySession['status'] | null
  session_mode: SessionMode | null
  session_end_reason: EndReason | null
  line_paused: boolean
  timelocked_until: Date | null
  is_new_chat: boolean
  is_takeover_waiting: boolean
  last_sent_at: Date | null
  now: Date
}

function toNextOutbound(row: NextRow): NextOutbound {
  return {
    id: row.id,
    sessionId: row.session_id,
    line: row.line,
    chatId: row.chat_id,
    phone: row.phone,
    text: row.text ?? '',
    ownId: row.whatsapp_id,
    attempts: row.attempts,
    resends: row.resends,
    head: {
      kind: row.kind,
      status: row.status,
      createdAt: row.created_at.getTime(),
      nextAttemptAt: row.next_attempt_at?.getTime() ?? null,
    },
    session: toSession(row),
    lineState: { paused: row.line_paused, timelockedUntil: row.timelocked_until?.getTime() ?? null },
    chat: {
      isNew: row.is_new_chat,
      lastSentAt: row.last_sent_at?.getTime() ?? null,
      isTakeoverWaiting: row.is_takeover_waiting,
    },
    now: row.now.getTime(),
  }
}

function toSession({ session_status, session_mode, session_end_reason }: NextRow): DeliverySession | null {
  if (session_status === null || session_mode === null) return null
  if (session_status === 'open') return { status: 'open', mode: session_mode }
  return { status: 'terminated', mode: session_mode, endReason: session_end_reason ?? 'expired' }
}
