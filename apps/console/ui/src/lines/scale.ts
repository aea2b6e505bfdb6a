const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Tops of an axis whose halves are as round as they are. */
const COUNTS = [2, 4, 6, 8, 10, 12, 16]
const COUNTS_MAX = 16
const TIMES = [
  ...[10, 20, 60].map((seconds) => seconds * SECOND),
  ...[2, 4, 10, 20, 40, 60].map((minutes) => minutes * MINUTE),
  ...[2, 4, 8, 12, 24, 48].map((hours) => hours * HOUR),
]

/** Where an axis of counts ends: above all of them, and never at 0. */
export function topOfCounts(values: readonly number[]): number {
  const max = Math.max(0, ...values)
  let unit = 1
  while (max > COUNTS_MAX * unit) unit *= 10
  return (COUNTS.find((count) => count * unit >= max) ?? COUNTS_MAX) * unit
}

/** The same of times, in ms. */
export function topOfTimes(values: readonly (number | null)[]): number {
  const max = Math.max(0, ...values.map((value) => value ?? 0))
  return TIMES.find((time) => time >= max) ?? Math.ceil(max / (48 * HOUR)) * 48 * HOUR
}

/** A time in its largest unit, with one digit behind the point while it is small. */
export function inUnit(ms: number): { unit: 'seconds' | 'minutes' | 'hours'; value: number } {
  if (ms < MINUTE) return { unit: 'seconds', value: Math.round(ms / SECOND) }
  if (ms < HOUR) return { unit: 'minutes', value: rounded(ms / MINUTE) }
  return { unit: 'hours', value: rounded(ms / HOUR) }
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value)
}

/** The parts of a line between its gaps: places of values that follow each other. */
export function runsOf(values: readonly (number | null)[]): number[][] {
  const runs: number[][] = []
  for (const [at, value] of values.entries()) {
    if (value === null) continue
    const last = runs.at(-1)
    if (last?.at(-1) === at - 1) last.push(at)
    else runs.push([at])
  }
  return runs
}
