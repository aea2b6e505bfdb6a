import type { Verdict } from '../verdict.ts'
import { kindOf } from './arrange.ts'
import type { Difference, Promised } from './compare-run.ts'
import { MODES, showPoint } from './point.ts'
import type { Case, CaseResult } from './run-cases.ts'

const PROMISES: Record<Promised, string> = {
  I1: 'what was accepted is stored',
  I2: 'one message has one row',
  I3: 'one open session at most',
  I4: 'exactly one welcome a session',
  I5: 'sessions begin and end as in the sequential reference',
  I6: "a guest's messages leave in order",
  I7: 'nothing is sent twice, and what is called sent was sent',
  I8: 'no try is spent, nothing is set aside or left undone',
  I9: 'the messages are those of the sequential reference',
}
const WORDS = { before: 'kill before', after: 'kill after', lost: 'answer lost' }

export interface Unbroken {
  scenario: string
  differences: readonly Difference[]
}

/** A line for each invariant. `planned` are all the cases that there are, whether there was time for them or not. */
export function verdictsOf(
  results: readonly CaseResult[],
  unbroken: readonly Unbroken[],
  planned: readonly Case[],
): Verdict[] {
  const broken = results.filter(({ isBroken }) => isBroken)
  const faults = MODES.map(
    (mode) => `${WORDS[mode]} x${broken.filter((one) => one.mode === mode).length}`,
  ).join(', ')
  const scenarios = new Set(results.map(({ scenario }) => scenario.name)).size
  const points = new Set(results.map(({ scenario, point }) => `${scenario.name} ${showPoint(point)}`)).size
  const missed = results.length - broken.length
  const events =
    `${results.length} of ${planned.length} runs, ${scenarios} scenarios, ${points} points, ` +
    `${countKinds(broken)} of ${countKinds(planned)} kinds of break` +
    (missed === 0 ? '' : `, ${missed} not reached`)
  return Object.entries(PROMISES).map(([invariant, promise]) => ({
    invariant,
    promise,
    faults,
    events,
    violations: [
      ...unbroken.flatMap(({ scenario, differences }) =>
        say(invariant, `${scenario}, unbroken`, differences),
      ),
      ...results.flatMap(({ scenario, point, mode, differences }) =>
        say(invariant, `${scenario.name}, ${WORDS[mode]} ${showPoint(point)}`, differences),
      ),
    ],
  }))
}

function countKinds(cases: readonly Case[]): number {
  return new Set(cases.map(kindOf)).size
}

function say(invariant: string, where: string, differences: readonly Difference[]): string[] {
  return differences.filter((one) => one.invariant === invariant).map(({ what }) => `${where}: ${what}`)
}
