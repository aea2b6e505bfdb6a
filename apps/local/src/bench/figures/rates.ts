import { percentile } from '../../faults/overload/summary.ts'

/** What was measured several times, in turns with other things. The median counts; the rest shows how far to trust it. */
export interface Figure {
  median: number
  runs: number[]
}

export function toFigure(runs: readonly number[]): Figure {
  return { median: median(runs), runs: [...runs] }
}

/** Of an even number the mean of the two in the middle; of none NaN. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** How many a second were done with, from the beginning to the last of them, when nothing is left. Times in ms. */
export function rateOf(doneMs: readonly number[]): number {
  return doneMs.length === 0 ? 0 : (doneMs.length / Math.max(...doneMs)) * 1000
}

export interface Latency {
  perSecond: number
  p50: number
  p99: number
}

export function toLatency(perSecond: number, latenciesMs: readonly number[]): Latency {
  const at = (share: number) => percentile(latenciesMs, share)
  return { perSecond, p50: at(0.5), p99: at(0.99) }
}
