import { UNKNOWN_HOLD_MS } from './delivery.ts'
import { retryDelayMs } from './retry-delay.ts'
import type { Instant } from './session.ts'

/** How often a message is sent again under its own id before it is left to staff. */
const SAME_ID_RESENDS_MAX = 8
/** As if so many attempts had failed before: pauses from 4 s to 60 s. */
const SAME_ID_ATTEMPTS_AHEAD = 3

/** A message that may have left. */
export interface UncertainMessage {
  /** When its last attempt began. */
  claimedAt: Instant
  /** When the first one began that may have left: the same, unless it was sent again under its own id. */
  uncertainSince: Instant
  /** How often it was sent again. */
  resends: number
  /** WhatsApp's id of it was chosen before it was sent. */
  hasOwnId: boolean
  /** Since when WAHA's history is known not to have it. */
  absentSince: Instant | null
}

export interface InquiryLine {
  /** WAHA says WORKING, and nobody paused it. */
  isWorking: boolean
  /** Since when, as far as it is known. */
  workingSince: Instant | null
  /** WAHA has been seen to take ids of our choice. */
  takesOwnIds: boolean
}

/** Pauses, in ms. Hostile runs scale them. */
export interface ReconcileTiming {
  /** From the claim to the first look into the history. Default 15 s. */
  lookAfterMs: number
  /** Between two looks, at least. Default 30 s. */
  lookEveryMs: number
  /** Sooner after its claim, or after its line came back, a message that isn't there is not absent. Default 60 s. */
  absentAfterMs: number
  /** Factor of the pauses between sends under one id. Default 1. */
  resendFactor: number
}

export const RECONCILE_TIMING: ReconcileTiming = {
  lookAfterMs: 15_000,
  lookEveryMs: 30_000,
  absentAfterMs: 60_000,
  resendFactor: 1,
}

/** What the next step is: nothing before `until`, the same message again under its own id, or a look into the history. */
export type Inquiry =
  | { type: 'wait'; until: Instant; forgetAbsence: boolean }
  | { type: 'send-again' }
  | { type: 'look' }

/** For the receiver, a message under the same id is the same message: no evidence is needed to send it again. */
export function decideInquiry(
  message: UncertainMessage,
  line: InquiryLine,
  now: Instant,
  timing: ReconcileTiming,
): Inquiry {
  const { claimedAt, uncertainSince, resends, hasOwnId } = message
  if (!line.isWorking) return { type: 'wait', until: now + timing.lookEveryMs, forgetAbsence: true }

  // After its hold is over, later ones may have left: it is not to come after them.
  const isHeld = now < uncertainSince + UNKNOWN_HOLD_MS
  if (hasOwnId && line.takesOwnIds && resends < SAME_ID_RESENDS_MAX && isHeld) {
    const pauseMs = retryDelayMs(resends + SAME_ID_ATTEMPTS_AHEAD, 0) * timing.resendFactor
    if (now >= claimedAt + pauseMs) return { type: 'send-again' }
    return { type: 'wait', until: claimedAt + pauseMs, forgetAbsence: false }
  }
  if (now >= claimedAt + timing.lookAfterMs) return { type: 'look' }
  return { type: 'wait', until: claimedAt + timing.lookAfterMs, forgetAbsence: false }
}

/** What WAHA's history says of it. A read that failed says nothing: it is not absence. */
export type Evidence =
  | { type: 'found'; whatsappId: string; sentAt: Instant }
  | { type: 'absent' }
  | { type: 'unreadable' }

/**
 * `resend`: it is proven absent, and goes back to its place, once. `leave`: it is proven absent again, and staff decide.
 */
export type Reconciliation =
  | { type: 'sent'; whatsappId: string; sentAt: Instant }
  | { type: 'look-again'; at: Instant; absentSince: Instant | null }
  | { type: 'resend' }
  | { type: 'leave' }

/**
 * Absent is what two successful reads did not find, the first some time after the claim, the second some time after the
 * first, with the line working throughout.
 */
export function decideReconciliation(
  message: UncertainMessage,
  evidence: Evidence,
  line: InquiryLine,
  now: Instant,
  timing: ReconcileTiming,
): Reconciliation {
  if (evidence.type === 'found') {
    return { type: 'sent', whatsappId: evidence.whatsappId, sentAt: evidence.sentAt }
  }
  const { claimedAt } = message
  const absentSince = wasInterrupted(message, line) ? null : message.absentSince
  // Looks get rarer as hope gets less.
  const at = now + Math.max(timing.lookEveryMs, (now - claimedAt) / 10)
  if (evidence.type === 'unreadable') return { type: 'look-again', at, absentSince }

  const quietSince = Math.max(claimedAt, line.workingSince ?? claimedAt)
  if (now < quietSince + timing.absentAfterMs) return { type: 'look-again', at, absentSince: null }
  if (absentSince === null) return { type: 'look-again', at: now + timing.lookEveryMs, absentSince: now }
  if (now < absentSince + timing.lookEveryMs) return { type: 'look-again', at, absentSince }
  return message.resends === 0 ? { type: 'resend' } : { type: 'leave' }
}

function wasInterrupted({ absentSince }: UncertainMessage, { workingSince }: InquiryLine): boolean {
  return absentSince !== null && workingSince !== null && workingSince > absentSince
}
