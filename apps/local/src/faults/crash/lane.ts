import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '@bellhop/gateways/waha/simulator'
import { openBoardQueues, type BoardQueues } from '@bellhop/queue'
import { compose, createLogger } from '@bellhop/runtime'
import { openRig, type AppName, type Rig } from '../rig/open-rig.ts'
import type { Difference } from './compare-run.ts'
import { checkInGuest } from './guest.ts'
import { play } from './play.ts'
import type { Mode, Point, ToChild } from './point.ts'
import type { Scenario } from './scenarios.ts'
import { watchChild, type Child } from './watch-child.ts'

export const APPS = ['ingress', 'worker', 'sender', 'console'] as const satisfies readonly AppName[]

const REST_MS = 40_000
/** How far back a claim is moved: to where the database takes its holder for dead. */
const CLAIM_AGE_S = 60

const ENV = {
  SEND_RATE_PER_LINE: '0',
  STALE_AFTER: 'off',
  BACKLOG_SETTLE: '0s',
  // It would bring back what a crash has lost, and nobody would see it.
  GAP_REPAIR_EVERY: 'off',
}

export type Effects = ReadonlyMap<AppName, readonly string[]>

export interface RunResult {
  /** The effect came, and was broken. */
  isBroken: boolean
  /** Nothing is under way any more: else this hotel is not to be used again. */
  isAtRest: boolean
  differences: Difference[]
}

/** A hotel of its own, in which one guest after the other plays a scenario. */
export interface Lane {
  rig: Rig
  run(scenario: Scenario, broken: { point: Point; mode: Mode }): Promise<RunResult>
  /** Plays it unbroken: what each app does from its first step proper on. */
  record(scenario: Scenario): Promise<{ effects: Effects; differences: Difference[] }>
  /** What each app does while nothing happens. */
  recordIdle(ms: number): Promise<Effects>
  close(): Promise<void>
}

export interface LaneOptions {
  dir: string
  engine: Engine
  /** What node runs for an app. */
  argsOf: (app: AppName) => readonly string[]
}

export async function openLane({ dir, engine, argsOf }: LaneOptions): Promise<Lane> {
  return compose(async (defer) => {
    const rig = await openRig({
      dir,
      apps: { ingress: 1, worker: 1, sender: 1, console: 1 },
      env: ENV,
      waha: { engine, acks: [], retries: { attempts: 1_000, delayMs: 100 } },
      argsOf,
    })
    defer(() => rig.close())
    const log = createLogger({ name: 'crash', level: 'silent' })
    const board = await openBoardQueues({ queueUrl: rig.redisUrl, log, lines: ['default'] })
    defer(() => board.close())
    const children = watchAll(rig)
    defer(() => {
      for (const child of children.values()) child.leave()
    })
    let guests = 0

    async function playWith(scenario: Scenario, hooks: Parameters<typeof play>[3]) {
      const guest = await checkInGuest(rig.store, (guests += 1))
      const onLook = () => ageClaims(rig, children.get('sender'))
      const stage = { rig, queues: board.queues, restMs: REST_MS, onLook }
      const { left, differences } = await play(stage, guest, scenario, hooks)
      const also = [
        ...(left === null ? [] : [`does not come to rest: ${left}`]),
        ...[...children.values()].flatMap((child) => child.takeStrangeDeaths()),
        ...(await findFailedJobs(board)),
      ]
      const isAtRest = left === null
      return {
        isAtRest,
        differences: [...differences, ...also.map((what) => ({ invariant: 'I8' as const, what }))],
      }
    }

    const orderAll = async (order: ToChild) => {
      await Promise.all([...children.values()].map((child) => child.order(order)))
    }
    const met = (): Effects => new Map([...children].map(([app, child]) => [app, child.met()]))

    return {
      rig,
      async run(scenario, { point, mode }) {
        const { app, effect, occurrence } = point
        const child = children.get(app)
        const order = { type: 'arm', effect, occurrence, mode } as const
        const result = await playWith(scenario, {
          onBegin: async () => child?.order(order),
          onEnd: () => orderAll({ type: 'rest' }),
        })
        return { ...result, isBroken: child?.isBroken() ?? false }
      },
      async record(scenario) {
        const { differences } = await playWith(scenario, {
          onBegin: () => orderAll({ type: 'record' }),
          onEnd: () => orderAll({ type: 'rest' }),
        })
        return { effects: met(), differences }
      },
      async recordIdle(ms) {
        await orderAll({ type: 'record' })
        await sleep(ms)
        await orderAll({ type: 'rest' })
        return met()
      },
    }
  })
}

function watchAll({ apps }: Rig): Map<AppName, Child> {
  return new Map(APPS.flatMap((app) => apps[app].map((process) => [app, watchChild(process)] as const)))
}

/** A sender that died leaves its claims for a minute: here they have aged at once. */
async function ageClaims({ store }: Rig, sender: Child | undefined): Promise<void> {
  const diedAt = sender?.diedAt() ?? null
  if (diedAt === null) return
  await store.prisma.$executeRaw`
    UPDATE messages SET claimed_at = claimed_at - ${CLAIM_AGE_S}::int * interval '1 s'
    WHERE status = 'sending' AND claimed_at < ${diedAt}::timestamptz
      AND claimed_at > ${diedAt}::timestamptz - ${CLAIM_AGE_S}::int * interval '1 s'`
}

async function findFailedJobs({ queues }: BoardQueues): Promise<string[]> {
  const counts = await Promise.all(
    queues.map(async (queue) => [queue.name, (await queue.getJobCounts('failed'))['failed'] ?? 0] as const),
  )
  // A ring that failed is not repeated: the sweep rings again.
  return counts
    .filter(([name, count]) => count > 0 && !name.startsWith('outbound'))
    .map(([name, count]) => `${count} jobs of ${name} have failed`)
}
