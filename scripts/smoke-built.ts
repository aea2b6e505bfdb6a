import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startH2hSimulator } from '../packages/gateways/src/h2h/simulator/index.ts'
import { startWahaSimulator } from '../packages/gateways/src/waha/simulator/index.ts'
import { findFreePort } from '../apps/local/src/servers/free-port.ts'
import { startPostgres } from '../apps/local/src/servers/postgres.ts'
import { findRedisBinary, startRedis } from '../apps/local/src/servers/redis.ts'
import { openStore, seedHotel } from '../packages/store/src/index.ts'

/**
 * Runs what production runs: the built apps as processes of their own, on a real Postgres and Redis. One guest writes,
 * and the replies come back; an operator has the inbox; the doctor is content; then each app ends well on SIGTERM. The
 * argument is where an app's build lies, with {app} for its name; default is here.
 */
const place = process.argv[2] ?? join(import.meta.dirname, '..')
const rootOf = (app: string) => place.replaceAll('{app}', app)
const deadlineMs = 30_000
const WEBHOOK_RETRIES = { attempts: 720, delayMs: 5_000 }
/** The servers of this test forget everything when they end, and the doctor is right to say so. */
const KNOWN_WRONG = 'durability, persistence'

const redisBinary = findRedisBinary()
if (redisBinary === null) throw new Error('the smoke test needs redis-server or valkey-server')

const closers: (() => Promise<unknown>)[] = []
try {
  await smoke(redisBinary)
} finally {
  for (const close of closers.toReversed()) await close()
}

async function smoke(binary: string): Promise<void> {
  const secret = 'smoke-smoke-smoke-smoke-smoke-smoke'
  const [postgres, redis] = [await startPostgres(), await startRedis(binary)]
  closers.push(postgres.close, redis.close)
  const waha = await startWahaSimulator({ hmacKey: secret, apiKey: secret, retries: WEBHOOK_RETRIES })
  const h2h = await startH2hSimulator({ apiKey: secret })
  closers.push(
    () => waha.close(),
    () => h2h.close(),
  )
  const mediaDir = await mkdtemp(join(tmpdir(), 'bellhop-media-'))
  closers.push(() => rm(mediaDir, { recursive: true, force: true }))
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    DATABASE_URL: postgres.url,
    QUEUE_URL: redis.url,
    WAHA_HOST: waha.url,
    WAHA_API_KEY: secret,
    WAHA_WEBHOOK_HMAC_KEYS: secret,
    MEDIA_DIR: mediaDir,
    H2H_AGENT_ROUTER_HOST: h2h.url,
    H2H_AGENT_ROUTER_API_KEY: secret,
    CONSOLE_PASSWORD: secret,
    CONSOLE_SESSION_SECRET: secret,
    CONSOLE_API_KEYS: secret,
    SEND_TYPING: 'false',
    SEND_RATE_PER_LINE: '0',
  }

  const command = join(rootOf('worker'), 'packages/store/dist/migrate-command.js')
  const migrated = spawnSync(process.execPath, [command], { env, encoding: 'utf8' })
  expect(migrated.status === 0, `the migration ended with ${migrated.status}: ${migrated.stderr}`)
  console.log(migrated.stdout.trim())

  const store = openStore({ databaseUrl: postgres.url })
  closers.push(store.close)
  const guests = await seedHotel(store)

  const running = []
  for (const app of ['worker', 'sender', 'console', 'ingress']) running.push(await startApp(app, env))
  waha.sendWebhooksTo(`${running.at(-1)?.url}/webhook/waha`)
  const [guest] = guests
  await waha.guest(guest?.phone ?? '').writes('Is breakfast included?')
  await until('the welcome and the auto-reply', () => waha.sent.length === 2)
  await until('the agent', () => h2h.created.length === 1)
  console.log('a guest wrote: agent created, welcome and auto-reply sent')

  await lookAtInbox(running.find(({ app }) => app === 'console')?.url ?? '', secret)
  console.log('an operator logs in and has the inbox')

  const wrong = await examine({ ...env, INGRESS_URL: running.at(-1)?.url })
  expect(wrong === KNOWN_WRONG, `the doctor finds wrong: ${wrong}`)
  console.log('the doctor finds all well, but for servers that forget')

  for (const { app, child } of running) {
    child.kill('SIGTERM')
    const [code] = (await once(child, 'exit')) as [number | null]
    expect(code === 0, `the ${app} ended with ${code} on SIGTERM`)
  }
  console.log('every app ended with 0 on SIGTERM')
}

async function startApp(
  app: string,
  env: NodeJS.ProcessEnv,
): Promise<{ app: string; url: string; child: ChildProcess }> {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const cwd = join(rootOf(app), 'apps', app)
  const child = spawn(process.execPath, ['dist/main.js'], { cwd, env: { ...env, PORT: String(port) } })
  closers.push(async () => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  await until(
    `the ${app} to be ready`,
    () => isReady(url),
    () => output,
  )
  console.log(`${app} is ready`)
  return { app, url, child }
}

/** Logs in as an operator does, and fetches the inbox with what it needs. */
async function lookAtInbox(url: string, password: string): Promise<void> {
  const form = { method: 'POST', headers: { origin: url }, body: new URLSearchParams({ password }) }
  const login = await fetch(`${url}/login`, { ...form, redirect: 'manual' })
  const headers = { cookie: login.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const page = await (await fetch(`${url}/inbox`, { headers })).text()
  const files = page.match(/\/assets\/[\w.-]+/g) ?? []
  expect(files.length > 1, `the inbox names no files: ${page}`)
  for (const file of files) {
    const { status } = await fetch(url + file, { headers })
    expect(status === 200, `${file} is answered with ${status}`)
  }
}

interface Report {
  groups: { findings: { name: string; status: string }[] }[]
}

/** What the built doctor finds wrong. */
async function examine(env: NodeJS.ProcessEnv): Promise<string> {
  const options = { cwd: join(rootOf('doctor'), 'apps/doctor'), env }
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['dist/main.js', '--json'], options, (_error, stdout, stderr) =>
      resolve(stdout || stderr),
    )
  })
  const { groups } = JSON.parse(output) as Report
  const wrong = groups.flatMap(({ findings }) => findings.filter(({ status }) => status === 'fail'))
  return wrong.map(({ name }) => name).join(', ')
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.status === 200,
    () => false,
  )
}

async function until(what: string, isTrue: () => boolean | Promise<boolean>, why = () => ''): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await isTrue())) {
    expect(Date.now() < end, `waited too long for ${what}\n${why()}`)
    await pause(50)
  }
}

function expect(isTrue: boolean, message: string): asserts isTrue {
  if (!isTrue) throw new Error(message)
}
