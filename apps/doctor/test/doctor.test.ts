import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest'
import { renderJson, renderReport, verdict } from '../src/render-report.ts'
import { runDoctor } from '../src/run-doctor.ts'
import { examine, expectFinding, unwell } from './examine.ts'
import { API_KEY, HMAC_KEY, openInstallation, type Installation } from './installation.ts'

const NOWHERE = '127.0.0.1:1'
const AWAY = {
  databaseUrl: `postgres://hotel:hunter2@${NOWHERE}/bellhop`,
  queueUrl: `redis://:hunter2@${NOWHERE}`,
  waha: { host: `http://${NOWHERE}`, apiPath: '/api/sendText', apiKey: API_KEY },
  lines: ['default', 'spa'],
  hmacKeys: [HMAC_KEY],
  ingressUrl: `http://${NOWHERE}`,
  agentRouterHost: `http://${NOWHERE}`,
}
const ALL_AWAY = [
  'Postgres ✗ reachable',
  'Queue ✗ reachable',
  'WAHA ✗ reachable',
  'Line default - session',
  'Line spa - session',
  'Ingress ! ready',
  'Agent router ✗ reachable',
]

describe.skipIf(!inject('redis'))('the doctor', () => {
  let house: Installation
  beforeEach(async () => {
    house = await openInstallation()
  })
  afterEach(() => house.close())

  test('finds nothing wrong where all is well, and leaves no trace', async () => {
    const groups = await examine(house)
    expect(unwell(groups)).toEqual([])
    expect(verdict(groups)).toBe('ok')
    expect(house.h2h.created).toEqual([])
    expect(house.waha.sent).toEqual([])
    expect(await house.store.prisma.message.count()).toBe(0)
  })

  test('takes the coming of events as proof of a webhook that WAHA does not tell', async () => {
    house.waha.setSessionConfig('default', { noweb: { store: { enabled: true } } })
    const groups = await examine(house)
    expectFinding(groups, 'Line default', '✓ webhook', /environment sets it/)
    expectFinding(groups, 'Line default', '- retries', /cannot be seen/, /_ATTEMPTS=720/)
    expectFinding(groups, 'Line default', '- ignored', /environment may/, /WAHA_SESSION_CONFIG_IGNORE_STATUS/)
    expect(verdict(groups)).toBe('ok')
  })

  test("doesn't take it where WAHA is too old to sign such a webhook", async () => {
    await house.close()
    house = await openInstallation({ version: '2025.2.8' })
    house.waha.setSessionConfig('default', {})
    const groups = await examine(house)
    expectFinding(groups, 'Line default', '✗ webhook', /before 2025\.3\.2/, /Upgrade WAHA/)
    expectFinding(groups, 'WAHA', '! version', /no message ids of ours/, /2026\.4\.3/)
  })

  test('sees a WAHA that can neither sign nor try again', async () => {
    await house.close()
    house = await openInstallation({ version: '2024.10.4' })
    expectFinding(await examine(house), 'WAHA', '✗ version', /2024\.10\.4/, /Upgrade/)
  })

  test.each(['WEBJS', 'WPP'] as const)('says what %s cannot do', async (engine) => {
    await house.close()
    house = await openInstallation({ engine })
    expectFinding(await examine(house), 'Line default', '! engine', /no message ids/, /GOWS/)
  })

  test("says nothing of a webhook's address that is good from WAHA's network only", async () => {
    house.configure((good) => ({
      ...good,
      webhooks: [{ ...good.webhooks[0], url: 'http://ingress.invalid:8080/webhook/waha' }],
    }))
    const groups = await examine(house)
    expectFinding(groups, 'Line default', '✓ webhook', /ingress\.invalid:8080/)
    expectFinding(groups, 'Ingress', '- as ingress.invalid:8080', /cannot be reached from here/)
    expect(verdict(groups)).toBe('ok')
  })

  test('takes two keys while they are rotated, if the ingress does', async () => {
    house.config.hmacKeys = [HMAC_KEY, 'the-next-secret-key']
    expectFinding(await examine(house), 'Ingress', '✗ signature', /not take all/, /Start the ingress again/)
    house.ingress.keys = house.config.hmacKeys
    expect(unwell(await examine(house))).toEqual([])
  })

  test('tells no secret, whatever is wrong', async () => {
    house.waha.setSessionConfig('default', {
      webhooks: [
        {
          url: 'http://u:secret-of-the-url@h/webhook/waha?token=secret',
          events: [],
          hmac: { key: 'secret-other' },
        },
      ],
    })
    house.config.waha.apiKey = undefined
    const { password } = new URL(house.config.databaseUrl)
    for (const groups of [await examine(house), await runDoctor(AWAY, 'the tests')]) {
      const written = renderReport(groups, { isColoured: true }) + renderJson(groups)
      for (const secret of ['secret', 'hunter2', password, HMAC_KEY, API_KEY])
        expect(written).not.toContain(secret)
    }
  })
})

describe('where everything is away, the doctor', () => {
  test('ends, and names each', async () => {
    const groups = await runDoctor(AWAY, 'the tests')
    expect(unwell(groups)).toEqual(expect.arrayContaining(ALL_AWAY))
    expect(verdict(groups)).toBe('fail')
  })

  test('ends though nobody ever answers', async () => {
    const silent = await startSilentServer()
    const { host } = new URL(silent)
    const groups = await runDoctor(
      {
        ...AWAY,
        databaseUrl: `postgres://${host}/bellhop`,
        queueUrl: `redis://${host}`,
        waha: { ...AWAY.waha, host: silent },
        ingressUrl: silent,
        agentRouterHost: silent,
      },
      'the tests',
      { lookMs: 200 },
    )
    expect(unwell(groups)).toEqual(expect.arrayContaining(ALL_AWAY))
    expectFinding(groups, 'Postgres', '✗ reachable', /deadline/, /Start Postgres/)
  })

  test('says that it was the time, or the answer, also where a driver has no word for it', async () => {
    const { host } = new URL(await startSilentServer())
    const late = await runDoctor(
      { ...AWAY, databaseUrl: `postgres://${host}/x`, queueUrl: `redis://${host}` },
      'the tests',
    )
    expectFinding(late, 'Postgres', '✗ reachable', /: timeout$/, /Start Postgres/)
    expectFinding(late, 'Queue', '✗ reachable', /: timeout$/, /Start Redis/)
    const other = new URL(await startSilentServer({ hangsUp: true })).host
    const closed = await runDoctor(
      { ...AWAY, databaseUrl: `postgres://${other}/x`, queueUrl: `redis://${other}` },
      'the tests',
    )
    expectFinding(closed, 'Postgres', '✗ reachable', /: (no usable answer|ECONNRESET)$/, /Start Postgres/)
    expectFinding(closed, 'Queue', '✗ reachable', /: (no usable answer|ECONNRESET)$/, /Start Redis/)
  }, 20_000)
})

describe('npm run doctor', () => {
  const AWAY_ENV = {
    DATABASE_URL: AWAY.databaseUrl,
    QUEUE_URL: AWAY.queueUrl,
    WAHA_HOST: AWAY.waha.host,
    INGRESS_URL: AWAY.ingressUrl,
    H2H_AGENT_ROUTER_HOST: AWAY.agentRouterHost,
  }

  test('writes JSON when asked to', async () => {
    const { code, stdout } = await runMain(await makeDir(), AWAY_ENV, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'fail',
      groups: [{ title: 'Configuration' }, {}, {}, {}, {}, {}, {}],
    })
  })

  test('ends with 2 where the variables are not readable, and names all that are wrong', async () => {
    const { code, stderr } = await runMain(await makeDir(), { WAHA_HOST: 'hunter2' })
    expect(code).toBe(2)
    expect(stderr).toMatch(/DATABASE_URL is required[^]*QUEUE_URL is required[^]*WAHA_HOST must be/)
    expect(stderr).not.toContain('hunter2')
    expect(stderr).toMatch(/npm start: start it first[^]*docker compose run --rm doctor/)
  })

  test('reads .env where its own environment says nothing else, ends with 1, and leaves colours to terminals', async () => {
    const dir = await makeDir()
    const lines = Object.entries({ ...AWAY_ENV, WAHA_LINES: 'lobby,spa' }).map(
      ([name, value]) => `${name}=${value}`,
    )
    await writeFile(join(dir, '.env'), lines.join('\n'))
    const { code, stdout } = await runMain(dir, { WAHA_LINES: 'bar', WAHA_API_KEY: '' })
    expect(code).toBe(1)
    expect(stdout).toContain('from the environment and .env')
    expect(stdout).toContain('Line bar')
    expect(stdout).not.toContain('Line lobby')
    expect(stdout).toContain(
      `✗ reachable               postgres://${NOWHERE}/bellhop: ECONNREFUSED\n      → Start`,
    )
    expect(stdout).not.toContain('\u001B')
    expect(stdout).toMatch(/\d+ wrong\.\n$/)
  })
})

async function makeDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'bellhop-doctor-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

function runMain(
  cwd: string,
  env: NodeJS.ProcessEnv,
  ...options: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const main = join(import.meta.dirname, '../src/main.ts')
  const tsx = import.meta.resolve('tsx')
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', tsx, '--conditions=bellhop-source', main, ...options],
      { cwd, env: { PATH: process.env['PATH'], ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    )
  })
}

async function startSilentServer({ hangsUp = false } = {}): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (hangsUp) socket.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
