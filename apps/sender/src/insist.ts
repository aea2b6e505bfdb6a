import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseUnavailable } from '@bellhop/store'

const PAUSE_MIN_MS = 100
const PAUSE_MAX_MS = 2_000
const ENDING_GRACE_MS = 3_000

/**
 * Repeats the work for as long as Postgres does not answer: once the sender ends, for 3 s more. Throws what else goes
 * wrong, and in the end Postgres' absence.
 */
export async function insist<T>(work: () => Promise<T>, ending: AbortSignal): Promise<T> {
  let deadline = Infinity
  for (let pauseMs = PAUSE_MIN_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)) {
    try {
      return await work()
    } catch (error) {
      if (ending.aborted) deadline = Math.min(deadline, performance.now() + ENDING_GRACE_MS)
      if (!isDatabaseUnavailable(error) || performance.now() >= deadline) throw error
      await pause(pauseMs, ending)
    }
  }
}

async function pause(ms: number, ending: AbortSignal): Promise<void> {
  if (ending.aborted) return sleep(ms)
  // The end cuts the pause short, and the work is tried at once.
  await sleep(ms, undefined, { signal: ending }).catch(() => undefined)
}
