import type { CheckIn, Conversation, Guest } from './conversation.ts'
import { decide, decideInOrder, type WaitingMessage } from './decide.ts'
import type { Decision, GuestMessage, Input, Rules, StaffMessage } from './decision.ts'
import { BUILT_IN_REPLIES } from './replies.ts'
import type { OpenSession, TerminatedSession } from './session.ts'

/** Tests tell time in minutes and seconds around noon. */
export const NOON = Date.UTC(2026, 0, 15, 12)

/** `after('30m1s')` is 12:30:01, `before('5m')` is 11:55. */
export const after = (span: string): number => NOON + toMs(span)
export const before = (span: string): number => NOON - toMs(span)

export const rules: Rules = {
  idleLimitMs: toMs('30m'),
  autoReply: 'every',
  staleAfterMs: toMs('30m'),
  manualReturnAfterMs: toMs('30m'),
  replies: BUILT_IN_REPLIES,
}

export const budi: Guest = { id: 'guest-budi', phone: '081234567890', name: 'Budi', locale: 'id' }

export const stay: CheckIn = { id: 'stay-101', room: '101', checkedInAt: before('20h'), checkedOutAt: null }

/** Nobody wrote yet; the guest stays in room 101. */
export const quiet: Conversation = {
  guest: budi,
  checkIns: [stay],
  open: null,
  terminated: [],
  unsentAutoReply: false,
  autoRepliedAt: null,
}

/** Open since 11:50, last word at noon. */
export const openSession: OpenSession = {
  status: 'open',
  id: 'session-open',
  checkInId: stay.id,
  chatId: '6281234567890@c.us',
  mode: 'agent',
  agentStatus: 'created',
  startedAt: before('10m'),
  lastActivityAt: NOON,
  staffActiveAt: null,
  welcomed: true,
}

/** Staff had the last word, at noon. */
export const manualSession: OpenSession = { ...openSession, mode: 'manual', staffActiveAt: NOON }

/** From 9:00 to its last word at 9:10; expired at 9:40. */
export const morningSession: TerminatedSession = {
  status: 'terminated',
  id: 'session-morning',
  checkInId: stay.id,
  chatId: openSession.chatId,
  mode: 'agent',
  agentStatus: 'created',
  startedAt: before('3h'),
  lastActivityAt: before('2h50m'),
  staffActiveAt: null,
  endedAt: before('2h20m'),
  endReason: 'expired',
}

export const conversation = (facts: Partial<Conversation>): Conversation => ({ ...quiet, ...facts })

export function guestWrote(
  text: string | null,
  sentAt: number,
  facts: Partial<Omit<GuestMessage, 'type'>> = {},
): GuestMessage {
  return {
    type: 'guest-message',
    text,
    sentAt,
    chatId: openSession.chatId,
    now: sentAt,
    newSessionId: 'session-new',
    replay: 'no',
    isLast: true,
    ...facts,
  }
}

export const staffWrote = (
  sentAt: number,
  facts: Partial<Omit<StaffMessage, 'type'>> = {},
): StaffMessage => ({
  type: 'staff-message',
  sentAt,
  chatId: openSession.chatId,
  newSessionId: 'session-new',
  ...facts,
})

/** `given(a session, or a whole conversation).when(something)` gives what follows, in a shape that reads well. */
export function given(start: Conversation | OpenSession, over: Partial<Rules> = {}) {
  const state = 'checkIns' in start ? start : conversation({ open: start })
  return {
    when: (input: Input) => describe(state, decide(state, input, { ...rules, ...over })),
    whenAll: (messages: readonly WaitingMessage[]) => {
      const { state: end, decisions } = decideInOrder(state, messages, { ...rules, ...over })
      return {
        ...describe(state, { ...(decisions.at(-1) as Decision), state: end }),
        decisions,
        all: decisions.flatMap(typesOf),
      }
    },
  }
}

function describe(start: Conversation, decision: Decision) {
  const { state, effects, outcome } = decision
  return {
    state,
    outcome,
    session: state.open,
    ended: state.terminated.filter((session) => !start.terminated.includes(session)),
    effects: typesOf(decision),
    texts: effects.flatMap((effect) => ('text' in effect ? [effect.text] : [])),
  }
}

const typesOf = ({ effects }: Decision): string[] => effects.map(({ type }) => type)

function toMs(span: string): number {
  const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000 }
  return [...span.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, n, unit = '']) => sum + Number(n) * (units[unit] ?? 0),
    0,
  )
}
