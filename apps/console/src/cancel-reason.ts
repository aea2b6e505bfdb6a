import type { CancelWord } from '@bellhop/core'

/** Why a message was dropped or would be, as part of a sentence. */
export const CANCEL_WORDS: Record<CancelWord, string> = {
  rotated: 'a new session has begun',
  session_ended: 'its session has ended',
  taken_over: 'staff have taken its session over',
  stale: 'it is too old',
  by_hand: 'staff have cancelled it',
}
