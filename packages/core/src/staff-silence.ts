import { findLiveSession, type Conversation } from './conversation.ts'
import { refused, type Decision, type Effect, type Rules, type StaffSilence } from './decision.ts'
import type { Instant, OpenSession } from './session.ts'

type Returned = { open: OpenSession; effects: Effect[] }

/** Looks whether staff's session is the agent's again. One that is idle stays as it is: the next message rotates it. */
export function decideStaffSilence(state: Conversation, { at }: StaffSilence, rules: Rules): Decision {
  const live = findLiveSession(state, at, rules.idleLimitMs)
  if (live === null) return { state, effects: [], outcome: refused('not_open') }
  const { open, effects } = returnToAgent(live, at, rules)
  return { state: open === live ? state : { ...state, open }, effects, outcome: { type: 'done' } }
}

/** The session as it is at that time: the agent's again, if staff have said nothing for more than the limit. */
export function returnToAgent(open: OpenSession, at: Instant, rules: Rules): Returned {
  if (open.mode === 'agent' || isStaffsTurn(open, at, rules)) return { open, effects: [] }
  const given = giveBack(open)
  return { ...given, effects: [{ type: 'return-to-agent', sessionId: open.id }, ...given.effects] }
}

/** Gives a session to the agent: it gets one if it has none, and no welcome, since staff have greeted the guest. */
export function giveBack(open: OpenSession): Returned {
  return {
    open: { ...open, mode: 'agent', agentStatus: open.agentStatus ?? 'pending' },
    effects: open.agentStatus === null ? [{ type: 'create-agent', sessionId: open.id }] : [],
  }
}

/**
 * Whether it was for staff to answer what came at that time. In a session that has returned since, a late message of
 * their time is not answered either: what follows doesn't depend on when somebody looked.
 */
export function isStaffsTurn(
  { mode, staffActiveAt, lastActivityAt }: OpenSession,
  at: Instant,
  { manualReturnAfterMs: limit }: Pick<Rules, 'manualReturnAfterMs'>,
): boolean {
  if (limit === null) return mode === 'manual'
  if (mode === 'agent') return staffActiveAt !== null && at - staffActiveAt <= limit
  // Sessions of the previous release don't know when staff spoke.
  return at - (staffActiveAt ?? lastActivityAt) <= limit
}
