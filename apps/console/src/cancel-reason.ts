import { findCancelReason, type CancelReason, type CancelWord, type OutboundKind } from '@bellhop/core'
import type { MessageRecord, SessionRecord } from '@bellhop/store'

/** Why a message was dropped or would be, as part of a sentence. */
export const CANCEL_WORDS: Record<CancelWord, string> = {
  rotated: 'a new session has begun',
  session_ended: 'its session has ended',
  taken_over: 'staff have taken its session over',
  stale: 'it is too old',
  by_hand: 'staff have cancelled it',
}

/** Why a message of ours would be dropped instead of sent now; null if it would be sent. */
export function reasonAgainst(
  { kind, createdAt }: MessageRecord,
  { status, mode, endReason }: SessionRecord,
  { now, staleAfterMs }: { now: () => number; staleAfterMs: number | null },
): CancelReason | null {
  const session =
    status === 'open' ? { status, mode } : { status, mode, endReason: endReason ?? ('expired' as const) }
  const head = { kind: kind as OutboundKind, createdAt: createdAt.getTime() }
  return findCancelReason(head, session, now(), { staleAfterMs })
}
