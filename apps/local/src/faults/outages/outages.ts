import { join } from 'node:path'
import type { Rig } from '../rig/open-rig.ts'
import type { Phase } from '../verdict.ts'
import { DEPENDENCIES } from './dependencies.ts'
import { judgeOutage } from './judge-outage.ts'
import { openOutageRig, runOutage } from './run-outage.ts'

const AWAY_MS = 60_000
const AWAY_LONG_MS = 600_000

/** Each dependency is away for a while, all at the same time, each for a hotel of its own. */
export const outages: Phase = async ({ dir, isLong, onProgress }) => {
  const awayMs = isLong ? AWAY_LONG_MS : AWAY_MS
  const hotels: { rig: Rig; dependency: (typeof DEPENDENCIES)[number]; dir: string }[] = []
  try {
    // One after the other, and all before the first outage: so many processes that start would look like one.
    for (const dependency of DEPENDENCIES) {
      onProgress(`${dependency.name}: the hotel opens`)
      const own = join(dir, dependency.name.replace(' ', '-'))
      hotels.push({ rig: await openOutageRig(own), dependency, dir: own })
    }
    const cases = await Promise.allSettled(
      hotels.map(async ({ rig, dependency, dir: own }) => {
        const tell = (step: string) => onProgress(`${dependency.name} ${step}`)
        return judgeOutage(
          dependency,
          awayMs,
          await runOutage(rig, dependency, { dir: own, awayMs, onProgress: tell }),
        )
      }),
    )
    // Only when all have come to their end.
    return cases.flatMap((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
  } finally {
    await Promise.all(hotels.map(({ rig }) => rig.close()))
  }
}
