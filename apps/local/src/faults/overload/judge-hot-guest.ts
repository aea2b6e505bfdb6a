import type { Verdict } from '../verdict.ts'
import { percentile } from './summary.ts'

const FACTOR_MAX = 1.5
/** Below that a difference is the machine's and nobody's wait. */
const FLOOR_MS = 50

/** From a message of a guest who does not flood until WAHA has the answer. Null: never answered. */
export interface Wait {
  isFlood: boolean
  ms: number | null
}

export function judgeHotGuest(waits: readonly Wait[], flooded: number): Verdict {
  const of = (isFlood: boolean) =>
    waits.flatMap(({ ms, ...wait }) => (ms === null || wait.isFlood !== isFlood ? [] : [ms]))
  const [quiet, flood] = [percentile(of(false), 0.99), percentile(of(true), 0.99)]
  const unanswered = waits.filter(({ ms }) => ms === null).length
  const words = `p99 ${Math.round(quiet)} ms without, ${Math.round(flood)} ms with the flood`
  return {
    invariant: 'I9',
    promise: 'a guest who floods does not slow the others: their p99 at most 1.5x',
    faults: `one guest writes 1,000 messages a minute, ${flooded} in all`,
    events: `${waits.length} messages of others; ${words}`,
    violations: [
      ...(flood > Math.max(quiet * FACTOR_MAX, quiet + FLOOR_MS) ? [words] : []),
      ...(unanswered > 0 ? [`${unanswered} were not answered`] : []),
    ],
  }
}
