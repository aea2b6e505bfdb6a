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

/** How long a message that may have left keeps the guest's next ones back, from its claim on. */
export const UNKNOWN_HOLD_MS = 10 * 60_000

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

export interface DeliveryPolicies {
  /** Automatic replies older than this are dropped. Null for no limit. */
  staleAfterMs: number | null
}

/** Why a message is not sent and never will be. */
export type CancelReason = 'rotated' | 'session_ended' | 'taken_over' | 'stale'

/** Why a message, and with it all that follows it, waits. */
export type HoldReason = 'in_flight' | 'unknown' | 'not_yet' | 'line_paused'

export type Delivery =
  | { type: 'send' }
  | { type: 'cancel'; reason: CancelReason }
  | { type: 'hold'; reason: HoldReason }

/** What to do now with the message that stands first. Whoever acts on it checks again when it claims the message. */
export function decideDelivery(
  head: OutboundHead,
  session: DeliverySession | null,
  line: { paused: boolean },
  now: Instant,
  policies: DeliveryPolicies,
): Delivery {
  if (head.status === 'sending') return { type: 'hold', reason: 'in_flight' }
  if (head.status === 'unknown') return { type: 'hold', reason: 'unknown' }

  const reason = findCancelReason(head, session, now, policies)
  if (reason !== null) return { type: 'cancel', reason }
  if (line.paused) return { type: 'hold', reason: 'line_paused' }
  if (head.nextAttemptAt !== null && head.nextAttemptAt > now) return { type: 'hold', reason: 'not_yet' }
  return { type: 'send' }
}

/** Staff's words and a goodbye always go out; the rest only while its session is the agent's. */
function findCancelReason(
  { kind, createdAt }: OutboundHead,
  session: DeliverySession | null,
  now: Instant,
  { staleAfterMs }: DeliveryPolicies,
): CancelReason | null {
  if (kind === 'staff_reply' || kind === 'goodbye') return null
  if (session?.status === 'terminated') return session.endReason === 'expired' ? 'rotated' : 'session_ended'
  if (session?.mode === 'manual') return 'taken_over'
  if (kind === 'agent_reply' || staleAfterMs === null) return null
  return now - createdAt > staleAfterMs ? 'stale' : null
}
