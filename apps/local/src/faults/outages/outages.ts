import { join } from 'node:path'
import type { Phase, Verdict } from '../verdict.ts'
import { DEPENDENCIES } from './dependencies.ts'
import { judgeOutage } from './judge-outage.ts'
import { runOutage } from './run-outage.ts'

const AWAY_MS = 60_000
const AWAY_LONG_MS = 600_000

/** Each dependency is away for a while, all at the same time, each for a hotel of its own. */
export const outages: Phase = async ({ dir, isLong, onProgress }) => {
  const awayMs = isLong ? AWAY_LONG_MS : AWAY_MS
  const inTurn = createTurns()
  const cases = await Promise.allSettled(
    DEPENDENCIES.map(async (dependency): Promise<Verdict[]> => {
      const record = await runOutage(dependency, {
        dir: join(dir, dependency.name.replace(' ', '-')),
        awayMs,
        inTurn,
        onProgress: (step) => onProgress(`${dependency.name} ${step}`),
      })
      return judgeOutage(dependency, awayMs, record)
    }),
  )
  // Only when each has cleaned up after itself.
  return cases.flatMap((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

function createTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
