import type { CheckIn, Conversation } from './conversation.ts'
import { filedIn, type Decision, type GuestMessage, type Rules, type StaffMessage } from './decision.ts'
import type { TerminatedSession } from './session.ts'

/** Files a late message that no session covers: a terminated session of its own, and not a word to anybody. */
export function fileAlone(
  state: Conversation,
  { chatId, newSessionId, sentAt }: GuestMessage | StaffMessage,
  checkIn: CheckIn,
  { idleLimitMs }: Rules,
): Decision {
  const own: TerminatedSession = {
    status: 'terminated',
    id: newSessionId,
    checkInId: checkIn.id,
    chatId,
    mode: 'agent',
    agentStatus: null,
    startedAt: sentAt,
    lastActivityAt: sentAt,
    staffActiveAt: null,
    endedAt: sentAt + idleLimitMs,
    endReason: 'expired',
  }
  return {
    state: { ...state, terminated: [...state.terminated, own] },
    effects: [],
    outcome: filedIn(own.id),
  }
}
