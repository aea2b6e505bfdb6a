import type { GuestKey } from '@bellhop/store'

export interface LaterApplies {
  /** Applies these guests after a while. For a guest that is on the list already, the later time counts. */
  add(keys: readonly GuestKey[], afterMs: number): void
  /** Forgets them all, and waits for those under way. */
  stop(): Promise<void>
}

/** Second looks at guests: after a backlog's hold, and after somebody else had the lock. The sweep is behind it. */
export function createLaterApplies(apply: (keys: readonly GuestKey[]) => Promise<void>): LaterApplies {
  const timers = new Map<GuestKey, { timer: NodeJS.Timeout; dueAt: number }>()
  const running = new Set<Promise<void>>()

  return {
    add(keys, afterMs) {
      const dueAt = performance.now() + afterMs
      for (const key of keys) {
        const known = timers.get(key)
        if (known !== undefined && known.dueAt >= dueAt) continue
        clearTimeout(known?.timer)
        const timer = setTimeout(() => {
          timers.delete(key)
          const run = apply([key]).finally(() => running.delete(run))
          running.add(run)
        }, afterMs)
        timers.set(key, { timer, dueAt })
      }
    },
    async stop() {
      for (const { timer } of timers.values()) clearTimeout(timer)
      timers.clear()
      await Promise.allSettled(running)
    },
  }
}
