import { buildConsole, readConfig as readConsoleConfig } from '@bellhop/console'
import { buildIngress, readConfig as readIngressConfig } from '@bellhop/ingress'
import { createLogger, ConfigError } from '@bellhop/runtime'
import { buildSender, readConfig as readSenderConfig } from '@bellhop/sender'
import { buildWorker, readConfig as readWorkerConfig } from '@bellhop/worker'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { CONSOLE_PASSWORD, HMAC_KEY, openHotel, type TestHotel } from './open-hotel.ts'
import { messageEvent, postWebhook } from './post-webhook.ts'

const DEADLINE = { timeout: 30_000, interval: 100 }
const LINE_LENGTH_MAX = 8 * 1024
/** What may stand in no log line and no metric (I13), by the part that all its forms share. */
const PHONE = '081277665544'
const CANARIES = {
  phone: PHONE.slice(1),
  text: 'CANARY-OF-THE-TEXT',
  file: 'CANARY-OF-THE-FILE',
  name: 'CANARY-OF-THE-NAME',
  guess: 'CANARY-OF-A-PASSWORD',
  secret: 'CANARY-OF-A-SECRET',
  hmacKey: HMAC_KEY,
  wahaKey: 'key-of-the-simulated-waha',
  agentKey: 'key-of-the-simulated-agent-router',
  apiKey: 'api-key-of-the-tests',
  password: CONSOLE_PASSWORD,
  sessionSecret: 's'.repeat(32),
}

const lines: string[] = []
const log = createLogger({
  name: 'test',
  level: 'trace',
  pretty: false,
  destination: { write: (line) => void lines.push(line) },
})

function expectNoCanary(text: string): void {
  for (const [kind, canary] of Object.entries(CANARIES)) expect(text.includes(canary), kind).toBe(false)
}

/** The kinds and codes of all errors that were logged, their causes included. */
function loggedErrors(): Set<string> {
  const all = lines.join('').matchAll(/"(?:type|code)":"?([\w-]+)"?/g)
  return new Set([...all].map(([, word = '']) => word))
}

describe.skipIf(!inject('redis'))('while everything fails in every way', () => {
  let hotel: TestHotel
  beforeAll(async () => {
    hotel = await openHotel('redis', { LOG_LEVEL: 'trace' }, {}, { worker: { sweepIntervalMs: 250 } }, log)
    await hotel.guest({ phone: PHONE, name: CANARIES.name })
  })
  afterAll(() => hotel.close())

  const guest = () => hotel.waha.guest(PHONE)
  const logged = (...words: string[]) =>
    vi.waitFor(() => expect([...loggedErrors()]).toEqual(expect.arrayContaining(words)), DEADLINE)
  const media = { mimetype: 'image/jpeg', filename: `${CANARIES.file}.jpg`, content: Buffer.from('x') }
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${hotel.url}${path}`, { redirect: 'manual', ...init })

  test('no log line and no metric tells a guest or a secret, and each line is one record of bounded length', async () => {
    const { waha, h2h, store, ingress } = hotel

    // WAHA and the agent router, in each way in which they fail.
    for (const answer of [401, 400, 422, 429, 500, 'reset'] as const) waha.faults.sendText.next({ answer })
    for (const answer of [500, 404, 'reset', 'cut'] as const) waha.faults.files.next({ answer })
    h2h.faults.next({ answer: 500 }, 2)
    h2h.faults.next({ answer: 'reset' })
    await guest().writes(CANARIES.text, { media })
    await guest().writes(CANARIES.text)
    await logged('WahaError', 'H2hError')

    // Postgres refuses a row and shows it, loses its connections, and has lost a table.
    await store.prisma.$executeRawUnsafe(`
      CREATE FUNCTION tell_all() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.text LIKE '%poison%' AND NEW.status = 'applied' THEN
          RAISE EXCEPTION 'no % of %', NEW.text, NEW.phone USING ERRCODE = 'P0042', DETAIL = NEW.phone, HINT = NEW.text;
        END IF;
        RETURN NEW;
      END $$`)
    await store.prisma.$executeRawUnsafe(
      'CREATE TRIGGER tell_all BEFORE INSERT OR UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION tell_all()',
    )
    await guest().writes(`poison ${CANARIES.text}`)
    await vi.waitFor(async () => {
      expect(await store.prisma.message.count({ where: { status: 'set_aside' } })).toBe(1)
    }, DEADLINE)
    await store.prisma.$executeRawUnsafe('DROP TRIGGER tell_all ON messages')
    await store.prisma.$executeRawUnsafe(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`)
    await store.prisma.$executeRawUnsafe('ALTER TABLE check_ins RENAME TO lost')
    const form = { authorization: 'Bearer api-key-of-the-tests', 'content-type': 'application/json' }
    const stay = JSON.stringify({ phone: PHONE, name: CANARIES.name, room: '1' })
    await vi.waitFor(async () => {
      expect((await call('/api/check-ins', { method: 'POST', headers: form, body: stay })).status).toBe(500)
    }, DEADLINE)
    await store.prisma.$executeRawUnsafe('ALTER TABLE lost RENAME TO check_ins')
    await logged('PrismaClientKnownRequestError')

    // The console and the ingress are told what they should not know, and in forms that they can't read.
    const odd = [
      CANARIES.text,
      PHONE,
      `\r\n{"forged":1}`,
      '\u001b[31m',
      '\u2028',
      '%s%o',
      CANARIES.guess,
      'x'.repeat(1024 * 1024),
    ]
    for (const word of odd) {
      const inPath = encodeURIComponent(word).slice(0, 6000)
      const origin = hotel.url
      for (const path of [
        `/${inPath}`,
        `/sessions/${inPath}`,
        `/api/sessions/${inPath}`,
        `/api/messages?cursor=${inPath}`,
        `/%${inPath}`,
        `/queues/api/queues/${inPath}`,
      ])
        await call(path, { headers: form })
      await call('/login', {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ password: word, next: word }),
      })
      await call('/', {
        headers: {
          authorization: `Bearer ${inPath}`,
          cookie: `bellhop_console=${inPath}`,
          'user-agent': inPath,
        },
      })
      for (const body of [
        word,
        `{"phone":"${PHONE}`,
        JSON.stringify({ phone: word, name: word, room: word, text: word }),
      ]) {
        await call('/api/check-ins', { method: 'POST', headers: form, body })
        await call('/api/lines/default/pause', {
          method: 'POST',
          headers: { ...form, 'content-type': word.slice(0, 3) === 'xxx' ? 'x/y' : 'application/json' },
          body,
        })
      }
      await postWebhook(ingress.url, Buffer.from(word), { 'x-webhook-hmac': inPath })
      // The names that WAHA gives to lines and events have no sign in them, and those are logged.
      await postWebhook(
        ingress.url,
        messageEvent(PHONE, '3EB0CA', { body: { word } }, { session: `+${word}`, id: `+${word}` }),
      )
      await postWebhook(ingress.url, messageEvent(PHONE, '3EB0CB', { id: word, from: word }))
    }
    await waha.idle()

    const apps = [ingress, hotel.console, hotel.worker, hotel.sender]
    const metrics = await Promise.all(apps.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()))
    expectNoCanary(metrics.join('\n'))
    expectNoCanary(lines.join(''))
    expect(lines.join('')).not.toContain('forged')
    for (const line of lines) {
      expect(line.length).toBeLessThan(LINE_LENGTH_MAX)
      expect(line.slice(0, -1)).not.toMatch(/\p{Cc}/u)
      expect(JSON.parse(line)).toMatchObject({ name: 'test' })
    }
  }, 120_000)

  test('servers that refuse us hear our passwords, and the log does not', async () => {
    const { env } = hotel
    const secret = CANARIES.secret
    const credentials = (url: string | undefined, name: string) => {
      const changed = new URL(url ?? '')
      changed.username = name
      changed.password = secret
      return changed.href
    }
    const before = lines.length
    const inThere = { PORT: '0', HOST: '127.0.0.1' }
    const noDatabase = { ...env, ...inThere, DATABASE_URL: credentials(env['DATABASE_URL'], 'nobody') }
    const noQueue = { ...env, ...inThere, QUEUE_URL: credentials(env['QUEUE_URL'], 'nobody') }
    const gone = {
      ...env,
      ...inThere,
      DATABASE_URL: `postgres://x:${secret}@127.0.0.1:1/x`,
      QUEUE_URL: `redis://x:${secret}@127.0.0.1:1`,
    }
    for (const vars of [noDatabase, noQueue, gone]) {
      const starting = [
        () => buildConsole(readConsoleConfig(vars), { log }),
        () => buildWorker(readWorkerConfig(vars), { log }),
        () => buildSender(readSenderConfig(vars), { log }),
        () => buildIngress(readIngressConfig(vars), { log, limits: { drainMs: 0, cutOffMs: 100 } }),
      ]
      for (const start of starting) {
        const [outcome] = await Promise.allSettled([start()])
        if (outcome?.status === 'fulfilled') {
          await fetch(`${outcome.value.url}/readyz`)
          await outcome.value.close()
        } else log.fatal({ err: outcome?.reason as unknown }, 'could not start')
      }
    }
    expect(lines.length).toBeGreaterThan(before)
    expectNoCanary(lines.slice(before).join(''))
  }, 120_000)
})

test('what is wrong with the environment is told without its values', () => {
  const secret = CANARIES.secret
  const names = [
    'DATABASE_URL',
    'QUEUE_URL',
    'PORT',
    'WAHA_HOST',
    'WAHA_LINES',
    'PHONE_HOME_COUNTRY',
    'SESSION_IDLE_LIMIT',
    'SEND_RATE_PER_LINE',
    'H2H_AGENT_ROUTER_HOST',
    'LOG_LEVEL',
    'INBOUND_MAX',
  ]
  const env = Object.fromEntries(names.map((name) => [name, `${secret} ,;`]))
  for (const read of [readIngressConfig, readWorkerConfig, readSenderConfig, readConsoleConfig]) {
    const problems = () =>
      read({ ...env, CONSOLE_PASSWORD: 'C4N', CONSOLE_SESSION_SECRET: 'C4N', CONSOLE_API_KEYS: 'C4N' })
    expect(problems).toThrow(ConfigError)
    expect(problems).not.toThrow(new RegExp(`${secret}|C4N`))
  }
})
