import { BROKEN, LATE, type Asked } from './load.ts'

const ACCEPTED = 200
const PUT_OFF = 503

/** What a run of load came to. Times in ms. */
export interface Summary {
  seconds: number
  offered: number
  accepted: number
  putOff: number
  broken: number
  late: number
  /** Answers that are neither 200 nor a 503 with Retry-After, by what they were. */
  others: number[]
  acceptedP50: number
  acceptedP99: number
  putOffP50: number
  putOffP99: number
}

export function summarise(asked: readonly Asked[], durationMs: number): Summary {
  const of = (outcome: number) =>
    asked.filter((one) => one.outcome === outcome).map(({ latencyMs }) => latencyMs)
  const [accepted, putOff] = [of(ACCEPTED), of(PUT_OFF)]
  return {
    seconds: durationMs / 1000,
    offered: asked.length,
    accepted: accepted.length,
    putOff: putOff.length,
    broken: of(BROKEN).length,
    late: of(LATE).length,
    others: asked.map(({ outcome }) => outcome).filter((outcome) => !KNOWN.has(outcome)),
    acceptedP50: percentile(accepted, 0.5),
    acceptedP99: percentile(accepted, 0.99),
    putOffP50: percentile(putOff, 0.5),
    putOffP99: percentile(putOff, 0.99),
  }
}

const KNOWN = new Set([ACCEPTED, PUT_OFF, BROKEN, LATE])

/** 0 of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
