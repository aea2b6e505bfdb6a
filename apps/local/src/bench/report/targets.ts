import { median } from '../figures/rates.ts'
import type { Measured } from '../run-bench.ts'
import type { Contender } from '../measure/turn.ts'

/** What is wanted, and what was found. Above `wanted` is better, or below it. */
export interface Target {
  name: string
  found: number
  wanted: number
  better: 'above' | 'below'
  unit: '' | 'ms' | 'MB'
}

const INGRESS_MIN = 0.8
const TWO_HOP_MIN = 0.5
const NAIVE_MIN = 6
const P99_MS_MAX = 50
const GROWN_MIN = 0.85
const RSS_MB_MAX = 200

export function holds({ found, wanted, better }: Target): boolean {
  return better === 'above' ? found >= wanted : found <= wanted
}

/** The promises, as far as this run has measured them. */
export function toTargets({ acknowledging, throughput, steady, growth, memory }: Measured): Target[] {
  const { twoHop, naive, bellhop } = throughput
  const atHalf = steady?.latency.find(({ share }) => share === 0.5)
  const ratio = (name: string, found: number, wanted: number): Target => {
    return { name, found, wanted, better: 'above', unit: '' }
  }
  const bound = (name: string, found: number, wanted: number, unit: 'ms' | 'MB'): Target => {
    return { name, found, wanted, better: 'below', unit }
  }
  return [
    ratio('ingress / bare route', ratioOf(acknowledging.ingress, acknowledging.route), INGRESS_MIN),
    ratio('full window / two bare hops', ratioOf(bellhop, twoHop), TWO_HOP_MIN),
    ...(naive ? [ratio('full window / naive pipeline', ratioOf(bellhop, naive), NAIVE_MIN)] : []),
    ...(steady
      ? [ratio('steady rate / two bare hops', steady.perSecond / steady.twoHopPerSecond, TWO_HOP_MIN)]
      : []),
    ...(steady && naive
      ? [ratio('steady rate / naive pipeline', steady.perSecond / naive.perSecond.median, NAIVE_MIN)]
      : []),
    ...(atHalf ? [bound('p99 at half the steady rate', atHalf.p99, P99_MS_MAX, 'ms')] : []),
    ...growth.map(({ messages, grown, young }) =>
      ratio(`with ${messages / 1e6} million messages / none`, ratioOf(grown, young), GROWN_MIN),
    ),
    ...memory
      .filter(({ name }) => APPS.has(name))
      .map(({ name, topMb }) => bound(`memory of the ${name}`, topMb, RSS_MB_MAX, 'MB')),
  ]
}

const APPS = new Set(['ingress', 'worker', 'sender'])

/** Turn by turn, since those that stood beside each other had the same machine; then the median. */
export function ratioOf(one: Contender, other: Contender): number {
  const { runs } = other.perSecond
  return median(one.perSecond.runs.map((rate, at) => rate / (runs[at] ?? Number.NaN)))
}

/** By what a message costs the processors: 1 if it costs as little as with the other. Of the best turns, since a noise can only add to it. */
export function cpuRatioOf(one: Contender, other: Contender): number {
  return Math.min(...other.cpuMs.runs) / Math.min(...one.cpuMs.runs)
}
