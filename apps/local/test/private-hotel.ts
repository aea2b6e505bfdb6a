import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose, createLogger } from '@bellhop/runtime'
import { prepareQueue } from '@bellhop/queue'
import { deployMigrations, newId, openStore } from '@bellhop/store'
import { buildHotel } from '../src/build-hotel.ts'
import { startPostgres } from '../src/servers/postgres.ts'
import { findRedisBinary, startRedis } from '../src/servers/redis.ts'
import { redisCommand } from '../src/faults/rig/redis-command.ts'

export const HMAC_KEY = 'hmac-key-of-the-tests'
const ANY_PORTS = { ingress: 0, console: 0, worker: 0, sender: 0, waha: 0, h2h: 0 }

export type PrivateHotel = Awaited<ReturnType<typeof openPrivateHotel>>

/** A hotel on servers of its own, that keep on the disk what production keeps. Everything that it logs is kept too. */
export async function openPrivateHotel() {
  return compose(async (defer) => {
    const root = await mkdtemp(join(tmpdir(), 'bellhop-erase-'))
    // Postgres may run as somebody else.
    await chmod(root, 0o755)
    defer(() => rm(root, { recursive: true, force: true }))
    const dirs = { postgres: join(root, 'postgres'), redis: join(root, 'redis'), media: join(root, 'media') }
    await mkdir(dirs.media)
    const postgres = await startPostgres({ dataDir: dirs.postgres })
    defer(() => postgres.close())
    const redis = await startRedis(findRedisBinary() ?? '', { dataDir: dirs.redis })
    defer(() => redis.close())
    // Compressed words can't be found.
    await redisCommand(redis.url, 'CONFIG', 'SET', 'rdbcompression', 'no')
    await deployMigrations(postgres.url)

    const logged: string[] = []
    const log = createLogger({
      name: 'test',
      level: 'trace',
      pretty: false,
      destination: { write: (line) => void logged.push(line) },
    })
    await prepareQueue(redis.url, log)
    const env = {
      DATABASE_URL: postgres.url,
      QUEUE_URL: redis.url,
      MEDIA_DIR: dirs.media,
      WAHA_WEBHOOK_HMAC_KEYS: HMAC_KEY,
      CONSOLE_PASSWORD: 'password-of-the-tests',
      CONSOLE_SESSION_SECRET: randomBytes(16).toString('hex'),
      CONSOLE_API_KEYS: 'api-key-of-the-tests',
      SEND_RATE_PER_LINE: '0',
      SEND_TYPING: 'false',
      STALE_AFTER: 'off',
      BACKLOG_SETTLE: '0s',
      GAP_REPAIR_EVERY: '1s',
    }
    const hotel = await buildHotel({
      env,
      ports: ANY_PORTS,
      logFor: () => log,
      overrides: { worker: { sweepIntervalMs: 250, gapRepair: { lookIntervalMs: 250, graceMs: 0 } } },
      waha: { retries: { attempts: 15, delayMs: 50 } },
    })
    defer(() => hotel.close())
    const recorder = await startRecorder(`${hotel.ingress.url}/webhook/waha`)
    defer(() => recorder.close())
    hotel.waha.sendWebhooksTo(recorder.url)
    const store = openStore({ databaseUrl: postgres.url, poolMax: 3, applicationName: 'test' })
    defer(() => store.close())

    return {
      ...hotel,
      env,
      dirs,
      log,
      logged,
      store,
      redisUrl: redis.url,
      webhooks: recorder.webhooks,
      async guest(phone: string, name: string) {
        const checkIns = { create: [{ id: newId(), roomNumber: '101', checkedInAt: new Date('2020-01-01') }] }
        await store.prisma.guest.create({ data: { id: newId(), phone, name, locale: 'en', checkIns } })
      },
    }
  })
}

/** A webhook as it was posted. */
export interface Webhook {
  body: Buffer
  signature: string
}

/** Stands before the ingress, passes all on, and remembers it. */
async function startRecorder(target: string) {
  const webhooks: Webhook[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = []
      for await (const piece of request) pieces.push(piece as Buffer)
      const webhook = { body: Buffer.concat(pieces), signature: String(request.headers['x-webhook-hmac']) }
      webhooks.push(webhook)
      response.writeHead(await post(target, webhook)).end()
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return {
    url: `http://127.0.0.1:${port}/`,
    webhooks,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Posts a webhook; gives the status of the answer. */
export async function post(target: string, { body, signature }: Webhook): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-webhook-hmac': signature }
  const answer = await fetch(target, { method: 'POST', headers, body: new Uint8Array(body) })
  await answer.arrayBuffer()
  return answer.status
}
