import { setTimeout as sleep } from 'node:timers/promises'
import { HandBackError } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import { failureReason, isDatabaseUnavailable } from '@bellhop/store'
import { createBeforeTheEnd } from './before-the-end.ts'

const PAUSE_MIN_MS = 200
const PAUSE_MAX_MS = 5_000

export interface OutageGateDeps {
  ping: () => Promise<void>
  /** Stop and go on taking jobs. */
  pause: () => Promise<void>
  resume: () => Promise<void>
  log: Logger
  /** Aborted when the worker ends: then nobody waits any longer. */
  signal: AbortSignal
}

/**
 * Runs work, and again after Postgres was away: a try counts only when Postgres answered (I10). If the worker ends
 * before that, the job is handed back.
 */
export interface OutageGate {
  run: <T>(work: () => Promise<T>) => Promise<T>
}

export function createOutageGate({ ping, pause, resume, log, signal }: OutageGateDeps): OutageGate {
  const beforeTheEnd = createBeforeTheEnd(signal)
  let outage: Promise<void> | null = null

  async function waitUntilAnswered(reason: string): Promise<void> {
    log.error({ reason }, 'postgres does not answer, no more jobs are taken')
    await pause()
    for (let pauseMs = PAUSE_MIN_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)) {
      await sleep(pauseMs, undefined, { signal }).catch(handBack)
      if (await answers(ping)) break
    }
    outage = null
    await resume()
    log.info('postgres answers again')
  }

  async function insist<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error
        if (signal.aborted) throw new HandBackError({ cause: error })
        outage ??= waitUntilAnswered(failureReason(error))
        await outage
      }
    }
  }

  return { run: (work) => beforeTheEnd(insist(work)) }
}

/** For work that will be begun anew anyway: it waits for nothing, and is handed back at once while Postgres is away. */
export const noWaiting: OutageGate = {
  async run(work) {
    try {
      return await work()
    } catch (error) {
      if (isDatabaseUnavailable(error)) handBack(error)
      throw error
    }
  },
}

function handBack(cause: unknown): never {
  throw new HandBackError({ cause })
}

async function answers(ping: () => Promise<void>): Promise<boolean> {
  try {
    await ping()
    return true
  } catch {
    return false // the probe's answer is the point
  }
}
