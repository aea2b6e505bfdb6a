import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startH2hSimulator, type H2hSimulator } from '@bellhop/gateways/h2h/simulator'
import { startWahaSimulator, type WahaSimulator } from '@bellhop/gateways/waha/simulator'
import { compose } from '@bellhop/runtime'
import { deployMigrations, openStore, type Store } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'
import { inject } from 'vitest'
import { findRedisBinary, startRedis } from '../../src/servers/redis.ts'
import { startReleaseProcess, type LogLine, type ReleaseProcess } from './release-process.ts'
import { ROOT, type ReleaseTree } from './release-tree.ts'

const SECRET = 'secret-of-the-upgrade-secret-of-the-upgrade'
/** What any release may bring, whatever this one does. */
const EXPANSION = join(import.meta.dirname, 'expansion')

type AppName = 'ingress' | 'worker' | 'sender' | 'console'

export interface Upgrade {
  store: Store
  waha: WahaSimulator
  h2h: H2hSimulator
  redisUrl: string
  /** Starts an app of the previous release or of this one. */
  start(release: 'previous' | 'this', app: AppName, env?: NodeJS.ProcessEnv): Promise<ReleaseProcess>
  /** Brings the database from the previous release's schema to this one's, and further. */
  migrate(): Promise<void>
  /** Guests who stay. */
  checkIn(phones: readonly string[]): Promise<void>
  /** Asks that console for a session's other mode; gives the status of the answer. */
  setMode(at: ReleaseProcess, sessionId: string, mode: 'agent' | 'manual'): Promise<number>
  /** What all of them have called an error so far. */
  errors(): LogLine[]
  close(): Promise<void>
}

/** A hotel whose database and queue are the previous release's, on which processes of both releases may run. */
export async function openUpgrade(tree: ReleaseTree): Promise<Upgrade> {
  return compose<Omit<Upgrade, 'close'>>(async (defer) => {
    const dir = await mkdtemp(join(tmpdir(), 'bellhop-upgrade-'))
    defer(() => rm(dir, { recursive: true, force: true }))
    const database = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
    defer(() => database.drop())
    await deployMigrations(database.url, tree.migrationsDir)
    // Of its own: the mains of the previous release know no prefix.
    const redis = await startRedis(findRedisBinary() ?? '')
    defer(() => redis.close())
    const waha = await startWahaSimulator({
      apiKey: SECRET,
      hmacKey: SECRET,
      retries: { attempts: 3_600, delayMs: 200 },
    })
    defer(() => waha.close())
    const h2h = await startH2hSimulator({ apiKey: SECRET })
    defer(() => h2h.close())
    const store = openStore({ databaseUrl: database.url, poolMax: 3 })
    defer(() => store.close())
    const starting: Promise<ReleaseProcess>[] = []
    const started: ReleaseProcess[] = []
    defer(async () => {
      await Promise.allSettled(starting)
      await Promise.all(started.map((process) => process.kill()))
    })

    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url,
      QUEUE_URL: redis.url,
      WAHA_HOST: waha.url,
      WAHA_API_KEY: SECRET,
      WAHA_WEBHOOK_HMAC_KEYS: SECRET,
      H2H_AGENT_ROUTER_HOST: h2h.url,
      H2H_AGENT_ROUTER_API_KEY: SECRET,
      MEDIA_DIR: join(dir, 'media'),
      CONSOLE_PASSWORD: SECRET,
      CONSOLE_SESSION_SECRET: SECRET,
      CONSOLE_API_KEYS: SECRET,
      SEND_RATE_PER_LINE: '0',
      SEND_TYPING: 'false',
      STALE_AFTER: 'off',
      BACKLOG_SETTLE: '0s',
    }
    return {
      store,
      waha,
      h2h,
      redisUrl: redis.url,
      async start(release, app, more = {}) {
        const root = release === 'previous' ? tree.root : ROOT
        const start = startReleaseProcess(root, app, { ...env, ...more })
        starting.push(start)
        const process = await start
        started.push(process)
        if (app === 'ingress') waha.sendWebhooksTo(`${process.url}/webhook/waha`)
        return process
      },
      async migrate() {
        await deployMigrations(database.url)
        await deployMigrations(database.url, EXPANSION)
      },
      async checkIn(phones) {
        await store.prisma.$executeRaw`
          WITH guest AS (
            INSERT INTO guests (id, phone, name, locale)
            SELECT gen_random_uuid(), phone, 'Budi Santoso', 'id' FROM unnest(${phones}::text[]) AS phone RETURNING id
          )
          INSERT INTO check_ins (id, guest_id, room_number, checked_in_at)
          SELECT gen_random_uuid(), id, '101', '2020-01-01' FROM guest`
      },
      async setMode(at, sessionId, mode) {
        const { status } = await fetch(`${at.url}/api/sessions/${sessionId}`, {
          method: 'PATCH',
          headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
          body: JSON.stringify({ mode }),
        })
        return status
      },
      errors: () => started.flatMap((process) => process.errors()),
    }
  })
}
