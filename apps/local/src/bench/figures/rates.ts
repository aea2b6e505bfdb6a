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

/** How many of these moments a second there were, once it was under way: its first quarter is left out. Times in ms. */
export function rateOf(timesMs: readonly number[], durationMs: number): number {
  const from = durationMs / 4
  const within = timesMs.filter((time) => time >= from && time < durationMs)
  return (within.length / (durationMs - from)) * 1000
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
