import type {
  AgentStatus,
  CheckIn,
  Conversation,
  EndReason,
  Guest,
  Instant,
  OpenSession,
  SessionMode,
  TerminatedSession,
} from '@bellhop/core'

import { Prisma } from './generated/client.ts'
import { indexedPhone } from './indexed-phone.ts'
import type { Tx } from './store.ts'

/** One guest on one line: whose conversation it is. */
export interface ConversationKey {
  phone: string
  line: string
}

export const conversationKey = ({ phone, line }: ConversationKey): string => `${line} ${phone}`

/**
 * Reads a conversation as the rules want it. The caller holds the guest's lock. `since` is the time of the oldest message to
 * be decided: sessions that were over before it are left out.
 */
export async function loadConversation(
  tx: Tx,
  { phone, line }: ConversationKey,
  since: Date,
): Promise<Conversation> {
  const [row] = await tx.$queryRaw<{ found: ConversationRow[] | null }[]>`
    WITH wanted AS (SELECT ${phone}::text AS phone, ${line}::text AS line, ${since}::timestamptz AS since)
    SELECT ${selectConversations} AS found`
  return toConversation(row?.found?.[0])
}

/** A conversation as {@link selectConversations} gives it. */
export interface ConversationRow extends ConversationKey, Omit<Guest, 'phone'> {
  checkIns: CheckIn[] | null
  sessions: SessionRow[] | null
  /** The chat ids that are remembered as the guest's on the line, and the hidden addresses that the number is known to have there. */
  chats: string[] | null
  hiddenChats: string[] | null
}

interface SessionRow {
  id: string
  checkInId: string
  chatId: string
  status: 'open' | 'terminated'
  mode: SessionMode
  agentStatus: AgentStatus | null
  startedAt: Instant
  lastActivityAt: Instant
  staffActiveAt: Instant | null
  endedAt: Instant | null
  endReason: EndReason | null
  welcomed: boolean
  unsentAutoReply: boolean
  autoRepliedAt: Instant | null
}

/** An {@link Instant} of a time of Postgres. */
export const epochMs = (time: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(extract(epoch FROM ${time}) * 1000)::bigint`

/**
 * The conversations of those guests in `wanted (phone, line, since)` who are known, as one array. One guest after the other:
 * each looks up a few rows, whatever the tables hold. `IS TRUE` keeps a session's index from being taken for what is unsent in it.
 */
export const selectConversations = Prisma.sql`(
  SELECT json_agg(json_build_object(
    'phone', w.phone, 'line', w.line, 'id', g.id, 'name', g.name, 'locale', g.locale,
    'checkIns', (
      SELECT json_agg(json_build_object('id', id, 'room', room_number,
        'checkedInAt', ${epochMs(Prisma.sql`checked_in_at`)},
        'checkedOutAt', CASE WHEN status = 'active' THEN NULL
                             ELSE ${epochMs(Prisma.sql`coalesce(checked_out_at, checked_in_at)`)} END
      ))
      FROM check_ins WHERE guest_id = g.id
    ),
    'sessions', (
      SELECT json_agg(json_build_object(
        'id', s.id, 'checkInId', s.check_in_id, 'chatId', s.chat_id, 'status', s.status, 'mode', s.mode,
        'agentStatus', s.agent_status, 'startedAt', ${epochMs(Prisma.sql`s.started_at`)},
        'lastActivityAt', ${epochMs(Prisma.sql`s.last_activity_at`)}, 'staffActiveAt', ${epochMs(Prisma.sql`s.staff_active_at`)},
        'endedAt', ${epochMs(Prisma.sql`s.ended_at`)}, 'endReason', s.end_reason,
        'welcomed', EXISTS (SELECT FROM messages WHERE session_id = s.id AND kind = 'welcome'),
        'unsentAutoReply', s.status = 'open' AND EXISTS (
          SELECT FROM messages
          WHERE line = s.line AND ${indexedPhone(Prisma.sql`phone`)} = w.phone AND (session_id = s.id) IS TRUE
            AND direction = 'outbound' AND status IN ('pending', 'sending') AND kind = 'auto_reply'
        ),
        'autoRepliedAt', (
          SELECT ${epochMs(Prisma.sql`created_at`)} FROM messages
          WHERE session_id = s.id AND kind = 'auto_reply' ORDER BY seq DESC LIMIT 1
        )
      ) ORDER BY s.started_at)
      FROM sessions s
      WHERE s.guest_id = g.id AND s.line = w.line
        AND (s.status = 'open' OR greatest(s.ended_at, s.last_activity_at) >= w.since)
    ),
    'chats', (SELECT json_agg(chat_id) FROM guest_chats WHERE guest_id = g.id AND line = w.line),
    'hiddenChats', (SELECT json_agg(chat_id) FROM hidden_chats WHERE phone = w.phone AND line = w.line)
  ))
  FROM wanted w JOIN guests g ON g.phone = w.phone
)`

/** Without a row: of somebody whom the hotel does not know. */
export function toConversation(row: ConversationRow | undefined): Conversation {
  const sessions = row?.sessions ?? []
  const open = sessions.find(({ status }) => status === 'open')
  const autoReplies = sessions.flatMap(({ autoRepliedAt }) => autoRepliedAt ?? [])
  return {
    guest: row === undefined ? null : { id: row.id, phone: row.phone, name: row.name, locale: row.locale },
    checkIns: row?.checkIns ?? [],
    open: open === undefined ? null : toOpenSession(open),
    terminated: sessions.flatMap((session) => toTerminatedSession(session) ?? []),
    unsentAutoReply: open?.unsentAutoReply ?? false,
    autoRepliedAt: autoReplies.length === 0 ? null : Math.max(...autoReplies),
  }
}

function toOpenSession(row: SessionRow): OpenSession {
  return { status: 'open', welcomed: row.welcomed, ...toFacts(row) }
}

function toTerminatedSession(row: SessionRow): TerminatedSession | null {
  const { endedAt, endReason } = row
  return endedAt === null || endReason === null
    ? null
    : { status: 'terminated', endedAt, endReason, ...toFacts(row) }
}

function toFacts(row: SessionRow) {
  const { id, checkInId, chatId, mode, agentStatus, startedAt, lastActivityAt, staffActiveAt } = row
  return { id, checkInId, chatId, mode, agentStatus, startedAt, lastActivityAt, staffActiveAt }
}
