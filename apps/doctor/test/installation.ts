import { startH2hSimulator, type H2hSimulator } from '@bellhop/gateways/h2h/simulator'
import {
  startWahaSimulator,
  type SessionConfig,
  type WahaSimulator,
  type WahaSimulatorOptions,
} from '@bellhop/gateways/waha/simulator'
import { inspectQueue, type RedisFacts } from '@bellhop/queue'
import { compose } from '@bellhop/runtime'
import { inspectDatabase, openStore, type DatabaseFacts, type Store } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'
import { inject } from 'vitest'
import type { DoctorConfig } from '../src/config.ts'
import type { Eyes } from '../src/look-around.ts'
import { startStandInIngress, type StandInIngress } from './stand-in-ingress.ts'

export const HMAC_KEY = 'secret-key-of-webhooks'
export const API_KEY = 'secret-key-of-waha'

export interface Installation {
  config: DoctorConfig
  /** What differs from a real look: the servers of the tests are fast, forgetful and busy. */
  database: Partial<DatabaseFacts>
  queue: Partial<RedisFacts>
  eyes: Partial<Eyes>
  store: Store
  waha: WahaSimulator
  h2h: H2hSimulator
  ingress: StandInIngress
  /** The session config that the README asks for, changed. */
  configure(change: (config: GoodConfig) => unknown): void
  close(): Promise<void>
}

export type GoodConfig = ReturnType<typeof goodConfig>

/** Everything that the doctor looks at, and all of it well. */
export async function openInstallation(options: WahaSimulatorOptions = {}): Promise<Installation> {
  return compose(async (defer) => {
    const testDatabase = await createTestDatabase(inject('postgres'))
    defer(() => testDatabase.drop())
    const store = openStore({ databaseUrl: testDatabase.url, poolMax: 2 })
    defer(() => store.close())
    await store.prisma.line.create({ data: { line: 'default', lastEventAt: new Date() } })
    const waha = await startWahaSimulator({ apiKey: API_KEY, hmacKey: HMAC_KEY, ...options })
    defer(() => waha.close())
    const h2h = await startH2hSimulator()
    defer(() => h2h.close())
    const ingress = await startStandInIngress([HMAC_KEY])
    defer(() => ingress.close())

    const good = () => goodConfig(`${ingress.url}/webhook/waha`)
    waha.setSessionConfig('default', good())
    const database: Partial<DatabaseFacts> = {
      settings: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
      connections: 10,
      roundTripMs: 0.2,
      commitMs: 1,
    }
    const queue: Partial<RedisFacts> = {
      appendOnly: 'yes',
      appendFsync: 'always',
      failedSaves: [],
      maxBytes: 0,
      roundTripMs: 0.2,
      writeMs: 1,
    }
    return {
      config: {
        databaseUrl: testDatabase.url,
        queueUrl: inject('redis') ?? '',
        waha: { host: waha.url, apiPath: '/api/sendText', apiKey: API_KEY },
        lines: ['default'],
        hmacKeys: [HMAC_KEY],
        ingressUrl: ingress.url,
        agentRouterHost: h2h.url,
      },
      database,
      queue,
      eyes: {
        inspectDatabase: async (url) => ({ ...(await inspectDatabase(url)), ...database }),
        inspectQueue: async (url) => {
          const facts = await inspectQueue(url)
          return facts.backend === 'redis' ? { ...facts, ...queue } : facts
        },
      },
      store,
      waha,
      h2h,
      ingress,
      configure: (change) => waha.setSessionConfig('default', change(good()) as SessionConfig),
    }
  })
}

function goodConfig(url: string) {
  return {
    webhooks: [
      {
        url,
        events: [
          'message.any',
          'message.ack',
          'message.edited',
          'message.revoked',
          'message.reaction',
          'session.status',
        ],
        hmac: { key: HMAC_KEY },
        retries: { policy: 'constant', delaySeconds: 5, attempts: 720 },
      },
    ],
    ignore: { status: true, groups: true, channels: true, broadcast: true },
    noweb: { store: { enabled: true, fullSync: false } },
  }
}

/** Changes the one webhook of the line. */
export function changeHook({ configure }: Installation, change: object): void {
  configure((good) => ({ ...good, webhooks: good.webhooks.map((webhook) => ({ ...webhook, ...change })) }))
}

export function changeUrl(url: string, change: { password?: string; pathname?: string }): string {
  return Object.assign(new URL(url), change).href
}
