import type { Conversation } from './conversation.ts'
import type { Effect, Rules } from './decision.ts'
import { expire, isIdle, type Instant } from './session.ts'

/** Terminates the open session if it had been idle for too long at that time. */
export function expireIdle(
  state: Conversation,
  at: Instant,
  { idleLimitMs }: Rules,
): { state: Conversation; effects: Effect[] } {
  const { open } = state
  if (open === null || !isIdle(open, at, idleLimitMs)) return { state, effects: [] }
  return {
    state: { ...state, open: null, terminated: [...state.terminated, expire(open, idleLimitMs)] },
    effects: [{ type: 'terminate', sessionId: open.id, endReason: 'expired' }],
  }
}
