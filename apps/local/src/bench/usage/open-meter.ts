import type { House } from '../house/open-house.ts'
import { readCpuMs } from './read-cpu.ts'
import { readPostgresUse } from './read-postgres.ts'
import { readRedisUse } from './read-redis.ts'

/** What a message has cost, by who paid for it. */
export interface Cost {
  cpuMs: Record<Payer, number>
  statements: number
  postgresBusyMs: number
  walBytes: number
  redisCommands: number
  redisScripts: number
  redisReads: number
}

type Payer = (typeof PAYERS)[number]

export const PAYERS = ['ingress', 'worker', 'sender', 'postgres', 'redis', 'world'] as const

export interface Meter {
  /** Since it was opened, per message. */
  read(messages: number): Promise<Cost>
}

export async function openMeter(house: House, worldPid: number): Promise<Meter> {
  const before = await readAll(house, worldPid)
  return {
    async read(messages) {
      const after = await readAll(house, worldPid)
      const per = (pick: (all: Counted) => number) => (pick(after) - pick(before)) / messages
      return {
        cpuMs: Object.fromEntries(
          PAYERS.map((payer, at) => [payer, per(({ cpu }) => cpu[at] ?? 0)]),
        ) as Cost['cpuMs'],
        statements: per(({ postgres }) => postgres.statements),
        postgresBusyMs: per(({ postgres }) => postgres.busyMs),
        walBytes: per(({ postgres }) => postgres.walBytes),
        redisCommands: per(({ redis }) => redis.commands),
        redisScripts: per(({ redis }) => redis.scripts),
        redisReads: per(({ redis }) => redis.reads),
      }
    },
  }
}

type Counted = Awaited<ReturnType<typeof readAll>>

async function readAll({ rig }: House, worldPid: number) {
  const { ingress, worker, sender } = rig.apps
  const apps = [ingress, worker, sender].map(([app]) => app?.pid() ?? 0)
  const [cpu, postgres, redis] = await Promise.all([
    Promise.all([...apps, rig.postgres.pid(), rig.redis.pid(), worldPid].map(readCpuMs)),
    readPostgresUse(rig.store),
    readRedisUse(rig.redisUrl),
  ])
  return { cpu, postgres, redis }
}
