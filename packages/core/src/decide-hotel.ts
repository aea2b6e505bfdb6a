import {
  findCheckIn,
  findCoveringSession,
  findLiveSession,
  isLate,
  type Conversation,
} from './conversation.ts'
import {
  filedIn,
  refused,
  unmatched,
  type AgentMessage,
  type CheckOut,
  type Decision,
  type Effect,
  type ModeChange,
  type Rules,
  type StaffEnd,
  type StaffMessage,
} from './decision.ts'
import { expireIdle } from './expire-idle.ts'
import { fileAlone } from './file-alone.ts'
import { giveBack } from './staff-silence.ts'
import { isIdle, terminate, withActivity, type EndReason, type Instant, type OpenSession } from './session.ts'

/** Staff who write take the conversation over; with no session to take they open one, without welcome or agent. */
export function decideStaffMessage(state: Conversation, input: StaffMessage, rules: Rules): Decision {
  if (state.guest === null) return { state, effects: [], outcome: unmatched('unknown_guest') }
  if (isLate(state, input.sentAt)) return decideLateStaffMessage(state, input, rules)

  const live = findLiveSession(state, input.sentAt, rules.idleLimitMs)
  if (live !== null) return takeOver(state, withActivity(live, input.sentAt), input.sentAt)

  const { state: next, effects } = expireIdle(state, input.sentAt, rules)
  const checkIn = findCheckIn(state.checkIns, input.sentAt)
  if (checkIn === null) return { state: next, effects, outcome: unmatched('no_active_check_in') }
  const open: OpenSession = {
    status: 'open',
    id: input.newSessionId,
    checkInId: checkIn.id,
    chatId: input.chatId,
    mode: 'manual',
    agentStatus: null,
    startedAt: input.sentAt,
    lastActivityAt: input.sentAt,
    staffActiveAt: input.sentAt,
    welcomed: false,
  }
  return { state: { ...next, open, unsentAutoReply: false }, effects, outcome: filedIn(open.id) }
}

function decideLateStaffMessage(state: Conversation, input: StaffMessage, rules: Rules): Decision {
  const covering = findCoveringSession(state, input.sentAt)
  if (covering !== null) return { state, effects: [], outcome: filedIn(covering.id) }

  const { open } = state
  if (open !== null && input.sentAt >= open.startedAt - rules.idleLimitMs)
    return takeOver(state, open, input.sentAt)

  const checkIn = findCheckIn(state.checkIns, input.sentAt)
  if (checkIn === null) return { state, effects: [], outcome: unmatched('no_active_check_in') }
  return fileAlone(state, input, checkIn, rules)
}

/** An agent speaks only in its own session, and only while nobody has taken that over. */
export function decideAgentMessage(state: Conversation, input: AgentMessage, rules: Rules): Decision {
  const { open } = state
  if (open === null || open.id !== input.sessionId) return refuse(state, 'not_open')
  if (open.mode === 'manual') return refuse(state, 'manual')
  if (isIdle(open, input.sentAt, rules.idleLimitMs)) return refuse(state, 'idle')
  return {
    state: { ...state, open: withActivity(open, input.sentAt) },
    effects: [],
    outcome: filedIn(open.id),
  }
}

export function decideModeChange(state: Conversation, { sessionId, mode, at }: ModeChange): Decision {
  const { open } = state
  if (open === null || open.id !== sessionId) return refuse(state, 'not_open')
  if (mode === 'manual') return { ...takeOver(state, open, at), outcome: { type: 'done' } }

  const given = giveBack({ ...open, staffActiveAt: null })
  return { state: { ...state, open: given.open }, effects: given.effects, outcome: { type: 'done' } }
}

export function decideStaffEnd(state: Conversation, { sessionId, at }: StaffEnd): Decision {
  if (state.open?.id !== sessionId) return refuse(state, 'not_open')
  return end(state, state.open, 'staff', at)
}

/** Ends the session of that stay, without a goodbye; one of another stay goes on. */
export function decideCheckOut(state: Conversation, { checkInId, at }: CheckOut): Decision {
  if (state.open?.checkInId !== checkInId) return { state, effects: [], outcome: { type: 'done' } }
  return end(state, state.open, 'checked_out', at)
}

function takeOver(state: Conversation, open: OpenSession, at: Instant): Decision {
  // Whoever speaks knows what is there already: the silence counts from the newest of it.
  const staffActiveAt = Math.max(open.staffActiveAt ?? at, open.lastActivityAt, at)
  const effects: Effect[] = [{ type: 'cancel-unsent', sessionId: open.id, reason: 'taken_over' }]
  return {
    state: { ...state, open: { ...open, mode: 'manual', staffActiveAt }, unsentAutoReply: false },
    effects,
    outcome: filedIn(open.id),
  }
}

function end(state: Conversation, open: OpenSession, endReason: EndReason, at: Instant): Decision {
  return {
    state: { ...state, open: null, terminated: [...state.terminated, terminate(open, endReason, at)] },
    effects: [{ type: 'terminate', sessionId: open.id, endReason }],
    outcome: { type: 'done' },
  }
}

function refuse(state: Conversation, reason: Parameters<typeof refused>[0]): Decision {
  return { state, effects: [], outcome: refused(reason) }
}
