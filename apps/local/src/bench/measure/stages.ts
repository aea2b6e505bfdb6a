import { setTimeout as sleep } from 'node:timers/promises'
import { redisCommand } from '../../faults/rig/redis-command.ts'
import type { Bench } from '../bench.ts'
import { STAGES, type Stage } from '../house/open-house.ts'
import { openMeter, type Cost } from '../usage/open-meter.ts'
import { beginAnew, readTopStatements, type TopStatement } from '../usage/read-postgres.ts'
import { WRITERS } from './throughput.ts'

const LOOK_MS = 20
const TOP = 12

export interface StageFigures {
  /** `all`: together, with the backlog of all that was acknowledged before them. */
  stage: Stage | 'all'
  perSecond: number
  cost: Cost
}

export interface Stages {
  stages: StageFigures[]
  topStatements: TopStatement[]
}

/**
 * A backlog goes through one process after the other, while the others stand still: how fast each is by itself, and what a message costs
 * there. Then once more through worker and sender together: how fast a backlog drains.
 */
export async function measureStages(bench: Bench): Promise<Stages> {
  const { house, plan, tell } = bench
  const stages: StageFigures[] = []
  await beginAnew(house.rig.store)

  const measure = async (stage: StageFigures['stage'], until: () => Promise<unknown>) => {
    tell(stage === 'all' ? 'a backlog drains' : `a backlog goes through the ${stage}`)
    const meter = await openMeter(house, bench.world.pid)
    const startedAt = performance.now()
    house.letRun(stage === 'all' ? STAGES : [stage])
    await until()
    const seconds = (performance.now() - startedAt) / 1000
    stages.push({ stage, perSecond: plan.backlog / seconds, cost: await meter.read(plan.backlog) })
  }

  let answered = writeBacklog(bench)
  await measure('ingress', () => inboundReaches(bench, plan.backlog))
  await measure('worker', () => inboundReaches(bench, 0))
  await measure('sender', () => answered)
  const topStatements = await readTopStatements(house.rig.store, TOP)

  house.letRun(['ingress'])
  answered = writeBacklog(bench)
  await inboundReaches(bench, plan.backlog)
  await measure('all', () => answered)
  return { stages, topStatements }
}

function writeBacklog({ world, house, plan }: Bench): Promise<unknown> {
  return world.talk(house.port, { kind: 'burst', messages: plan.backlog, durationMs: 0, guests: WRITERS })
}

/** Waits until so many inbound jobs wait or are in hand. */
async function inboundReaches({ house }: Bench, count: number): Promise<void> {
  const length = async (state: string) =>
    Number(await redisCommand(house.rig.redisUrl, 'LLEN', `bellhop:inbound:${state}`))
  for (;;) {
    const [waiting, active] = await Promise.all([length('wait'), length('active')])
    if (waiting + active === count) return
    await sleep(LOOK_MS)
  }
}
