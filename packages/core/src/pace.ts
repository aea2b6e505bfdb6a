const MINUTE_MS = 60_000

/**
 * The pause between two sends on a line that resumed that long ago: three times as long in its first minute, twice in its
 * second. What waited during an outage doesn't leave in a burst, which WhatsApp would take for a robot's. 0 stays 0.
 */
export function rampedIntervalMs(intervalMs: number, sinceResumeMs: number | null): number {
  if (sinceResumeMs === null || sinceResumeMs >= 2 * MINUTE_MS) return intervalMs
  return intervalMs * (sinceResumeMs < MINUTE_MS ? 3 : 2)
}
