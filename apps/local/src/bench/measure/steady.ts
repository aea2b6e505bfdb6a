import type { Bench } from '../bench.ts'
import { toLatency, type Latency } from '../figures/rates.ts'
import { isSteady, searchSteadyRate } from '../figures/steady.ts'
import type { Pace, Talk } from '../world/talk.ts'
import { WRITERS, type Throughput } from './throughput.ts'

const HALF = 0.5
const SHARES = [0.1, HALF, 0.9]
/** Bare hops show soon whether they can follow. */
const HOPS_MS = 2_500

export interface Steady {
  /** Messages a second that can be kept up without a growing backlog. */
  perSecond: number
  /** The same of two bare hops. */
  twoHopPerSecond: number
  /** At a tenth, half and nine tenths of Bellhop's, from when a message was due to when its reply had arrived. */
  latency: (Latency & { share: number })[]
}

export async function measureSteady(bench: Bench, { bellhop, twoHop }: Throughput): Promise<Steady> {
  const { plan, bare, tell } = bench
  const twoHopPerSecond = await searchOf(bench, {
    name: 'two bare hops',
    // With more under way they do far more than with a full window.
    range: { from: twoHop.perSecond.median * 0.8, to: twoHop.perSecond.median * 2.4 },
    durationMs: HOPS_MS,
    run: (pace) => bare.pipeline.run(pace),
  })
  const perSecond = await searchOf(bench, {
    name: 'Bellhop',
    range: { from: bellhop.perSecond.median * 0.4, to: bellhop.perSecond.median * 1.2 },
    durationMs: plan.steadyMs,
    run: (pace) => talkAt(bench, pace),
  })
  const latency = []
  for (const share of SHARES) {
    tell(`latency at ${Math.round(share * 100)} % of ${Math.round(perSecond)}/s`)
    const rate = perSecond * share
    const durationMs = share === HALF ? plan.halfLatencyMs : plan.latencyMs
    const talk = await talkAt(bench, { kind: 'open', perSecond: rate, durationMs })
    latency.push({ share, ...toLatency(rate, waitsOf(talk)) })
  }
  return { perSecond, twoHopPerSecond, latency }
}

interface Searched {
  name: string
  /** Messages a second within which its largest steady rate lies. */
  range: { from: number; to: number }
  durationMs: number
  run(pace: Pace): Promise<Talk>
}

function searchOf({ plan, tell }: Bench, { name, range, durationMs, run }: Searched): Promise<number> {
  return searchSteadyRate({ ...range, triesMax: plan.steadyTries }, async (perSecond) => {
    const isKept = isSteady(await run({ kind: 'open', perSecond, durationMs }), durationMs)
    tell(`steady rate of ${name}: ${Math.round(perSecond)}/s ${isKept ? 'is kept up' : 'is too much'}`)
    return isKept
  })
}

export async function talkAt({ world, house }: Bench, pace: Pace, guests = WRITERS): Promise<Talk> {
  const [talk] = await world.talk(house.port, { ...pace, guests })
  return talk
}

export function waitsOf({ dueMs, repliedMs }: Talk): number[] {
  return dueMs.map((due, number) => (repliedMs[number] ?? Number.POSITIVE_INFINITY) - due)
}
