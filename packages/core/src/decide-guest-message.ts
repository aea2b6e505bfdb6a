import {
  findCheckIn,
  findCoveringSession,
  findLiveSession,
  isLate,
  type CheckIn,
  type Conversation,
  type Guest,
} from './conversation.ts'
import { filedIn, unmatched, type Decision, type Effect, type GuestMessage, type Rules } from './decision.ts'
import { expireIdle } from './expire-idle.ts'
import { fileAlone } from './file-alone.ts'
import { renderReply, type ReplyKind } from './replies.ts'
import { isIdle, terminate, withActivity, type OpenSession } from './session.ts'
import { isStaffsTurn, returnToAgent } from './staff-silence.ts'

/** A known guest's message that a check-in covers. */
interface Matched {
  guest: Guest
  checkIn: CheckIn
  input: GuestMessage
  rules: Rules
}

/** The way of a guest's message through the rules: guest, check-in, lateness, `/end`, and then the session. */
export function decideGuestMessage(state: Conversation, input: GuestMessage, rules: Rules): Decision {
  if (state.guest === null) return { state, effects: [], outcome: unmatched('unknown_guest') }

  const checkIn = findCheckIn(state.checkIns, input.sentAt)
  if (checkIn === null) {
    const { state: next, effects } = expireIdle(state, input.sentAt, rules)
    return { state: next, effects, outcome: unmatched('no_active_check_in') }
  }

  const matched = { guest: state.guest, checkIn, input, rules }
  if (isLate(state, input.sentAt)) return decideLate(state, matched)
  if (isEndCommand(input.text)) return decideEnd(state, matched)

  const live = findLiveSession(state, input.sentAt, rules.idleLimitMs)
  return live === null ? openSession(state, matched) : goOn(state, live, matched)
}

export function isEndCommand(text: string | null): boolean {
  return text !== null && text.trim().toLowerCase() === '/end'
}

function openSession(before: Conversation, matched: Matched): Decision {
  const { input, checkIn, rules } = matched
  const { state, effects } = expireIdle(before, input.sentAt, rules)
  const open: OpenSession = {
    status: 'open',
    id: input.newSessionId,
    checkInId: checkIn.id,
    chatId: input.chatId,
    mode: 'agent',
    agentStatus: null,
    startedAt: input.sentAt,
    lastActivityAt: input.sentAt,
    staffActiveAt: null,
    welcomed: false,
  }
  const opened = greet({ ...state, open, unsentAutoReply: false }, open, matched)
  return answer(opened.state, opened.open, matched, [...effects, ...opened.effects])
}

function goOn(state: Conversation, live: OpenSession, matched: Matched): Decision {
  const { input, rules } = matched
  const returned = returnToAgent(live, input.sentAt, rules)
  const touched = withActivity(returned.open, input.sentAt)
  // A session that a check-in's replay opened silently gets agent and welcome with the newest of those messages, or, if
  // that was too old, with the first one after them.
  const greeted =
    input.replay === 'newest' || (input.replay === 'no' && touched.agentStatus === null)
      ? greet({ ...state, open: touched }, touched, matched)
      : { state: { ...state, open: touched }, open: touched, effects: [] }
  return answer(greeted.state, greeted.open, matched, [...returned.effects, ...greeted.effects])
}

/** The agent and the welcome of a session, unless it has them, staff speak, or the message is an old one replayed. */
function greet(
  state: Conversation,
  open: OpenSession,
  { guest, checkIn, input, rules }: Matched,
): { state: Conversation; open: OpenSession; effects: Effect[] } {
  const isOldReplay =
    input.replay === 'older' || (input.replay === 'newest' && input.now - input.sentAt > rules.idleLimitMs)
  if (isOldReplay || open.welcomed || open.mode === 'manual') return { state, open, effects: [] }

  const greeted: OpenSession = { ...open, agentStatus: 'pending', welcomed: true }
  const effects: Effect[] = [
    { type: 'create-agent', sessionId: open.id },
    {
      type: 'send-welcome',
      kind: 'welcome',
      sessionId: open.id,
      text: textFor('welcome', guest, checkIn, rules),
    },
  ]
  return { state: { ...state, open: greeted }, open: greeted, effects }
}

function answer(state: Conversation, open: OpenSession, matched: Matched, effects: Effect[]): Decision {
  const outcome = filedIn(open.id)
  if (!isAutoReplyDue(state, open, matched)) return { state, effects, outcome }
  const { guest, checkIn, input, rules } = matched
  const text = textFor('auto_reply', guest, checkIn, rules)
  return {
    state: { ...state, unsentAutoReply: true, autoRepliedAt: input.now },
    effects: [...effects, { type: 'send-auto-reply', kind: 'auto_reply', sessionId: open.id, text }],
    outcome,
  }
}

function isAutoReplyDue(state: Conversation, open: OpenSession, { input, rules }: Matched): boolean {
  if (isStaffsTurn(open, input.sentAt, rules)) return false
  if (input.replay !== 'no' || rules.autoReply === 'off') return false
  if (rules.autoReply === 'once-per-burst' && state.unsentAutoReply) return false

  const { staleAfterMs } = rules
  if (staleAfterMs === null || input.now - input.sentAt <= staleAfterMs) return true
  const wasAnswered = state.autoRepliedAt !== null && input.now - state.autoRepliedAt <= staleAfterMs
  return input.isLast && !wasAnswered
}

function decideEnd(state: Conversation, { guest, checkIn, input, rules }: Matched): Decision {
  if (state.open === null) return { state, effects: [], outcome: unmatched('no_open_session') }

  const { id } = state.open
  if (isIdle(state.open, input.sentAt, rules.idleLimitMs)) {
    return { ...expireIdle(state, input.sentAt, rules), outcome: filedIn(id) }
  }
  const ended = terminate(withActivity(state.open, input.sentAt), 'guest', input.sentAt)
  const effects: Effect[] = [{ type: 'terminate', sessionId: id, endReason: 'guest' }]
  if (input.replay === 'no') {
    const text = textFor('goodbye', guest, checkIn, rules)
    effects.push({ type: 'send-goodbye', kind: 'goodbye', sessionId: id, text })
  }
  return {
    state: { ...state, open: null, terminated: [...state.terminated, ended] },
    effects,
    outcome: filedIn(id),
  }
}

/** Rule 9: never reopened, never merged; only (b) is answered. */
function decideLate(state: Conversation, matched: Matched): Decision {
  const { input, checkIn, rules } = matched
  const covering = findCoveringSession(state, input.sentAt)
  if (covering !== null) return { state, effects: [], outcome: filedIn(covering.id) }

  const { open } = state
  if (open !== null && input.sentAt >= open.startedAt - rules.idleLimitMs) {
    if (isEndCommand(input.text)) return { state, effects: [], outcome: filedIn(open.id) }
    return answer(state, open, matched, [])
  }
  return fileAlone(state, input, checkIn, rules)
}

function textFor(kind: ReplyKind, { name, locale }: Guest, { room }: CheckIn, { replies }: Rules): string {
  return renderReply(replies, kind, { locale, name, room })
}
