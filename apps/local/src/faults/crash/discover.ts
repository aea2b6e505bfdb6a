import type { Effects, Lane } from './lane.ts'
import { modesOf, pointsOf } from './points.ts'
import type { Case } from './run-cases.ts'
import type { Scenario } from './scenarios.ts'
import type { Unbroken } from './verdicts.ts'

const RECORDINGS = 3
const IDLE_MS = 6_000

/** Plays each scenario unbroken, in whichever lane is free, and gives every way in which an effect of it can be broken. */
export async function discover(
  lanes: readonly Lane[],
  scenarios: readonly Scenario[],
): Promise<{ cases: Case[]; unbroken: Unbroken[] }> {
  const [first, ...others] = lanes
  if (first === undefined) return { cases: [], unbroken: [] }
  const unbroken: Unbroken[] = []
  const recordings = new Map<Scenario, Effects[]>()
  const waiting = [...scenarios]

  async function record(lane: Lane): Promise<void> {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      const found: Effects[] = []
      for (let number = 1; number <= RECORDINGS; number += 1) {
        const { effects, differences } = await lane.record(scenario)
        found.push(effects)
        unbroken.push({ scenario: scenario.name, differences })
      }
      recordings.set(scenario, found)
    }
  }

  const recordingIdle = first.recordIdle(IDLE_MS)
  await Promise.all([recordingIdle.then(() => record(first)), ...others.map(record)])
  const idle = await recordingIdle
  const cases = scenarios.flatMap((scenario) =>
    pointsOf(recordings.get(scenario) ?? [], idle).flatMap((point) =>
      modesOf(point).map((mode) => ({ scenario, point, mode })),
    ),
  )
  return { cases, unbroken }
}
