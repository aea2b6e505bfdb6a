import { rm, writeFile } from 'node:fs/promises'
import { prepareQueue } from '@bellhop/queue'
import { compose, createLogger, StartupError, type App, type Defer, type Logger } from '@bellhop/runtime'
import { deployMigrations, openStore, seedHotel, type SeededGuest } from '@bellhop/store'
import { buildHotel, type Hotel, type HotelPorts } from './build-hotel.ts'
import { findRunning, openDataDir, type DataDir } from './data-dir.ts'
import { findFreePort } from './servers/free-port.ts'
import { startPostgres } from './servers/postgres.ts'
import { findRedisBinary, startRedis } from './servers/redis.ts'

const PREFERRED_PORTS: HotelPorts = {
  waha: 3000,
  h2h: 8000,
  ingress: 8080,
  console: 8081,
  worker: 8082,
  sender: 8083,
}
/** Replies come within a second or two: a person is looking. */
const SEND_RATE = '2/s'
const TYPING_PAUSE_MS = 500
const SECOND_MS = 1000
/** As production has them: an hour. */
const WEBHOOK_RETRIES = { attempts: 720, delayMs: 5_000 }
/** What the panel says should stay in sight. */
const LOG_LEVEL = 'warn'

export interface LocalOptions {
  dataDir: string
  fresh: boolean
  env: NodeJS.ProcessEnv
  /** Told what is under way. */
  onProgress: (step: string) => void
}

export interface Local extends App {
  hotel: Hotel
  secrets: DataDir['secrets']
  guests: readonly SeededGuest[]
  /** The queue backend that this machine has. */
  backend: 'redis' | 'postgres'
}

/** A whole hotel on this machine and nothing else: its own Postgres, Redis where there is one, simulated WAHA and H2H. */
export async function buildLocal({ dataDir, fresh, env, onProgress }: LocalOptions): Promise<Local> {
  return compose(async (defer) => {
    const log = createLogger({ name: 'local', level: 'warn' })
    await refuseSecondStart(dataDir)
    const dir = await openDataDir(dataDir, fresh)
    onProgress('starting Postgres')
    const postgres = await startPostgres({ dataDir: dir.postgres })
    defer(() => postgres.close())
    const { queueUrl, backend } = await openQueueServer(dir, postgres.url, onProgress, defer)

    onProgress('preparing the database')
    await deployMigrations(postgres.url)
    await prepareQueue(queueUrl, log)
    const guests = await seed(postgres.url)

    onProgress('starting the apps')
    const { secrets } = dir
    const hotel = await buildHotel({
      env: {
        SEND_RATE_PER_LINE: SEND_RATE,
        SEND_RATE_PER_CHAT: SEND_RATE,
        CONSOLE_PASSWORD: secrets.consolePassword,
        CONSOLE_SESSION_SECRET: secrets.consoleSessionSecret,
        CONSOLE_API_KEYS: secrets.consoleApiKey,
        MEDIA_DIR: dir.media,
        LOG_LEVEL,
        ...env,
        DATABASE_URL: postgres.url,
        QUEUE_URL: queueUrl,
        WAHA_WEBHOOK_HMAC_KEYS: secrets.webhookHmacKey,
      },
      ports: await findPorts(),
      logFor: loggersOf(env),
      overrides: { sender: { typingPauseMs: () => TYPING_PAUSE_MS } },
      waha: { people: guests.map(({ phone, name }) => ({ phone, name })), retries: WEBHOOK_RETRIES },
    })
    defer(() => hotel.close())
    for (const { phone, aheadMs } of await findGuestsAhead(postgres.url))
      hotel.waha.advanceClock(phone, aheadMs)

    await writeFile(dir.running, JSON.stringify({ waha: hotel.waha.url }))
    defer(() => rm(dir.running, { force: true }))
    await writeFile(dir.runningEnv, renderEnv(hotel.env), { mode: 0o600 })
    defer(() => rm(dir.runningEnv, { force: true }))
    return { url: hotel.url, hotel, secrets, guests, backend }
  })
}

/** What `npm run doctor` and `npm run erase` need to know. */
function renderEnv(env: NodeJS.ProcessEnv): string {
  return ENV_NAMES.flatMap((name) => (env[name] ? [`${name}="${env[name]}"\n`] : [])).join('')
}

const ENV_NAMES = [
  'DATABASE_URL',
  'QUEUE_URL',
  'WAHA_HOST',
  'WAHA_API_PATH',
  'WAHA_API_KEY',
  'WAHA_LINES',
  'WAHA_WEBHOOK_HMAC_KEYS',
  'INGRESS_URL',
  'H2H_AGENT_ROUTER_HOST',
  'MEDIA_DIR',
  'PHONE_HOME_COUNTRY',
]

/** Two starts on one data folder would fight for it. */
async function refuseSecondStart(dataDir: string): Promise<void> {
  const waha = await findRunning(dataDir)
  if (waha !== null) throw new StartupError(`Bellhop is running here already: end that one first (${waha}).`)
}

async function openQueueServer(
  dir: DataDir,
  postgresUrl: string,
  onProgress: (step: string) => void,
  defer: Defer,
): Promise<{ queueUrl: string; backend: Local['backend'] }> {
  const binary = findRedisBinary()
  if (binary === null) return { queueUrl: postgresUrl, backend: 'postgres' }
  onProgress('starting Redis')
  const redis = await startRedis(binary, { dataDir: dir.redis })
  defer(() => redis.close())
  return { queueUrl: redis.url, backend: 'redis' }
}

async function seed(databaseUrl: string): Promise<readonly SeededGuest[]> {
  const store = openStore({ databaseUrl })
  try {
    return await seedHotel(store)
  } finally {
    await store.close()
  }
}

/** Guests whose clock had been put forward: theirs goes on from there, or all they write would be late. */
async function findGuestsAhead(databaseUrl: string): Promise<{ phone: string; aheadMs: number }[]> {
  const store = openStore({ databaseUrl })
  try {
    const sessions = await store.prisma.session.findMany({
      where: { lastActivityAt: { gt: new Date() } },
      orderBy: { lastActivityAt: 'desc' },
      distinct: ['guestId'],
      include: { guest: true },
    })
    return sessions.map(({ guest, lastActivityAt }) => ({
      phone: guest.phone,
      aheadMs: lastActivityAt.getTime() - Date.now() + SECOND_MS,
    }))
  } finally {
    await store.close()
  }
}

async function findPorts(): Promise<HotelPorts> {
  const ports = { ...PREFERRED_PORTS }
  for (const app of Object.keys(ports) as (keyof HotelPorts)[]) ports[app] = await findFreePort(ports[app])
  return ports
}

function loggersOf(env: NodeJS.ProcessEnv): (app: string) => Logger {
  const level = env['LOG_LEVEL'] ?? LOG_LEVEL
  return (app) => createLogger({ name: app, level: level as Parameters<typeof createLogger>[0]['level'] })
}
