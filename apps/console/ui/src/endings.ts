import { useSyncExternalStore } from 'react'

/** How long an operator may think again. */
export const THINK_AGAIN_MS = 5_000

/** `soon`: it can be undone. `now`: it can't any more, and is not there yet. */
export type EndingState = 'soon' | 'now'

interface Ending {
  state: EndingState
  timer: ReturnType<typeof setTimeout>
  finish: () => Promise<void>
}

const listeners = new Set<() => void>()
/** What is about to end, by its id: a session, a stay, a template. */
const endings = new Map<string, Ending>()

/** Ends something in a moment, unless it is undone before. It counts as ending until what `end` gives has settled. */
export function endSoon(id: string, end: () => void | Promise<unknown>): void {
  undoEnd(id)
  if (endings.has(id)) return
  const finish = async () => {
    clearTimeout(timer)
    set(id, { ...ending, state: 'now' })
    try {
      await end()
    } finally {
      set(id, null)
    }
  }
  const timer = setTimeout(() => void finish(), THINK_AGAIN_MS)
  const ending: Ending = { state: 'soon', timer, finish }
  set(id, ending)
}

/** Does nothing once it is too late. */
export function undoEnd(id: string): void {
  const ending = endings.get(id)
  if (ending?.state !== 'soon') return
  clearTimeout(ending.timer)
  set(id, null)
}

/** Ends at once whatever is about to end: the page is being left. */
export function endAllNow(): void {
  for (const { state, finish } of endings.values()) if (state === 'soon') void finish()
}

/** Null: it goes on. */
export function useEnding(id: string): EndingState | null {
  return useSyncExternalStore(subscribe, () => endings.get(id)?.state ?? null)
}

function set(id: string, ending: Ending | null): void {
  if (ending === null) endings.delete(id)
  else endings.set(id, ending)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
