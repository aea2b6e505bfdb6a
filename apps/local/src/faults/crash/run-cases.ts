import type { RunResult, Lane } from './lane.ts'
import type { Mode, Point } from './point.ts'
import type { Scenario } from './scenarios.ts'

/** How often a case is tried whose effect does not come: batches differ from run to run. */
const TRIES_MAX = 2

/** One point of one scenario, broken in one way. */
export interface Case {
  scenario: Scenario
  point: Point
  mode: Mode
}

export interface CaseResult extends Case, Pick<RunResult, 'isBroken' | 'differences'> {
  /** Where the logs of its hotel are. */
  logDir: string
  ms: number
}

export interface RunCasesDeps {
  /** Another hotel, where one does not come to rest. */
  openLane: () => Promise<Lane>
  /** No case begins after it. */
  until: number
  onResult: (result: CaseResult) => void
}

/**
 * Takes cases from the list, one after the other, until it is empty or the time is over, and closes the lane. A case that
 * was not reached comes again last.
 */
export async function runCases(
  first: Lane,
  cases: (Case & { tries?: number })[],
  { openLane, until, onResult }: RunCasesDeps,
): Promise<void> {
  let lane = first
  try {
    for (
      let next = cases.shift();
      next !== undefined;
      next = Date.now() < until ? cases.shift() : undefined
    ) {
      const { scenario, point, mode, tries = 1 } = next
      const startedAt = performance.now()
      const { isAtRest, isBroken, differences } = await runOrGiveUp(lane, next, tries)
      const ms = Math.round(performance.now() - startedAt)
      if (isBroken || differences.length > 0 || tries === TRIES_MAX)
        onResult({ scenario, point, mode, isBroken, differences, logDir: lane.rig.logDir, ms })
      else cases.push({ ...next, tries: tries + 1 })
      if (isAtRest) continue
      await lane.close()
      lane = await openLane()
    }
  } finally {
    await lane.close()
  }
}

/** A run that could not even be followed says nothing about the apps, the first time: it comes again in another hotel. */
async function runOrGiveUp(lane: Lane, one: Case, tries: number): Promise<RunResult> {
  try {
    return await lane.run(one.scenario, one)
  } catch (error) {
    const what = `could not be followed: ${error instanceof Error ? error.name : 'unknown'}`
    const differences = tries === TRIES_MAX ? [{ invariant: 'I8' as const, what }] : []
    return { isAtRest: false, isBroken: false, differences }
  }
}
