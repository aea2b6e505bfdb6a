import type { SessionRecord } from '@bellhop/store'

/** A session with what is derived where it is shown, and never stored. */
export interface ShownSession extends SessionRecord {
  /** Open, but silent for so long that the next message opens a new session. */
  idle: boolean
  /** When the agent has it again, if staff stay silent. Null if it isn't theirs, is over, or stays theirs. */
  returnsAt: Date | null
}

export function showSession(
  session: SessionRecord,
  {
    now,
    idleLimitMs,
    manualReturnAfterMs,
  }: { now: () => number; idleLimitMs: number; manualReturnAfterMs: number | null },
): ShownSession {
  const { status, mode, lastActivityAt, staffActiveAt } = session
  const idle = status === 'open' && now() - lastActivityAt.getTime() > idleLimitMs
  const returns = status === 'open' && !idle && mode === 'manual' && manualReturnAfterMs !== null
  const silentSince = (staffActiveAt ?? lastActivityAt).getTime()
  return { ...session, idle, returnsAt: returns ? new Date(silentSince + manualReturnAfterMs) : null }
}
