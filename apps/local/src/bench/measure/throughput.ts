import type { Bench } from '../bench.ts'
import { rateOf } from '../figures/rates.ts'
import { pidsOf, STAGES, type House } from '../house/open-house.ts'
import { settle } from '../house/settle.ts'
import { ACTIVE, UNDER_WAY } from '../plan.ts'
import type { Pace, Talk } from '../world/talk.ts'
import { compare, type Contender, type Contest, type Turn } from './turn.ts'

/** Short: so many rows fill Postgres' log, and what it writes out for that hits the turns of others. */
const INSERT_MS = 1_000

export const WRITERS = { first: 0, count: ACTIVE }

export interface Throughput {
  twoHop: Contender
  bellhop: Contender
  /** With what WAHA tells of each reply, as in production. */
  told: Contender | null
  naive: Contender | null
  insert: Contender | null
}

/** From webhook to reply, as fast as it goes with so many unanswered at any time: the same for what can't be faster, and for what is simple. */
export async function measureThroughput(bench: Bench): Promise<Throughput> {
  const { plan, bare, naive, house, tell } = bench
  const durationMs = plan.turnMs
  const bellhop = contestOf(bench, house, 'Bellhop')
  const twoHop = {
    pids: bare.pipeline.pids,
    async turn(): Promise<Turn> {
      tell('throughput: two bare hops')
      return toTurn(await bare.pipeline.run(fullWindow(durationMs)))
    },
  }
  const others = {
    told: {
      pids: bellhop.pids,
      async turn(): Promise<Turn> {
        tell('throughput: Bellhop, with echoes and acks')
        const plan = { ...fullWindow(durationMs), guests: WRITERS }
        return toTurn(await bench.world.talkAndTell(house.port, plan))
      },
    },
    naive: {
      pids: naive.pids,
      turn() {
        tell('throughput: the naive pipeline')
        return talkAtFull(bench, naive.port)
      },
    },
    insert: {
      pids: bare.insert.pids,
      async turn(): Promise<Turn> {
        tell('throughput: bare inserts')
        const perSecond = await bare.insert.child.ask<number>('run', INSERT_MS)
        return { perSecond, messages: (perSecond * INSERT_MS) / 1000 }
      },
    },
  }

  tell('warms up')
  await twoHop.turn()
  if (plan.isWhole) await others.insert.turn()
  const warmUp = { ...bench, plan: { ...plan, turnMs: plan.warmUpMs } }
  house.letRun(STAGES)
  await talkAtFull(warmUp, house.port)
  await settle(house.rig.postgres.url())
  if (!plan.isWhole)
    return { ...(await compare(plan.rounds, { twoHop, bellhop })), told: null, naive: null, insert: null }
  await talkAtFull(warmUp, naive.port)
  await settle(naive.databaseUrl)
  return compare(plan.rounds, { twoHop, bellhop, ...others })
}

/** A whole Bellhop. While others have their turn it is there, and idle, as they are. */
export function contestOf(bench: Bench, house: House, name: string): Contest {
  return {
    pids: pidsOf(house),
    turn() {
      bench.tell(`throughput: ${name}`)
      return talkAtFull(bench, house.port)
    },
  }
}

async function talkAtFull({ world, plan }: Bench, port: number): Promise<Turn> {
  const [talk] = await world.talk(port, { ...fullWindow(plan.turnMs), guests: WRITERS })
  return toTurn(talk)
}

function fullWindow(durationMs: number): Pace {
  return { kind: 'window', unanswered: UNDER_WAY, durationMs }
}

/** What counts is what arrives. */
function toTurn({ repliedMs }: Talk): Turn {
  return { perSecond: rateOf(repliedMs), messages: repliedMs.length }
}
