import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startH2hSimulator, type H2hSimulator } from '@bellhop/gateways/h2h/simulator'
import {
  startWahaSimulator,
  type WahaSimulator,
  type WahaSimulatorOptions,
} from '@bellhop/gateways/waha/simulator'
import { prepareQueue } from '@bellhop/queue'
import { compose, createLogger, type Defer } from '@bellhop/runtime'
import { deployMigrations, openStore, type Store } from '@bellhop/store'
import { findFreePort } from '../../servers/free-port.ts'
import { appCommand, ROOT } from './app-command.ts'
import { createAppProcess, type AppProcess } from './app-process.ts'
import { openPostgresVictim, openRedisVictim, type Victim } from './servers.ts'
import { openLink, type Link } from './tcp-link.ts'

const LINKS = [
  'wahaToIngress',
  'ingressToRedis',
  'workerToRedis',
  'senderToRedis',
  'consoleToRedis',
  'workerToPostgres',
  'senderToPostgres',
  'consoleToPostgres',
  'workerToWaha',
  'senderToWaha',
  'workerToH2h',
  'rigToPostgres',
  'rigToRedis',
] as const

export type AppName = 'ingress' | 'worker' | 'sender' | 'console'
export type LinkName = (typeof LINKS)[number]

export interface RigOptions {
  /** Holds the data of the servers, the files of messages and the logs. */
  dir: string
  /** How many processes of each app. */
  apps: Record<AppName, number>
  /** Variables of all apps. They win over the rig's own. */
  env?: NodeJS.ProcessEnv
  waha?: WahaSimulatorOptions
  /** What node runs for an app. Default: what production runs. */
  argsOf?: (app: AppName) => readonly string[]
  /** False where nothing shall fail, but be measured: then nothing goes over a link. Default true. */
  isLinked?: boolean
  postgresSettings?: Record<string, string>
}

export interface Rig {
  postgres: Victim
  redis: Victim
  links: Record<LinkName, Link>
  apps: Record<AppName, readonly AppProcess[]>
  all: readonly AppProcess[]
  waha: WahaSimulator
  h2h: H2hSimulator
  /** The rig's own eyes, over links that no fault touches. */
  store: Store
  redisUrl: string
  apiKey: string
  /** What must stand in no log: keys, passwords. */
  secrets: readonly string[]
  logDir: string
  mediaDir: string
  /** After `kill`: back on the same data, and every link leads there again. */
  startPostgres(): Promise<void>
  startRedis(): Promise<void>
  /** Every process runs, every server and every link is well, and no fault is planned any more. */
  heal(): Promise<void>
  close(): Promise<void>
}

/** Real Postgres and Redis on the disk, the apps as processes, simulated WAHA and agent router, and a link that can fail between any two. */
export async function openRig(options: RigOptions): Promise<Rig> {
  return compose(async (defer) => {
    const secret = () => randomBytes(24).toString('hex')
    const keys = { hmac: secret(), waha: secret(), h2h: secret(), api: secret(), password: secret() }
    const redisPassword = secret()
    const [logDir, mediaDir] = [join(options.dir, 'logs'), join(options.dir, 'media')]
    for (const dir of [options.dir, logDir, mediaDir]) await mkdir(dir, { recursive: true, mode: 0o755 })

    const [postgres, redis] = await Promise.all([
      openPostgresVictim(join(options.dir, 'postgres'), defer, options.postgresSettings),
      openRedisVictim(join(options.dir, 'redis'), redisPassword, defer),
    ])
    await deployMigrations(postgres.url())
    await prepareQueue(redis.url(), createLogger({ name: 'rig', level: 'error' }))
    const h2h = await startH2hSimulator({ apiKey: keys.h2h })
    defer(() => h2h.close())
    const waha = await startWahaSimulator({ apiKey: keys.waha, hmacKey: keys.hmac, ...options.waha })
    defer(() => waha.close())

    const links = await openLinks(defer)
    const leadToPostgres = () => lead(links, 'ToPostgres', [postgres.port()])
    const leadToRedis = () => lead(links, 'ToRedis', [redis.port()])
    leadToPostgres()
    leadToRedis()
    lead(links, 'ToWaha', [portOf(waha.url)])
    lead(links, 'ToH2h', [portOf(h2h.url)])

    const through = (url: string, link: LinkName) =>
      options.isLinked === false ? url : withPort(url, links[link].port)
    const shared = {
      PATH: process.env['PATH'],
      WAHA_LINES: (options.waha?.lines ?? ['default']).join(','),
      WAHA_API_KEY: keys.waha,
      WAHA_WEBHOOK_HMAC_KEYS: keys.hmac,
      H2H_AGENT_ROUTER_API_KEY: keys.h2h,
      CONSOLE_PASSWORD: keys.password,
      CONSOLE_SESSION_SECRET: secret(),
      CONSOLE_API_KEYS: keys.api,
      MEDIA_DIR: mediaDir,
    }
    const envOf = (app: AppName) => ({
      ...shared,
      QUEUE_URL: through(redis.url(), `${app}ToRedis`),
      ...(app !== 'ingress' && { DATABASE_URL: through(postgres.url(), `${app}ToPostgres`) }),
      ...((app === 'worker' || app === 'sender') && { WAHA_HOST: through(waha.url, `${app}ToWaha`) }),
      ...(app === 'worker' && { H2H_AGENT_ROUTER_HOST: through(h2h.url, 'workerToH2h') }),
      ...options.env,
    })
    const argsOf = options.argsOf ?? ((app: AppName) => appCommand(app))
    const createAll = async (app: AppName): Promise<AppProcess[]> => {
      const made = []
      for (let number = 1; number <= options.apps[app]; number += 1) {
        const name = `${app}-${number}`
        const logFile = join(logDir, `${name}.log`)
        const port = await findFreePort()
        made.push(createAppProcess({ name, args: argsOf(app), cwd: ROOT, env: envOf(app), port, logFile }))
      }
      return made
    }
    const apps = {
      ingress: await createAll('ingress'),
      worker: await createAll('worker'),
      sender: await createAll('sender'),
      console: await createAll('console'),
    }
    const all = Object.values(apps).flat()
    defer(async () => void (await Promise.all(all.map((app) => app.kill()))))
    await Promise.all(all.map((app) => app.start()))
    links.wahaToIngress.leadTo(apps.ingress.map(({ port }) => port))
    waha.sendWebhooksTo(`http://127.0.0.1:${links.wahaToIngress.port}/webhook/waha`)
    const store = openStore({
      databaseUrl: through(postgres.url(), 'rigToPostgres'),
      poolMax: 4,
      onError() {},
    })
    defer(() => store.close())

    return {
      postgres,
      redis,
      links,
      apps,
      all,
      waha,
      h2h,
      store,
      redisUrl: through(redis.url(), 'rigToRedis'),
      apiKey: keys.api,
      secrets: [...Object.values(keys), redisPassword, new URL(postgres.url()).password],
      logDir,
      mediaDir,
      async startPostgres() {
        await postgres.start()
        leadToPostgres()
      },
      async startRedis() {
        await redis.start()
        leadToRedis()
      },
      async heal() {
        for (const faults of Object.values(waha.faults)) faults.clear()
        h2h.faults.clear()
        await Promise.all(Object.values(links).map((link) => link.up()))
        await Promise.all([postgres.thaw(), redis.thaw()])
        for (const app of all) app.cont()
        await Promise.all(all.filter((app) => app.pid() === null).map((app) => app.start()))
      },
    }
  })
}

async function openLinks(defer: Defer): Promise<Record<LinkName, Link>> {
  const opened = {} as Record<LinkName, Link>
  for (const name of LINKS) {
    opened[name] = await openLink()
    const link = opened[name]
    defer(() => link.close())
  }
  return opened
}

function lead(links: Record<LinkName, Link>, ending: string, ports: readonly number[]): void {
  for (const name of LINKS) if (name.endsWith(ending)) links[name].leadTo(ports)
}

const portOf = (url: string) => Number(new URL(url).port)

function withPort(url: string, port: number): string {
  const moved = new URL(url)
  moved.port = String(port)
  return moved.href.replace(/\/$/, '')
}
