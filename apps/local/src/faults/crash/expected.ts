import {
  BUILT_IN_REPLIES,
  decide,
  type Conversation,
  type Decision,
  type EndReason,
  type Guest,
  type Input,
  type Instant,
  type Rules,
  type SessionMode,
} from '@bellhop/core'

const MINUTE_MS = 60_000

/** As the apps have them in these runs. */
const RULES: Rules = {
  idleLimitMs: 30 * MINUTE_MS,
  autoReply: 'every',
  staleAfterMs: null,
  manualReturnAfterMs: 30 * MINUTE_MS,
  replies: BUILT_IN_REPLIES,
}

/** What has happened, with the time that counts for it. */
export type Happening =
  | { type: 'guest-wrote'; text: string; at: Instant }
  | { type: 'staff-wrote'; text: string; at: Instant; on: 'console' | 'phone' }
  | { type: 'line'; is: 'paused' | 'resumed' }

export interface ExpectedSession {
  status: 'open' | 'terminated'
  mode: SessionMode
  endReason: EndReason | null
  startedAt: Instant
  endedAt: Instant | null
}

export interface ExpectedMessage {
  /** Which of the sessions, in the order of their opening; null for none. */
  session: number | null
  role: string
  kind: string
  text: string
  /** `in`: somebody else wrote it. `left`, `waits` and `cancelled`: what became of one of ours. */
  state: 'in' | 'left' | 'waits' | 'cancelled'
}

export interface Expected {
  sessions: ExpectedSession[]
  messages: ExpectedMessage[]
  /** What waits on it is to wait. */
  isLinePaused: boolean
}

/** The sequential reference: the rules alone, one happening after the other, and all that is due leaves at once. */
export function expectOf(guest: Guest, room: string, happenings: readonly Happening[]): Expected {
  const checkIn = { id: 'stay', room, checkedInAt: 0, checkedOutAt: null }
  let state: Conversation = {
    guest,
    checkIns: [checkIn],
    open: null,
    terminated: [],
    unsentAutoReply: false,
    autoRepliedAt: null,
  }
  const ids: string[] = []
  const messages: ExpectedMessage[] = []
  let isPaused = false

  for (const [index, happening] of happenings.entries()) {
    if (happening.type === 'line') isPaused = happening.is === 'paused'
    else follow(happening, decide(state, toInput(happening, `session-${index}`), RULES))
    if (!isPaused) for (const message of messages) if (message.state === 'waits') message.state = 'left'
  }
  return { sessions: ids.map((id) => sessionOf(state, id)), messages, isLinePaused: isPaused }

  function follow(happening: Exclude<Happening, { type: 'line' }>, decision: Decision): void {
    const { effects, outcome } = decision
    state = decision.state
    if (state.open !== null && !ids.includes(state.open.id)) ids.push(state.open.id)
    const session = outcome.type === 'filed' ? ids.indexOf(outcome.sessionId) : null
    const cancelled = new Set(
      effects.flatMap((effect) => (effect.type === 'cancel-unsent' ? [ids.indexOf(effect.sessionId)] : [])),
    )
    for (const message of messages) {
      const isTheirs = message.session !== null && cancelled.has(message.session)
      if (isTheirs && message.state === 'waits') message.state = 'cancelled'
    }
    messages.push({ session, text: happening.text, ...authorOf(happening) })
    for (const effect of effects) {
      if (!('text' in effect)) continue
      const { kind, text, sessionId } = effect
      messages.push({ session: ids.indexOf(sessionId), role: 'System', kind, text, state: 'waits' })
    }
  }
}

function toInput(happening: Exclude<Happening, { type: 'line' }>, newSessionId: string): Input {
  const { at } = happening
  const shared = { chatId: 'chat', sentAt: at, newSessionId }
  if (happening.type === 'staff-wrote') return { type: 'staff-message', ...shared }
  return { type: 'guest-message', ...shared, text: happening.text, now: at, replay: 'no', isLast: true }
}

function authorOf(
  happening: Exclude<Happening, { type: 'line' }>,
): Pick<ExpectedMessage, 'role' | 'kind' | 'state'> {
  if (happening.type === 'guest-wrote') return { role: 'User', kind: 'text', state: 'in' }
  return happening.on === 'phone'
    ? { role: 'Staff', kind: 'text', state: 'in' }
    : { role: 'Staff', kind: 'staff_reply', state: 'waits' }
}

function sessionOf({ open, terminated }: Conversation, id: string): ExpectedSession {
  const ended = terminated.find((session) => session.id === id)
  const { mode, startedAt } = ended ?? open ?? missing()
  return {
    status: ended === undefined ? 'open' : 'terminated',
    mode,
    endReason: ended?.endReason ?? null,
    startedAt,
    endedAt: ended?.endedAt ?? null,
  }
}

function missing(): never {
  throw new Error('the rules have lost a session')
}
