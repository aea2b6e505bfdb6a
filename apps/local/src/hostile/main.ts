import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareQueue } from '@bellhop/queue'
import { compose, createLogger } from '@bellhop/runtime'
import { deployMigrations, openStore } from '@bellhop/store'
import type { Engine } from '@bellhop/gateways/waha/simulator'
import { buildHotel } from '../build-hotel.ts'
import { startPostgres } from '../servers/postgres.ts'
import { findRedisBinary, startRedis } from '../servers/redis.ts'
import { HOSTILE_ENV, HOSTILE_OVERRIDES } from './hostile-settings.ts'
import { renderResult } from './render-result.ts'
import type { HostilePlan } from './hostile-plan.ts'
import { runHostile, type HostileResult } from './run-hostile.ts'

const ENGINES: readonly Engine[] = ['NOWEB', 'GOWS', 'WEBJS', 'WPP']
const LINES = ['front', 'spa', 'bar', 'shuttle']
const DEADLINE_MS = 600_000
const ANY_PORTS = { ingress: 0, console: 0, worker: 0, sender: 0, waha: 0, h2h: 0 }

let shown = ''
const plan = readPlan()
process.stdout.write(
  `\n  ${plan.messages} messages of ${plan.guests} guests on ${plan.lines.length} lines, engine ${plan.engine}, ` +
    `${Math.round(plan.share * 100)} % of all calls and webhooks go wrong, seed ${plan.seed}\n\n`,
)
const result = await run(plan)
process.stdout.write(renderResult(result))
process.exitCode = result.findings.some(({ violations }) => violations.length > 0) ? 1 : 0

/** The apps in this process, on servers of their own that are gone afterwards. */
async function run(hostile: HostilePlan): Promise<HostileResult> {
  const { close, ...outcome } = await compose(async (defer) => {
    const postgres = await startPostgres()
    defer(() => postgres.close())
    const binary = findRedisBinary()
    const redis = binary === null ? null : await startRedis(binary)
    if (redis !== null) defer(() => redis.close())
    const queueUrl = redis?.url ?? postgres.url
    const log = createLogger({
      name: 'hostile',
      level: process.env['LOG_LEVEL'] === undefined ? 'silent' : 'info',
    })
    await deployMigrations(postgres.url)
    await prepareQueue(queueUrl, log)

    const mediaDir = await mkdtemp(join(tmpdir(), 'bellhop-hostile-'))
    defer(() => rm(mediaDir, { recursive: true, force: true }))
    const apiKey = randomBytes(24).toString('hex')
    const hotel = await buildHotel({
      env: {
        ...HOSTILE_ENV,
        DATABASE_URL: postgres.url,
        QUEUE_URL: queueUrl,
        MEDIA_DIR: mediaDir,
        WAHA_LINES: hostile.lines.join(','),
        WAHA_WEBHOOK_HMAC_KEYS: randomBytes(24).toString('hex'),
        CONSOLE_PASSWORD: randomBytes(24).toString('hex'),
        CONSOLE_SESSION_SECRET: randomBytes(24).toString('hex'),
        CONSOLE_API_KEYS: apiKey,
      },
      ports: ANY_PORTS,
      logFor: () => log,
      waha: { engine: hostile.engine, lines: hostile.lines, retries: { attempts: 15, delayMs: 200 } },
      overrides: HOSTILE_OVERRIDES,
    })
    defer(() => hotel.close())
    const store = openStore({ databaseUrl: postgres.url, poolMax: 3 })
    defer(() => store.close())
    return runHostile(hostile, { hotel, store, apiKey, onProgress: showProgress })
  })
  await close()
  return outcome
}

/** Only what changes. */
function showProgress(step: string): void {
  if (step === shown) return
  shown = step
  process.stdout.write(`  ${new Date().toISOString().slice(11, 19)}  ${step}\n`)
}

function readPlan(): HostilePlan {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '5000' },
      guests: { type: 'string', default: '200' },
      share: { type: 'string', default: '0.3' },
      engine: { type: 'string', default: 'NOWEB' },
      seed: { type: 'string', default: String(randomBytes(3).readUIntBE(0, 3)) },
    },
  })
  const engine = ENGINES.find((name) => name === values.engine)
  const [messages, guests, share, seed] = [values.messages, values.guests, values.share, values.seed].map(
    Number,
  )
  const isReadable =
    isCount(messages) && isCount(guests) && isCount(seed) && share !== undefined && share >= 0 && share <= 1
  if (engine === undefined || !isReadable || messages < guests * 2) {
    process.stderr.write(
      `npm run hostile -- --messages 5000 --guests 200 --share 0.3 --seed 1 --engine ${ENGINES.join('|')}\n` +
        'Each guest writes two messages or more; the share is between 0 and 1.\n',
    )
    process.exit(2)
  }
  return { messages, guests, share, seed, engine, lines: LINES, deadlineMs: DEADLINE_MS }
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0
}
