import type { ReplyKind } from './replies.ts'
import type { EndReason, Instant, SessionMode } from './session.ts'

/** What Bellhop itself writes to guests. */
export type OutboundKind = ReplyKind | 'agent_reply' | 'staff_reply'

export const OUTBOUND_KINDS = [
  'welcome',
  'auto_reply',
  'goodbye',
  'agent_reply',
  'staff_reply',
] as const satisfies readonly OutboundKind[]

/** A claim whose holder has said nothing for this long is given up: the message may have left. */
export const CLAIM_EXPIRY_MS = 60_000

/** How long a message that may have left keeps the guest's next ones back, from its first attempt on. */
export const UNKNOWN_HOLD_MS = 10 * 60_000

/** How soon to look again whether staff's words have had their effect. */
const TAKEOVER_LOOK_MS = 2_000

/** The oldest message of a guest on a line that Bellhop wrote and that is not settled. */
export interface OutboundHead {
  kind: OutboundKind
  status: 'pending' | 'sending' | 'unknown'
  createdAt: Instant
  /** Null if it may leave at once. */
  nextAttemptAt: Instant | null
}

/** The session it was written for, as it is now. */
export type DeliverySession =
  | { status: 'open'; mode: SessionMode }
  | { status: 'terminated'; mode: SessionMode; endReason: EndReason }

/** The line it leaves on. */
export interface DeliveryLine {
  paused: boolean
  /** Until then WhatsApp forbids it to write to people whom it has not written to before. Null for never. */
  timelockedUntil: Instant | null
}

/** What has happened between the guest and the hotel on that line. */
export interface DeliveryChat {
  /** Nothing of ours ever arrived there. */
  isNew: boolean
  /** When the sending of the last message that left began. */
  lastSentAt: Instant | null
  /** What staff wrote on the hotel's phone is stored, and has not had its effect yet. */
  isTakeoverWaiting: boolean
}

export interface DeliveryPolicies {
  /** Automatic replies older than this are dropped. Null for no limit. */
  staleAfterMs: number | null
  /** Between two messages to one guest. 0 for no limit. */
  chatIntervalMs: number
}

/** Why a message is not sent and never will be. */
export type CancelReason = 'rotated' | 'session_ended' | 'taken_over' | 'stale'

/** All that a dropped message may say of itself: staff drop some too. */
export type CancelWord = CancelReason | 'by_hand'

/** Why a message, and with it all that follows it, waits. */
export type HoldReason =
  | 'in_flight'
  | 'unknown'
  | 'line_paused'
  | 'takeover_waiting'
  | 'timelocked'
  | 'chat_pace'
  | 'not_yet'

export type Delivery =
  | { type: 'send' }
  | { type: 'cancel'; reason: CancelReason }
  /** `until` is when it is due at the earliest; null if something else has to happen first. */
  | { type: 'hold'; reason: HoldReason; until: Instant | null }

/** What to do now with the message that stands first. Whoever acts on it checks again when it claims the message. */
export function decideDelivery(
  head: OutboundHead,
  session: DeliverySession | null,
  line: DeliveryLine,
  chat: DeliveryChat,
  now: Instant,
  policies: DeliveryPolicies,
): Delivery {
  if (head.status === 'sending') return hold('in_flight')
  if (head.status === 'unknown') return hold('unknown')

  const reason = findCancelReason(head, session, now, policies)
  if (reason !== null) return { type: 'cancel', reason }
  if (line.paused) return hold('line_paused')
  if (chat.isTakeoverWaiting && yieldsToStaff(head.kind))
    return hold('takeover_waiting', now + TAKEOVER_LOOK_MS)

  const { timelockedUntil } = line
  if (chat.isNew && timelockedUntil !== null && timelockedUntil > now)
    return hold('timelocked', timelockedUntil)
  const paceUntil = (chat.lastSentAt ?? -Infinity) + policies.chatIntervalMs
  if (policies.chatIntervalMs > 0 && paceUntil > now) return hold('chat_pace', paceUntil)
  if (head.nextAttemptAt !== null && head.nextAttemptAt > now) return hold('not_yet', head.nextAttemptAt)
  return { type: 'send' }
}

const hold = (reason: HoldReason, until: Instant | null = null): Delivery => ({ type: 'hold', reason, until })

/** What is the bot's, or automatic: staff's words and a goodbye always go out. */
export const yieldsToStaff = (kind: OutboundKind): boolean => kind !== 'staff_reply' && kind !== 'goodbye'

/** Why it would be dropped now: what yields to staff leaves only while its session is the agent's. */
export function findCancelReason(
  { kind, createdAt }: Pick<OutboundHead, 'kind' | 'createdAt'>,
  session: DeliverySession | null,
  now: Instant,
  { staleAfterMs }: Pick<DeliveryPolicies, 'staleAfterMs'>,
): CancelReason | null {
  if (!yieldsToStaff(kind)) return null
  if (session?.status === 'terminated') return session.endReason === 'expired' ? 'rotated' : 'session_ended'
  if (session?.mode === 'manual') return 'taken_over'
  if (kind === 'agent_reply' || staleAfterMs === null) return null
  return now - createdAt > staleAfterMs ? 'stale' : null
}
