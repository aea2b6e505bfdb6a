import type { Measured } from '../run-bench.ts'
import { markdownTable } from './markdown-table.ts'
import { cpuRatioOf, ratioOf } from './targets.ts'

/** Of the ratio that was committed: so much may get lost to the noise of another machine. */
const LEFT_MIN = 2 / 3

/**
 * How near to its ceilings Bellhop was when somebody last looked: `bench/baseline.json`. By its rates, which also show what waits in
 * vain, and by what a message costs the processors, which a neighbour's noise moves little.
 */
export interface Baseline {
  ingressToRoute: number
  ingressToRouteByCpu: number
  pipelineToTwoHops: number
  pipelineToTwoHopsByCpu: number
}

export type Ratio = keyof Baseline

export function toBaseline({ acknowledging, throughput }: Measured): Baseline {
  const { route, ingress } = acknowledging
  const { twoHop, bellhop } = throughput
  return {
    ingressToRoute: ratioOf(ingress, route),
    ingressToRouteByCpu: cpuRatioOf(ingress, route),
    pipelineToTwoHops: ratioOf(bellhop, twoHop),
    pipelineToTwoHopsByCpu: cpuRatioOf(bellhop, twoHop),
  }
}

/** What has become slower by more than a third at every look: a neighbour's noise doesn't come so often, what is slower is slower each time. */
export function findLosses(looks: readonly Baseline[], before: Baseline): Ratio[] {
  return (Object.keys(before) as Ratio[]).filter((name) =>
    looks.every((now) => now[name] < before[name] * LEFT_MIN),
  )
}

export function renderLook(now: Baseline, before: Baseline): string {
  const rows = (Object.keys(now) as Ratio[]).map((name) => [
    name,
    now[name].toFixed(3),
    before[name].toFixed(3),
    now[name] < before[name] * LEFT_MIN ? 'SLOWER' : '',
  ])
  return markdownTable(['ratio to the ceiling', 'now', 'before', ''], rows)
}
