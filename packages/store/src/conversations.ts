import type {
  AgentStatus,
  CheckIn,
  Conversation,
  EndReason,
  Guest,
  OpenSession,
  SessionMode,
  TerminatedSession,
} from '@bellhop/core'

import type { Tx } from './store.ts'

/** One guest on one line: whose conversation it is. */
export interface ConversationKey {
  phone: string
  line: string
}

export const conversationKey = ({ phone, line }: ConversationKey): string => `${line} ${phone}`

/**
 * Reads conversations as the rules want them, by {@link conversationKey}. The caller holds the guests' locks.
 * `since` is the time of the oldest message to be decided: sessions that were over before it are left out.
 */
export async function loadConversations(
  tx: Tx,
  wanted: readonly (ConversationKey & { since: Date })[],
): Promise<Map<string, Conversation>> {
  const phones = [...new Set(wanted.map(({ phone }) => phone))]
  const guests = await tx.$queryRaw<GuestRow[]>`
    SELECT g.id, g.phone, g.name, g.locale, c.check_ins
    FROM guests g
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', id, 'room', room_number,
        'checkedInAt', (extract(epoch FROM checked_in_at) * 1000)::bigint,
        'checkedOutAt', CASE WHEN status = 'active' THEN NULL
                             ELSE (extract(epoch FROM coalesce(checked_out_at, checked_in_at)) * 1000)::bigint END
      )) AS check_ins
      FROM check_ins WHERE guest_id = g.id
    ) c ON true
    WHERE g.phone = ANY(${phones}::text[])`
  const sessions =
    guests.length === 0
      ? []
      : await tx.$queryRaw<SessionRow[]>`
    SELECT w.phone, s.*,
           EXISTS (SELECT FROM messages WHERE session_id = s.id AND kind = 'welcome') AS welcomed,
           EXISTS (
             SELECT FROM messages WHERE line = s.line AND phone = w.phone AND session_id = s.id
               AND direction = 'outbound' AND status IN ('pending', 'sending') AND kind = 'auto_reply'
           ) AS unsent_auto_reply,
           (
             SELECT created_at FROM messages WHERE session_id = s.id AND kind = 'auto_reply' ORDER BY seq DESC LIMIT 1
           ) AS auto_replied_at
    FROM unnest(
      ${wanted.map(({ phone }) => phone)}::text[], ${wanted.map(({ line }) => line)}::text[],
      ${wanted.map(({ since }) => since)}::timestamptz[]
    ) AS w (phone, line, since)
    JOIN guests g ON g.phone = w.phone
    JOIN sessions s ON s.guest_id = g.id AND s.line = w.line
      AND (s.status = 'open' OR greatest(s.ended_at, s.last_activity_at) >= w.since)
    ORDER BY s.started_at`

  const guestByPhone = new Map(guests.map((row) => [row.phone, row]))
  const conversations = new Map<string, Conversation>()
  for (const key of wanted) {
    const own = sessions.filter((row) => row.phone === key.phone && row.line === key.line)
    conversations.set(conversationKey(key), toConversation(guestByPhone.get(key.phone), own))
  }
  return conversations
}

interface GuestRow extends Guest {
  check_ins: CheckIn[] | null
}

interface SessionRow {
  phone: string
  line: string
  id: string
  check_in_id: string
  chat_id: string
  status: 'open' | 'terminated'
  mode: SessionMode
  agent_status: AgentStatus | null
  started_at: Date
  last_activity_at: Date
  staff_active_at: Date | null
  ended_at: Date | null
  end_reason: EndReason | null
  welcomed: boolean
  unsent_auto_reply: boolean
  auto_replied_at: Date | null
}

function toConversation(guest: GuestRow | undefined, rows: readonly SessionRow[]): Conversation {
  const open = rows.find(({ status }) => status === 'open')
  const autoReplies = rows.flatMap(({ auto_replied_at: at }) => (at === null ? [] : [at.getTime()]))
  return {
    guest:
      guest === undefined
        ? null
        : { id: guest.id, phone: guest.phone, name: guest.name, locale: guest.locale },
    checkIns: guest?.check_ins ?? [],
    open: open === undefined ? null : toOpenSession(open),
    terminated: rows.flatMap((row) => toTerminatedSession(row) ?? []),
    unsentAutoReply: open?.unsent_auto_reply ?? false,
    autoRepliedAt: autoReplies.length === 0 ? null : Math.max(...autoReplies),
  }
}

function toOpenSession(row: SessionRow): OpenSession {
  return { ...toFacts(row), status: 'open', welcomed: row.welcomed }
}

function toTerminatedSession(row: SessionRow): TerminatedSession | null {
  if (row.ended_at === null || row.end_reason === null) return null
  return { ...toFacts(row), status: 'terminated', endedAt: row.ended_at.getTime(), endReason: row.end_reason }
}

function toFacts(row: SessionRow) {
  return {
    id: row.id,
    checkInId: row.check_in_id,
    chatId: row.chat_id,
    mode: row.mode,
    agentStatus: row.agent_status,
    startedAt: row.started_at.getTime(),
    lastActivityAt: row.last_activity_at.getTime(),
    staffActiveAt: row.staff_active_at?.getTime() ?? null,
  }
}
