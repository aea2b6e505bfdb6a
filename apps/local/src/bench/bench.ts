import type { Child } from './child/open-child.ts'
import type { House } from './house/open-house.ts'
import type { BenchPlan } from './plan.ts'
import type { World } from './world/open-world.ts'
import type { Pace, Talk } from './world/talk.ts'

/** What there is to measure with. `pids` are all processes that something consists of, its servers included. */
export interface Bench {
  plan: BenchPlan
  world: World
  house: House
  /** What can't be beaten. */
  bare: {
    route: { port: number; pid: number }
    pipeline: { run(pace: Pace): Promise<Talk>; pids: readonly number[] }
    insert: { child: Child; pids: readonly number[] }
  }
  /** What is simple. Webhooks go to the port. */
  naive: { port: number; pids: readonly number[]; databaseUrl: string }
  tell: (step: string) => void
}
