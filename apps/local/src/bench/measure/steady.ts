import type { Bench } from '../bench.ts'
import { toLatency, type Latency } from '../figures/rates.ts'
import { isSteady, searchSteadyRate } from '../figures/steady.ts'
import type { Talk } from '../world/talk.ts'
import { WRITERS } from './throughput.ts'

const HALF = 0.5
const SHARES = [0.1, HALF, 0.9]
/** Of what was seen to be done with a full window: within these the largest steady rate is looked for. */
const [FROM, TO] = [0.4, 1.2]

export interface Steady {
  /** Messages a second that can be kept up without a growing backlog. */
  perSecond: number
  /** At a tenth, half and nine tenths of it, from when a message was due to when its reply had arrived. */
  latency: (Latency & { share: number })[]
}

export async function measureSteady(bench: Bench, throughput: number): Promise<Steady> {
  const { plan, tell } = bench
  const perSecond = await searchSteadyRate(
    { from: throughput * FROM, to: throughput * TO, triesMax: plan.steadyTries },
    async (rate) => {
      const isKept = isSteady(await talkAt(bench, rate, plan.steadyMs), plan.steadyMs)
      tell(`steady rate: ${Math.round(rate)}/s ${isKept ? 'is kept up' : 'is too much'}`)
      return isKept
    },
  )
  const latency = []
  for (const share of SHARES) {
    tell(`latency at ${Math.round(share * 100)} % of ${Math.round(perSecond)}/s`)
    const rate = perSecond * share
    const durationMs = share === HALF ? plan.halfLatencyMs : plan.latencyMs
    latency.push({ share, ...toLatency(rate, waitsOf(await talkAt(bench, rate, durationMs))) })
  }
  return { perSecond, latency }
}

export async function talkAt(
  { world, house }: Bench,
  perSecond: number,
  durationMs: number,
  guests = WRITERS,
): Promise<Talk> {
  const [talk] = await world.talk(house.port, { kind: 'open', perSecond, durationMs, guests })
  return talk
}

export function waitsOf({ dueMs, repliedMs }: Talk): number[] {
  return dueMs.map((due, number) => (repliedMs[number] ?? Number.POSITIVE_INFINITY) - due)
}
