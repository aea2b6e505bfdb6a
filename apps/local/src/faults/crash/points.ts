import type { AppName } from '../rig/open-rig.ts'
import { APPS, type Effects } from './lane.ts'
import { MODES, type Mode, type Point } from './point.ts'

const READS = /^(?:postgres (?:SELECT|in transaction)|redis (?:get|h)|http send GET)/

/** A worker looks for jobs by itself too, but here it takes them. */
const TAKES_JOBS = /^redis moveToActive /

/**
 * Every effect that a scenario has, and none that timers have anyway: those of `recordings` without the names of `idle`. What
 * comes a different number of times in each, since batches differ, counts as often as in the longest.
 */
export function pointsOf(recordings: readonly Effects[], idle: Effects): Point[] {
  return APPS.flatMap((app) => {
    const background = new Set(idle.get(app))
    const counts = recordings.map((effects) => countNames(effects.get(app) ?? []))
    const names = new Set(counts.flatMap((count) => [...count.keys()]))
    return [...names]
      .filter((name) => !background.has(name) || TAKES_JOBS.test(name))
      .flatMap((effect) => repeat(app, effect, Math.max(...counts.map((count) => count.get(effect) ?? 0))))
  })
}

/**
 * A read, and a statement of a transaction before its COMMIT, leave nothing behind: a process that dies there is the same to
 * all others as one that dies before the next effect that does. So only the loss of the answer is a case of its own.
 */
export function modesOf({ effect }: Point): readonly Mode[] {
  return READS.test(effect) ? ['lost'] : MODES
}

function repeat(app: AppName, effect: string, times: number): Point[] {
  return Array.from({ length: times }, (_, index) => ({ app, effect, occurrence: index + 1 }))
}

function countNames(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
