import type { Conversation, Effect, Outcome, Session } from '@bellhop/core'

import { about } from './about.ts'
import type { ConversationKey } from './conversations.ts'
import { Prisma } from './generated/client.ts'
import { insertFiled, type Filed } from './insert-messages.ts'
import { newId } from './store.ts'

/** What the rules made of one guest's conversation on one line. */
export interface ConversationChange {
  key: ConversationKey
  /** Where replies go to. */
  replyChatId: string
  before: Conversation
  after: Conversation
  effects: readonly Effect[]
}

/** A waiting message's end: with its session, or unmatched with the reason. */
export interface AppliedMessage {
  id: string
  status: 'applied' | 'sent'
  outcome: Outcome | null
  /** It left under the hotel's number, but nobody of the staff has typed it. */
  isAutomatic?: boolean
  /** If it is not stored yet. */
  toStore?: Pick<Filed, 'message' | 'seq'> | undefined
}

/**
 * What saves what changed and what became of the messages, in this order. That is one statement: its parts touch different
 * rows, and references are looked at when all is written. What is unsent is cancelled after it, replies of just now included.
 * The caller holds the guests' locks.
 */
export function savingDecisions(
  changes: readonly ConversationChange[],
  applied: readonly AppliedMessage[] = [],
): Prisma.Sql[] {
  const parts = [
    ...about(changes.flatMap(changedSessions), saveSessions),
    ...about(changes.flatMap(repliesOf), insertReplies),
    ...about(
      applied.filter(({ toStore }) => toStore === undefined),
      endWaiting,
    ),
    ...about(applied.flatMap(toFiled), insertFiled),
  ]
  return [
    ...about(parts, (some) => Prisma.sql`WITH ${Prisma.join(some)} SELECT`),
    ...about(changes.flatMap(cancelsOf), cancelUnsent),
  ]
}

type ChangedSession = ReturnType<typeof changedSessions>[number]

function changedSessions({ key: { line }, before, after }: ConversationChange) {
  const known = new Set<Session | null>([...before.terminated, before.open])
  return [...after.terminated, after.open]
    .filter((session): session is Session => session !== null && !known.has(session))
    .map((session) => ({ session, line, guestId: after.guest?.id ?? null }))
}

function saveSessions(changed: readonly ChangedSession[]): Prisma.Sql {
  // The ended ones first: the index that holds I3 looks at each row as it comes.
  const rows = changed
    .toSorted((a, b) => Number(a.session.status === 'open') - Number(b.session.status === 'open'))
    .map(toSessionRow)
  return Prisma.sql`
  saved AS (
    INSERT INTO sessions (id, guest_id, check_in_id, line, chat_id, status, mode, agent_status, started_at,
                          last_activity_at, staff_active_at, ended_at, end_reason)
    SELECT s.id, s.guest_id, s.check_in_id, s.line, s.chat_id, s.status, s.mode, s.agent_status, s.started_at,
           s.last_activity_at, s.staff_active_at, s.ended_at, s.end_reason
    FROM ROWS FROM (json_to_recordset(${JSON.stringify(rows)}::json) AS (
      id uuid, guest_id uuid, check_in_id uuid, line text, chat_id text, status session_status, mode session_mode,
      agent_status agent_status, started_at timestamptz, last_activity_at timestamptz, staff_active_at timestamptz,
      ended_at timestamptz, end_reason end_reason
    )) WITH ORDINALITY AS s
    ORDER BY s.ordinality
    ON CONFLICT (id) DO UPDATE SET
      status = excluded.status, mode = excluded.mode,
      operator_id = CASE WHEN excluded.mode = 'manual' AND sessions.mode = 'manual' THEN sessions.operator_id END,
      agent_status = CASE WHEN sessions.agent_status IS NULL THEN excluded.agent_status ELSE sessions.agent_status END,
      last_activity_at = excluded.last_activity_at, staff_active_at = excluded.staff_active_at,
      ended_at = excluded.ended_at, end_reason = excluded.end_reason
  )`
}

function toSessionRow({ session, line, guestId }: ChangedSession) {
  const ended = session.status === 'terminated' ? session : null
  return {
    id: session.id,
    guest_id: guestId,
    check_in_id: session.checkInId,
    line,
    chat_id: session.chatId,
    status: session.status,
    mode: session.mode,
    agent_status: session.agentStatus,
    started_at: new Date(session.startedAt),
    last_activity_at: new Date(session.lastActivityAt),
    staff_active_at: session.staffActiveAt === null ? null : new Date(session.staffActiveAt),
    ended_at: ended === null ? null : new Date(ended.endedAt),
    end_reason: ended?.endReason,
  }
}

function repliesOf({ key: { line, phone }, replyChatId, effects }: ConversationChange) {
  return effects.flatMap((effect) => {
    if (!('text' in effect)) return []
    const { sessionId: session_id, kind, text } = effect
    return [{ id: newId(), session_id, line, chat_id: replyChatId, phone, kind, text }]
  })
}

// In the order of the effects: the welcome gets its `seq` before the auto-reply (I6).
function insertReplies(replies: readonly object[]): Prisma.Sql {
  return Prisma.sql`
  replied AS (
    INSERT INTO messages (id, session_id, line, chat_id, phone, direction, role, kind, text, from_me, status)
    SELECT r.id, r.session_id, r.line, r.chat_id, r.phone, 'outbound', 'System', r.kind, r.text, true, 'pending'
    FROM ROWS FROM (json_to_recordset(${JSON.stringify(replies)}::json) AS (
      id uuid, session_id uuid, line text, chat_id text, phone text, kind message_kind, text text
    )) WITH ORDINALITY AS r
    ORDER BY r.ordinality
  )`
}

function endWaiting(applied: readonly AppliedMessage[]): Prisma.Sql {
  const outcomes = applied.map(({ outcome }) => outcome)
  return Prisma.sql`
  ended AS (
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
      AND (a.unmatched_reason IS DISTINCT FROM 'unresolved_lid' OR m.phone IS NULL)
  )`
}

function toFiled({ outcome, toStore }: AppliedMessage): Filed[] {
  if (toStore === undefined) return []
  const sessionId = outcome?.type === 'filed' ? outcome.sessionId : null
  const unmatchedReason = outcome?.type === 'unmatched' ? outcome.reason : null
  return [{ sessionId, unmatchedReason, ...toStore }]
}

function cancelsOf({ effects }: ConversationChange) {
  return effects.flatMap((effect) => (effect.type === 'cancel-unsent' ? [effect] : []))
}

function cancelUnsent(cancels: readonly { sessionId: string; reason: string }[]): Prisma.Sql {
  return Prisma.sql`
    UPDATE messages m SET status = 'cancelled', error = c.reason
    FROM unnest(
      ${cancels.map(({ sessionId }) => sessionId)}::uuid[], ${cancels.map(({ reason }) => reason)}::text[]
    ) AS c (session_id, reason)
    WHERE m.session_id = c.session_id AND m.status = 'pending' AND m.kind IN ('welcome', 'auto_reply', 'agent_reply')`
}
