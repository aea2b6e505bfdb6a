import type { LineDeps } from './change-line.ts'
import type { SessionDeps } from './change-session.ts'

/** What the API needs: to read and to change what there is, and the time to show it at. */
export interface ConsoleDeps extends SessionDeps, LineDeps {
  now: () => number
  /** As the sender has it: automatic replies older than this are dropped. */
  staleAfterMs: number | null
  manualReturnAfterMs: number | null
  firstReplyTargetMs: number
  /** Where the worker keeps the files of messages. */
  mediaDir: string
}
