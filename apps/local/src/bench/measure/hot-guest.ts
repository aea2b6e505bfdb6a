import type { Bench } from '../bench.ts'
import { rateOf, toLatency, type Latency } from '../figures/rates.ts'
import { ACTIVE } from '../plan.ts'
import { talkAt, waitsOf } from './steady.ts'

/** What the others write, of the largest steady rate. */
const OTHERS = 0.2
/** Messages that the hot guest has unanswered at any time. */
const UNANSWERED = 20
const HOT = { first: ACTIVE - 1, count: 1 }
const OTHER_GUESTS = { first: 0, count: ACTIVE - 1 }

export interface HotGuest {
  /** Replies that one guest who doesn't wait for them gets. */
  perSecond: number
  /** What the others wait, with and without. */
  quiet: Latency
  flooded: Latency
}

/** One guest writes as fast as the answers come, and faster, while the others go on. */
export async function measureHotGuest(bench: Bench, steadyRate: number): Promise<HotGuest> {
  const { world, house, plan, tell } = bench
  const perSecond = steadyRate * OTHERS
  const durationMs = plan.turnMs
  const calm = { kind: 'open', perSecond, durationMs } as const
  const [quiet, flooded, rates]: number[][] = [[], [], []]
  for (let round = 0; round < plan.rounds; round += 1) {
    tell('one hot guest: quiet')
    quiet?.push(...waitsOf(await talkAt(bench, calm, OTHER_GUESTS)))
    tell('one hot guest: writes')
    const [others, hot] = await world.talk(
      house.port,
      { ...calm, guests: OTHER_GUESTS },
      { kind: 'window', unanswered: UNANSWERED, durationMs, guests: HOT },
    )
    flooded?.push(...waitsOf(others))
    rates?.push(rateOf(hot.repliedMs))
  }
  return {
    perSecond: (rates ?? []).reduce((sum, rate) => sum + rate, 0) / plan.rounds,
    quiet: toLatency(perSecond, quiet ?? []),
    flooded: toLatency(perSecond, flooded ?? []),
  }
}
