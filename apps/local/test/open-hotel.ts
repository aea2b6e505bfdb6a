import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WahaSimulatorOptions } from '@bellhop/gateways/waha/simulator'
import { prepareQueue } from '@bellhop/queue'
import { createLogger, type Logger } from '@bellhop/runtime'
import { newId, openStore, type Store } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'
import { inject } from 'vitest'
import { buildHotel, type Hotel, type HotelOptions } from '../src/build-hotel.ts'

export const API_KEY = 'api-key-of-the-tests'
export const HMAC_KEY = 'hmac-key-of-the-tests'
export const CONSOLE_PASSWORD = 'password-of-the-tests'

const ANY_PORTS = { ingress: 0, console: 0, worker: 0, sender: 0, waha: 0, h2h: 0 }

export interface TestHotel extends Hotel {
  store: Store
  /** Separates its queues from those of others on the same Redis. */
  queuePrefix: string
  /** Makes a guest, with a stay in that room or none. */
  guest(facts: { phone: string; name?: string; locale?: string; room?: string | null }): Promise<string>
  /** Calls the console's API. */
  api(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>
}

/** The hotel of `npm start` on servers of the test run, without pacing, and with a sweep that doesn't let a test wait. */
export async function openHotel(
  backend: 'redis' | 'postgres',
  env: NodeJS.ProcessEnv = {},
  simulator: WahaSimulatorOptions = {},
  overrides: HotelOptions['overrides'] = { worker: { sweepIntervalMs: 250 } },
  log: Logger = createLogger({ name: 'test', level: 'silent' }),
): Promise<TestHotel> {
  const database = await createTestDatabase(inject('postgres'))
  const queueUrl = backend === 'redis' ? (inject('redis') ?? '') : database.url
  await prepareQueue(queueUrl, log)
  const mediaDir = await mkdtemp(join(tmpdir(), 'bellhop-media-'))
  const queuePrefix = `test_${randomBytes(6).toString('hex')}`
  const hotel = await buildHotel({
    env: {
      DATABASE_URL: database.url,
      QUEUE_URL: queueUrl,
      WAHA_WEBHOOK_HMAC_KEYS: HMAC_KEY,
      MEDIA_DIR: mediaDir,
      CONSOLE_PASSWORD,
      CONSOLE_SESSION_SECRET: 's'.repeat(32),
      CONSOLE_API_KEYS: API_KEY,
      SEND_RATE_PER_LINE: '0',
      SEND_TYPING: 'false',
      STALE_AFTER: 'off',
      BACKLOG_SETTLE: '0s',
      ...env,
    },
    ports: ANY_PORTS,
    logFor: () => log,
    queuePrefix,
    overrides,
    waha: { retries: { attempts: 15, delayMs: 50 }, ...simulator },
  })
  const store = openStore({ databaseUrl: database.url, poolMax: 3 })

  return {
    ...hotel,
    store,
    queuePrefix,
    async guest({ phone, name = 'Budi Santoso', locale = 'id', room = '101' }) {
      const id = newId()
      const checkIns =
        room === null ? [] : [{ id: newId(), roomNumber: room, checkedInAt: new Date('2020-01-01') }]
      await store.prisma.guest.create({ data: { id, phone, name, locale, checkIns: { create: checkIns } } })
      return id
    },
    async api(method, path, body) {
      const answer = await fetch(`${hotel.console.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${API_KEY}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          'idempotency-key': newId(),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    async close() {
      await hotel.close()
      await store.close()
      await database.drop()
      await rm(mediaDir, { recursive: true, force: true })
    },
  }
}
