import type { Conversation, Effect, Instant, Session } from '@bellhop/core'

import type { ConversationKey } from './conversations.ts'
import { newId, type Tx } from './store.ts'

/** What the rules made of one guest's conversation on one line. */
export interface ConversationChange {
  key: ConversationKey
  /** Where replies go to. */
  replyChatId: string
  before: Conversation
  after: Conversation
  effects: readonly Effect[]
}

/** Saves what changed, a statement for each kind of change. The caller holds the guests' locks. */
export async function saveChanges(tx: Tx, changes: readonly ConversationChange[]): Promise<void> {
  await saveSessions(tx, changes)
  await insertReplies(tx, changes)
  await cancelUnsent(tx, changes)
}

async function saveSessions(tx: Tx, changes: readonly ConversationChange[]): Promise<void> {
  const changed = changes.flatMap(({ key, before, after }) => {
    const known = new Set<Session | null>([...before.terminated, before.open])
    return [...after.terminated, after.open]
      .filter((session): session is Session => session !== null && !known.has(session))
      .map((session) => ({ session, line: key.line, guestId: after.guest?.id ?? null }))
  })
  if (changed.length === 0) return

  // The ended ones first: the index that holds I3 looks at each row as it comes.
  changed.sort((a, b) => Number(a.session.status === 'open') - Number(b.session.status === 'open'))
  const column = <T>(pick: (session: Session) => T): T[] => changed.map(({ session }) => pick(session))
  const ended = column((session) => (session.status === 'terminated' ? session : null))
  await tx.$executeRaw`
    INSERT INTO sessions (id, guest_id, check_in_id, line, chat_id, status, mode, agent_status, started_at,
                          last_activity_at, staff_active_at, ended_at, end_reason)
    SELECT s.id, s.guest_id, s.check_in_id, s.line, s.chat_id, s.status::session_status, s.mode::session_mode,
           s.agent_status::agent_status, s.started_at, s.last_activity_at, s.staff_active_at, s.ended_at,
           s.end_reason::end_reason
    FROM unnest(
      ${column(({ id }) => id)}::uuid[], ${changed.map(({ guestId }) => guestId)}::uuid[],
      ${column(({ checkInId }) => checkInId)}::uuid[], ${changed.map(({ line }) => line)}::text[],
      ${column(({ chatId }) => chatId)}::text[], ${column(({ status }) => status)}::text[],
      ${column(({ mode }) => mode)}::text[], ${column(({ agentStatus }) => agentStatus)}::text[],
      ${column(({ startedAt }) => new Date(startedAt))}::timestamptz[],
      ${column(({ lastActivityAt }) => new Date(lastActivityAt))}::timestamptz[],
      ${column(({ staffActiveAt }) => toDate(staffActiveAt))}::timestamptz[],
      ${ended.map((session) => toDate(session?.endedAt ?? null))}::timestamptz[],
      ${ended.map((session) => session?.endReason ?? null)}::text[]
    ) WITH ORDINALITY AS s (id, guest_id, check_in_id, line, chat_id, status, mode, agent_status, started_at,
                            last_activity_at, staff_active_at, ended_at, end_reason, ord)
    ORDER BY s.ord
    ON CONFLICT (id) DO UPDATE SET
      status = excluded.status, mode = excluded.mode,
      operator_id = CASE WHEN excluded.mode = 'manual' AND sessions.mode = 'manual' THEN sessions.operator_id END,
      agent_status = CASE WHEN sessions.agent_status IS NULL THEN excluded.agent_status ELSE sessions.agent_status END,
      last_activity_at = excluded.last_activity_at, staff_active_at = excluded.staff_active_at,
      ended_at = excluded.ended_at, end_reason = excluded.end_reason`
}

const toDate = (at: Instant | null): Date | null => (at === null ? null : new Date(at))

// In the order of the effects: the welcome gets its `seq` before the auto-reply (I6).
async function insertReplies(tx: Tx, changes: readonly ConversationChange[]): Promise<void> {
  const replies = changes.flatMap(({ key, replyChatId, effects }) =>
    effects.flatMap((effect) => ('text' in effect ? [{ ...key, ...effect, chatId: replyChatId }] : [])),
  )
  if (replies.length === 0) return
  const column = <T>(pick: (reply: (typeof replies)[number]) => T): T[] => replies.map(pick)
  await tx.$executeRaw`
    INSERT INTO messages (id, session_id, line, chat_id, phone, direction, role, kind, text, from_me, status)
    SELECT r.id, r.session_id, r.line, r.chat_id, r.phone, 'outbound', 'System', r.kind::message_kind, r.text, true,
           'pending'
    FROM unnest(
      ${column(() => newId())}::uuid[], ${column(({ sessionId }) => sessionId)}::uuid[],
      ${column(({ line }) => line)}::text[], ${column(({ chatId }) => chatId)}::text[],
      ${column(({ phone }) => phone)}::text[], ${column(({ kind }) => kind)}::text[],
      ${column(({ text }) => text)}::text[]
    ) WITH ORDINALITY AS r (id, session_id, line, chat_id, phone, kind, text, ord)
    ORDER BY r.ord`
}

async function cancelUnsent(tx: Tx, changes: readonly ConversationChange[]): Promise<void> {
  const cancels = changes.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.type === 'cancel-unsent' ? [effect] : [])),
  )
  if (cancels.length === 0) return
  await tx.$executeRaw`
    UPDATE messages m SET status = 'cancelled', error = c.reason
    FROM unnest(
      ${cancels.map(({ sessionId }) => sessionId)}::uuid[], ${cancels.map(({ reason }) => reason)}::text[]
    ) AS c (session_id, reason)
    WHERE m.session_id = c.session_id AND m.status = 'pending' AND m.kind IN ('welcome', 'auto_reply', 'agent_reply')`
}
