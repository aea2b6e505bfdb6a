import { redisCommand } from '../../faults/rig/redis-command.ts'
import type { Bench } from '../bench.ts'
import type { Latency } from '../figures/rates.ts'
import { compare, type Contender, type Turn } from './turn.ts'

/** So many ask at once, each as soon as it was answered: as fast as it goes. */
const ASKERS = 100
const CONNECTIONS_MAX = 200

export interface Acknowledging {
  route: Contender
  ingress: Contender
  /** Of both at half of what the ingress can take at most. */
  latency: { route: Latency; ingress: Latency } | null
}

/** Webhooks that are acknowledged: by the ingress, whose worker stands still, and by a route that does no more than it must. */
export async function measureAcknowledging(bench: Bench): Promise<Acknowledging> {
  const { plan, world, house, bare, tell } = bench
  house.letRun(['ingress'])
  const redis = house.rig.redis.pid()
  const route = { port: bare.route.port, pids: [bare.route.pid, redis] }
  const ingress = { port: house.port, pids: [house.rig.apps.ingress[0]?.pid() ?? 0, redis] }

  const turnOf = (port: number, name: string) => async (): Promise<Turn> => {
    tell(`acknowledgements: ${name}`)
    const run = await world.load(port, { kind: 'closed', askers: ASKERS, durationMs: plan.turnMs })
    return { perSecond: run.accepted / run.seconds, messages: run.accepted }
  }
  const contests = {
    route: { pids: route.pids, turn: turnOf(route.port, 'the bare route') },
    ingress: { pids: ingress.pids, turn: turnOf(ingress.port, 'the ingress') },
  }
  // Each once before it counts.
  for (const { turn } of Object.values(contests)) await turn()
  const peaks = await compare(plan.rounds, contests)

  const perSecond = peaks.ingress.perSecond.median / 2
  const latencyOf = async (port: number): Promise<Latency> => {
    tell(`acknowledgements: latency at ${Math.round(perSecond)}/s`)
    const durationMs = plan.turnMs
    const run = await world.load(port, {
      kind: 'open',
      perSecond,
      connectionsMax: CONNECTIONS_MAX,
      durationMs,
    })
    return { perSecond, p50: run.acceptedP50, p99: run.acceptedP99 }
  }
  const latency = plan.isWhole
    ? { route: await latencyOf(route.port), ingress: await latencyOf(ingress.port) }
    : null
  // Nobody shall work off what was only written to be acknowledged.
  await redisCommand(house.rig.redisUrl, 'FLUSHALL')
  return { ...peaks, latency }
}
