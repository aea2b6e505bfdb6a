const FIRST_MS = 1_000
const CAP_MS = 60_000

/** Of the agent router: a guest whose agent is missing gets it within half a minute of its return. */
export const AGENT_RETRY_MAX_MS = 30_000

/**
 * The pause after the failed attempt with that number, from 1: it doubles from 1 s up to `capMs`. `jitter` from [0, 1) takes
 * up to half of it away, so that what failed together doesn't come back together.
 */
export function retryDelayMs(attempt: number, jitter: number, capMs = CAP_MS): number {
  const full = Math.min(capMs, FIRST_MS * 2 ** (Math.max(1, attempt) - 1))
  return Math.round(full * (1 - jitter / 2))
}
