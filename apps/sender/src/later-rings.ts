import type { Doorbells, OutboundRing } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'

/** What is due later than this is the sweep's. */
const LATEST_MS = 2 * 60_000
const RINGS_MAX = 10_000
/** Postgres' clock and this one's timers don't agree to the millisecond. */
const MARGIN_MS = 20

export interface LaterRings {
  /** Rings for this guest after a while; a later word replaces an earlier one. */
  add(ring: OutboundRing, afterMs: number): void
  stop(): void
}

/** Rings for what becomes due: the sweep would too, but only every few seconds. */
export function createLaterRings(doorbells: Pick<Doorbells, 'ringOutbound'>, log: Logger): LaterRings {
  const timers = new Map<string, NodeJS.Timeout>()

  return {
    add(ring, afterMs) {
      const key = `${ring.line} ${ring.guestId}`
      clearTimeout(timers.get(key))
      timers.delete(key)
      if (afterMs > LATEST_MS || timers.size >= RINGS_MAX) return
      const timer = setTimeout(
        () => {
          timers.delete(key)
          doorbells
            .ringOutbound([ring])
            .catch((err: unknown) => log.warn({ err, line: ring.line }, 'could not ring, the sweep will'))
        },
        Math.max(0, afterMs) + MARGIN_MS,
      )
      timers.set(key, timer)
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
