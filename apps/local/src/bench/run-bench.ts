import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { measureAcknowledging, type Acknowledging } from './measure/acknowledging.ts'
import { measureGrowth, type Growth } from './measure/growth.ts'
import { measureHotGuest, type HotGuest } from './measure/hot-guest.ts'
import { measureStages, type Stages } from './measure/stages.ts'
import { measureSteady, type Steady } from './measure/steady.ts'
import { measureThroughput, type Throughput } from './measure/throughput.ts'
import { openBench } from './open-bench.ts'
import type { BenchPlan } from './plan.ts'
import { watchOthers } from './usage/watch-others.ts'
import { watchMemory, type Memory } from './usage/watch-memory.ts'

/** All that was measured. What only the whole form measures is null in the short one. */
export interface Measured {
  acknowledging: Acknowledging
  throughput: Throughput
  steady: Steady | null
  stages: Stages | null
  hotGuest: HotGuest | null
  growth: Growth[]
  memory: Memory[]
  /** The share of the time that the process which plays guests and WAHA was busy, at most. */
  worldBusiest: number
  /** The share of the processors that others had meanwhile. */
  othersShare: number
}

export async function runBench(dir: string, plan: BenchPlan, tell: Bench['tell']): Promise<Measured> {
  const bench = await openBench(dir, plan, tell)
  try {
    const { all, postgres, redis } = bench.house.rig
    const memory = watchMemory([
      ...all.map((app) => ({ name: app.name.replace(/-1$/, ''), pid: app.pid() ?? 0 })),
      { name: 'postgres', pid: postgres.pid() },
      { name: 'redis', pid: redis.pid() },
    ])
    const readOthersShare = await watchOthers([postgres.pid(), redis.pid()])
    const acknowledging = await measureAcknowledging(bench)
    memory.begin()
    const throughput = await measureThroughput(bench)
    const whole = plan.isWhole ? await measureWhole(bench, dir, throughput) : null
    return {
      acknowledging,
      throughput,
      steady: whole?.steady ?? null,
      stages: whole?.stages ?? null,
      hotGuest: whole?.hotGuest ?? null,
      growth: whole?.growth ?? [],
      memory: memory.end(),
      worldBusiest: bench.world.busiest(),
      othersShare: await readOthersShare(),
    }
  } finally {
    await bench.close()
  }
}

async function measureWhole(bench: Bench, dir: string, throughput: Throughput) {
  const steady = await measureSteady(bench, throughput)
  const hotGuest = await measureHotGuest(bench, steady.perSecond)
  const stages = await measureStages(bench)
  const growth: Growth[] = []
  for (const messages of bench.plan.grownTo)
    growth.push(await measureGrowth(bench, join(dir, 'grown'), messages))
  return { steady, hotGuest, stages, growth }
}
