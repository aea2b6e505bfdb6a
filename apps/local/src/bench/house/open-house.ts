import { compose } from '@bellhop/runtime'
import { openRig, type AppName, type Rig } from '../../faults/rig/open-rig.ts'
import { fillHouse, type Filling } from './fill-house.ts'

/** Production's, but for what would only measure pauses that are there on purpose. */
const ENV = {
  SEND_RATE_PER_LINE: '0',
  SEND_TYPING: 'false',
  BACKLOG_SETTLE: '0s',
  GAP_REPAIR_EVERY: 'off',
  INBOUND_MAX: '10000000',
  LOG_LEVEL: 'info',
}
const POSTGRES = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'off',
}

export type Stage = 'ingress' | 'worker' | 'sender'

/** A whole Bellhop that is measured: one process of each app, on servers of its own that are as durable as production's. */
export interface House {
  readonly rig: Rig
  /** Where webhooks go to. */
  readonly port: number
  /** The named ones run, and the others stand still until they are named again: what is not measured costs nothing. */
  letRun(stages: readonly Stage[]): void
  close(): Promise<void>
}

export interface HouseOptions {
  wahaUrl: string
  hmacKey: string
  filling: Filling
  tell: (step: string) => void
  /** What node runs for an app. Default: what production runs. */
  argsOf?: (app: AppName) => readonly string[]
}

export function openHouse(
  dir: string,
  { wahaUrl, hmacKey, filling, tell, argsOf }: HouseOptions,
): Promise<House> {
  return compose(async (defer) => {
    const rig = await openRig({
      dir,
      apps: { ingress: 1, worker: 1, sender: 1, console: 0 },
      env: { ...ENV, WAHA_HOST: wahaUrl, WAHA_WEBHOOK_HMAC_KEYS: hmacKey },
      waha: { lines: [...filling.lines], acks: [] },
      isLinked: false,
      postgresSettings: POSTGRES,
      ...(argsOf && { argsOf }),
    })
    defer(() => rig.close())
    await fillHouse(rig.postgres.url(), filling, tell)
    await rig.store.prisma.$executeRaw`CREATE EXTENSION pg_stat_statements`
    return {
      rig,
      port: rig.apps.ingress[0]?.port ?? 0,
      letRun(stages) {
        for (const stage of STAGES)
          for (const app of rig.apps[stage])
            if (stages.includes(stage)) app.cont()
            else app.stop()
      },
    }
  })
}

export const STAGES: readonly Stage[] = ['ingress', 'worker', 'sender']

/** All that it consists of. */
export function pidsOf({ rig }: House): number[] {
  return [...rig.all.map((app) => app.pid() ?? 0), rig.postgres.pid(), rig.redis.pid()]
}
