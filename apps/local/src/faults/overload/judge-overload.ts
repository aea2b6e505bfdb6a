import type { Verdict } from '../verdict.ts'
import type { Summary } from './summary.ts'

const LATE_SHARE_MAX = 0.01
const PUT_OFF_P99_MAX_MS = 2_000
const GROWTH_MAX = 1.25
const BASELINE_FACTOR = 2
const BASELINE_FLOOR_MS = 50

export interface OverloadRecord {
  /** What was done, in words. */
  faults: string
  /** 200s a second at the peak. */
  peak: number
  /** The share of it that must be left, 0 to 1. */
  goodputMin: number
  summary: Summary
}

/** What one overload came to. All bounds on speed are ratios within the run. */
export function judgeOverload({ faults, peak, goodputMin, summary }: OverloadRecord): Verdict[] {
  const { seconds, offered, accepted, putOff, broken, late, others, putOffP50, putOffP99 } = summary
  const goodput = accepted / seconds / peak
  return [
    {
      invariant: 'I12',
      promise: `goodput stays at ${percent(goodputMin)} of the peak or more`,
      faults,
      events: `${Math.round(offered / seconds)}/s offered, ${percent(goodput)} of the peak accepted`,
      violations: goodput < goodputMin ? [`${percent(goodput)} of the peak`] : [],
    },
    {
      invariant: 'I12',
      promise: 'the excess is answered 503 with Retry-After, quickly',
      faults,
      events: `${putOff} put off, p50 ${Math.round(putOffP50)} ms, p99 ${Math.round(putOffP99)} ms; ${late} late`,
      violations: [
        ...(putOffP99 > PUT_OFF_P99_MAX_MS ? [`p99 of ${Math.round(putOffP99)} ms`] : []),
        ...(late > offered * LATE_SHARE_MAX ? [`${late} without an answer within 8 s`] : []),
        ...(broken > 0 ? [`${broken} connections broke`] : []),
        ...(others.length > 0 ? [`answered ${[...new Set(others)].join(', ')}`] : []),
      ],
    },
  ]
}

/**
 * Whether more overload takes no more memory than less of it did before. `tops`: the most that it held in each overload, in MB, in
 * their order.
 */
export function judgeFlat({
  what,
  faults,
  tops,
  maxMb,
}: {
  what: string
  faults: string
  tops: readonly number[]
  maxMb: number
}): Verdict {
  const words = `${tops.map((mb) => Math.round(mb)).join(', then ')} MB at most`
  const [first = 0] = tops
  const top = Math.max(0, ...tops)
  return {
    invariant: 'I12',
    promise: `the memory of ${what} is flat`,
    faults,
    events: words,
    violations: top > maxMb || top > first * GROWTH_MAX ? [words] : [],
  }
}

/** Whether the time to a 200 is what it was before, soon after the load has gone. */
export function judgeRecovery(before: Summary, after: Summary): Verdict {
  const boundMs = Math.max(before.acceptedP99 * BASELINE_FACTOR, before.acceptedP99 + BASELINE_FLOOR_MS)
  return {
    invariant: 'I12',
    promise: 'back to normal within 10 s',
    faults: 'the load drops to 0.5x',
    events: `p99 ${Math.round(before.acceptedP99)} ms before, ${Math.round(after.acceptedP99)} ms after`,
    violations: [
      ...(after.acceptedP99 > boundMs ? [`p99 of ${Math.round(after.acceptedP99)} ms`] : []),
      ...(after.accepted < after.offered ? [`${after.offered - after.accepted} not accepted`] : []),
    ],
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`
