import type { Lane } from './lane.ts'
import { modesOf, pointsOf } from './points.ts'
import type { Case } from './run-cases.ts'
import type { Scenario } from './scenarios.ts'
import type { Unbroken } from './verdicts.ts'

const RECORDINGS = 3
const IDLE_MS = 6_000

/** Plays each scenario unbroken and gives every way in which an effect of it can be broken. */
export async function discover(
  lane: Lane,
  scenarios: readonly Scenario[],
): Promise<{ cases: Case[]; unbroken: Unbroken[] }> {
  const idle = await lane.recordIdle(IDLE_MS)
  const cases: Case[] = []
  const unbroken: Unbroken[] = []
  for (const scenario of scenarios) {
    const recordings = []
    for (let number = 1; number <= RECORDINGS; number += 1) {
      const { effects, differences } = await lane.record(scenario)
      recordings.push(effects)
      unbroken.push({ scenario: scenario.name, differences })
    }
    for (const point of pointsOf(recordings, idle))
      cases.push(...modesOf(point).map((mode) => ({ scenario, point, mode })))
  }
  return { cases, unbroken }
}
