import type { Conversation } from './conversation.ts'
import type { RepliesByLocale, ReplyKind } from './replies.ts'
import type { EndReason, Instant, SessionMode } from './session.ts'

/** What a hotel may set of the rules. */
export interface Rules {
  /** Idle time after which a session is rotated. */
  idleLimitMs: number
  autoReply: 'every' | 'once-per-burst' | 'off'
  /** Guest messages older than this get no automatic reply beyond one. Null for no limit. */
  staleAfterMs: number | null
  /** Silence of staff after which their session is the agent's again. Null for never. */
  manualReturnAfterMs: number | null
  replies: RepliesByLocale
}

/** Something that happened. Time and new ids come with it: the rules have neither a clock nor dice. */
export type Input =
  | GuestMessage
  | StaffMessage
  | AgentMessage
  | ModeChange
  | StaffSilence
  | StaffEnd
  | CheckOut

export interface GuestMessage {
  type: 'guest-message'
  text: string | null
  chatId: string
  sentAt: Instant
  /** The wall clock: it may keep a reply back, it never moves a boundary. */
  now: Instant
  /** The id of the session that this message may open. */
  newSessionId: string
  /** It waited unmatched and is applied because of a check-in; `newest` is the last of those. */
  replay: 'no' | 'older' | 'newest'
  /** Nothing of this guest waits behind it. */
  isLast: boolean
}

/** Staff wrote, in the console or on the hotel's own phone. */
export interface StaffMessage {
  type: 'staff-message'
  chatId: string
  sentAt: Instant
  newSessionId: string
}

export interface AgentMessage {
  type: 'agent-message'
  sessionId: string
  sentAt: Instant
}

export interface ModeChange {
  type: 'mode-change'
  sessionId: string
  mode: SessionMode
  at: Instant
}

/** Nothing happened, up to this time: perhaps staff have been silent for too long. */
export interface StaffSilence {
  type: 'staff-silence'
  at: Instant
}

export interface StaffEnd {
  type: 'staff-end'
  sessionId: string
  at: Instant
}

export interface CheckOut {
  type: 'check-out'
  checkInId: string
  at: Instant
}

/** What has to follow, as data: saved in the same transaction, delivered after its commit. */
export type Effect =
  | { type: 'terminate'; sessionId: string; endReason: EndReason }
  | { type: 'create-agent'; sessionId: string }
  | { type: 'return-to-agent'; sessionId: string }
  | { type: `send-${'welcome' | 'auto-reply' | 'goodbye'}`; kind: ReplyKind; sessionId: string; text: string }
  | { type: 'cancel-unsent'; sessionId: string; reason: 'taken_over' }

export type UnmatchedReason = 'unknown_guest' | 'no_active_check_in' | 'unresolved_lid' | 'no_open_session'

/** What became of the input itself. */
export type Outcome =
  | { type: 'filed'; sessionId: string }
  | { type: 'unmatched'; reason: UnmatchedReason }
  | { type: 'refused'; reason: 'manual' | 'not_open' | 'idle' }
  | { type: 'done' }

export interface Decision {
  state: Conversation
  effects: Effect[]
  outcome: Outcome
}

export const filedIn = (sessionId: string): Outcome => ({ type: 'filed', sessionId })
export const unmatched = (reason: UnmatchedReason): Outcome => ({ type: 'unmatched', reason })
export const refused = (reason: 'manual' | 'not_open' | 'idle'): Outcome => ({ type: 'refused', reason })
