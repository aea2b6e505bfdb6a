import type { SessionRecord } from '@bellhop/store'

/** Open, but silent for so long that the next message opens a new session. Derived where it is shown, never stored. */
export function isIdle(
  { status, lastActivityAt }: Pick<SessionRecord, 'status' | 'lastActivityAt'>,
  { now, idleLimitMs }: { now: () => number; idleLimitMs: number },
): boolean {
  return status === 'open' && now() - lastActivityAt.getTime() > idleLimitMs
}
