import type { Conversation } from './conversation.ts'
import { decideGuestMessage } from './decide-guest-message.ts'
import {
  decideAgentMessage,
  decideCheckOut,
  decideModeChange,
  decideStaffEnd,
  decideStaffMessage,
} from './decide-hotel.ts'
import type { Decision, GuestMessage, Input, Rules, StaffMessage } from './decision.ts'
import { decideStaffSilence } from './staff-silence.ts'

/**
 * The session rules: what follows from one input in one conversation. Total, deterministic, throws nothing.
 * Sessions in the given state that are not the very objects of the old one have changed and are to be saved.
 */
export function decide(state: Conversation, input: Input, rules: Rules): Decision {
  switch (input.type) {
    case 'guest-message':
      return decideGuestMessage(state, input, rules)
    case 'staff-message':
      return decideStaffMessage(state, input, rules)
    case 'agent-message':
      return decideAgentMessage(state, input, rules)
    case 'mode-change':
      return decideModeChange(state, input)
    case 'staff-silence':
      return decideStaffSilence(state, input, rules)
    case 'staff-end':
      return decideStaffEnd(state, input)
    case 'check-out':
      return decideCheckOut(state, input)
  }
}

/** A stored message that waits to be applied. */
export type WaitingMessage = (Omit<GuestMessage, 'replay' | 'isLast'> & { isReplay: boolean }) | StaffMessage

/** Decides all of a guest's waiting messages on a line, which come ordered by (sent_at, seq); a decision each. */
export function decideInOrder(
  state: Conversation,
  messages: readonly WaitingMessage[],
  rules: Rules,
): { state: Conversation; decisions: Decision[] } {
  const newestReplay = messages.findLastIndex(
    (message) => message.type === 'guest-message' && message.isReplay,
  )
  const decisions: Decision[] = []
  for (const [index, message] of messages.entries()) {
    const decision = decide(state, toInput(message, index, newestReplay, messages.length - 1), rules)
    decisions.push(decision)
    state = decision.state
  }
  return { state, decisions }
}

function toInput(message: WaitingMessage, index: number, newestReplay: number, last: number): Input {
  if (message.type === 'staff-message') return message
  const { type, chatId, sentAt, newSessionId, text, now, isReplay } = message
  const replay = !isReplay ? 'no' : index === newestReplay ? 'newest' : 'older'
  return { type, chatId, sentAt, newSessionId, text, now, replay, isLast: index === last }
}
