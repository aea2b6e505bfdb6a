import { useSyncExternalStore } from 'react'

/** How long an operator may think again. */
export const THINK_AGAIN_MS = 5_000

const listeners = new Set<() => void>()
/** What ends each session, or stay, that is about to be ended. */
const endings = new Map<string, { timer: ReturnType<typeof setTimeout>; end: () => void }>()

/** Ends a session, or a stay, in a moment, unless it is undone before. */
export function endSoon(sessionId: string, end: () => void): void {
  undoEnd(sessionId)
  const finish = () => {
    undoEnd(sessionId)
    end()
  }
  endings.set(sessionId, { timer: setTimeout(finish, THINK_AGAIN_MS), end: finish })
  tell()
}

export function undoEnd(sessionId: string): void {
  clearTimeout(endings.get(sessionId)?.timer)
  if (endings.delete(sessionId)) tell()
}

/** Ends at once whatever is about to be ended: the page is being left. */
export function endAllNow(): void {
  for (const { end } of endings.values()) end()
}

export function useIsEnding(sessionId: string): boolean {
  return useSyncExternalStore(subscribe, () => endings.has(sessionId))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}
