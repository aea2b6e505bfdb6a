import type { GuestKey } from '@bellhop/store'

export interface LaterApplies {
  /** Applies these guests after a while. For a guest that is on the list already, the later time counts. */
  add(keys: readonly GuestKey[], afterMs: number): void
  /** Forgets them all, and waits for those under way. */
  stop(): Promise<void>
}

/**
 * Second looks at guests: after a backlog's hold, and after somebody else had the lock. One look at a time, at all guests
 * that are due by then: hundreds may be, and each look takes a connection. The sweep is behind it.
 */
export function createLaterApplies(apply: (keys: readonly GuestKey[]) => Promise<void>): LaterApplies {
  const dueAt = new Map<GuestKey, number>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null

  function schedule(): void {
    clearTimeout(timer)
    if (running !== null || dueAt.size === 0) return
    timer = setTimeout(look, Math.max(0, Math.min(...dueAt.values()) - performance.now()))
  }

  function look(): void {
    const now = performance.now()
    const due = [...dueAt].filter(([, at]) => at <= now).map(([key]) => key)
    for (const key of due) dueAt.delete(key)
    if (due.length === 0) return schedule()
    running = apply(due).finally(() => {
      running = null
      schedule()
    })
  }

  return {
    add(keys, afterMs) {
      const at = performance.now() + afterMs
      for (const key of keys) dueAt.set(key, Math.max(at, dueAt.get(key) ?? at))
      schedule()
    },
    async stop() {
      dueAt.clear()
      clearTimeout(timer)
      await running
    },
  }
}
