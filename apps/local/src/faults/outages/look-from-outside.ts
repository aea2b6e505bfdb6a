import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AppName, Rig } from '../rig/open-rig.ts'

const LOOK_MS = 1_000
/** A look that takes longer has no answer. */
const ANSWER_MAX_MS = 5_000

/** What an app said of itself at one moment. */
export interface Look {
  app: AppName
  path: '/livez' | '/readyz' | '/metrics'
  /** Of the beginning, on the clock of the run. */
  at: number
  tookMs: number
  /** Null: no answer. */
  status: number | null
  body: string
}

/** Asks every app for its health and figures, as a supervisor does, until the signal. `clock` gives the time of the run. */
export async function lookFromOutside(rig: Rig, clock: () => number, signal: AbortSignal): Promise<Look[]> {
  const looks: Look[] = []
  setMaxListeners(0, signal) // each look that waits for the next
  const paths = ['/livez', '/readyz', '/metrics'] as const
  await Promise.all(
    Object.entries(rig.apps).flatMap(([name, processes]) =>
      processes.flatMap(({ url }) =>
        paths.map(async (path) => {
          while (!signal.aborted) {
            const at = clock()
            looks.push({ app: name as AppName, path, at, ...(await look(`${url}${path}`)) })
            await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined)
          }
        }),
      ),
    ),
  )
  return looks
}

async function look(url: string): Promise<Pick<Look, 'tookMs' | 'status' | 'body'>> {
  const startedAt = performance.now()
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MAX_MS) })
    const body = await answer.text()
    return { tookMs: performance.now() - startedAt, status: answer.status, body }
  } catch {
    return { tookMs: performance.now() - startedAt, status: null, body: '' }
  }
}
