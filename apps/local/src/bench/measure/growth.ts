import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { openHouse } from '../house/open-house.ts'
import { settle } from '../house/settle.ts'
import { ACTIVE, GROWN_GUESTS, HMAC_KEY, LINES } from '../plan.ts'
import { contestOf } from './throughput.ts'
import { compare, type Contender } from './turn.ts'

export interface Growth {
  messages: number
  /** The house without a past, and the one with so many messages, in turns. */
  young: Contender
  grown: Contender
}

/** Another house, with a past and many more guests: how much slower it is. */
export async function measureGrowth(bench: Bench, dir: string, messages: number): Promise<Growth> {
  const { world, house, plan, tell } = bench
  tell(`a hotel with ${messages} messages moves in`)
  const filling = { guests: GROWN_GUESTS, active: ACTIVE, messages, lines: LINES }
  const options = { wahaUrl: world.wahaUrl, hmacKey: HMAC_KEY, filling, tell }
  const grown = await openHouse(join(dir, String(messages)), options)
  try {
    const contests = {
      young: contestOf(bench, house, 'Bellhop without a past'),
      grown: contestOf(bench, grown, `Bellhop with ${messages} messages`),
    }
    // Once before it counts.
    await contests.grown.turn()
    await settle(grown.rig.postgres.url())
    return { messages, ...(await compare(plan.rounds, contests)) }
  } finally {
    await grown.close()
  }
}
