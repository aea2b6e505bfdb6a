import type { Measured } from '../run-bench.ts'
import { ratioOf } from './targets.ts'

/** Of the ratio that was committed: so much may get lost to the noise of another machine. */
const LEFT_MIN = 2 / 3

/** How near to its ceilings Bellhop was when somebody last looked: `bench/baseline.json`. */
export interface Baseline {
  ingressToRoute: number
  pipelineToTwoHops: number
}

export function toBaseline({ acknowledging, throughput }: Measured): Baseline {
  return {
    ingressToRoute: ratioOf(acknowledging.ingress, acknowledging.route),
    pipelineToTwoHops: ratioOf(throughput.bellhop, throughput.twoHop),
  }
}

/** What has become slower by more than a third. */
export function findLosses(now: Baseline, before: Baseline): string[] {
  return (Object.keys(before) as (keyof Baseline)[]).flatMap((name) =>
    now[name] >= before[name] * LEFT_MIN
      ? []
      : [`${name} is ${now[name].toFixed(3)} and was ${before[name].toFixed(3)}`],
  )
}
