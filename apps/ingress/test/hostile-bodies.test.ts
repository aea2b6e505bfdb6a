import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakeProducer, messageCall, startIngress, type RunningIngress } from './running-ingress.ts'

const BODIES = join(import.meta.dirname, '../../../packages/gateways/test/bodies')
const SEED = 20_261_128
const RUNS = 400
const LOG_LINE_MAX = 1000
const MIB = 1024 * 1024

const producer = createFakeProducer()
let ingress: RunningIngress
beforeEach(async () => {
  producer.events.length = 0
  ingress = await startIngress({}, { producer })
})
afterEach(() => ingress.close())

/** Every line of the log is one record of bounded length. */
function expectSoundLog(): void {
  for (const line of ingress.logLines) {
    expect(line.length).toBeLessThan(LOG_LINE_MAX)
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(line.slice(0, -1)).not.toMatch(/\p{Cc}/u)
    expect(JSON.parse(line)).toMatchObject({ name: 'ingress' })
  }
}

describe('nesting', () => {
  test.for([1_000, 10_000, 100_000, 500_000])(
    'of %i levels is quarantined, wherever it stands',
    async (depth) => {
      const nested = `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`
      const message = JSON.stringify(messageCall('3EB0A1'))
      const bodies = [
        nested,
        nested.slice(0, depth * 3),
        message.replace('"body":', `"_data":${nested},"body":`),
        message.replace('"is breakfast included?"', nested),
        message.replace('"default"', nested),
      ]
      for (const body of bodies) {
        expect(await ingress.post(Buffer.from(body))).toMatchObject({
          status: 200,
          body: { status: 'quarantined', reason: 'too deep' },
        })
      }
      expect(producer.events).toEqual(bodies.map(() => 'unreadable'))
    },
  )

  test('that is only written, in a text, is a text', async () => {
    const body = `"]}${'[{'.repeat(30_000)}`
    expect((await ingress.post(messageCall('3EB0A2', { body }))).body).toEqual({ status: 'accepted' })
  })
})

describe('no log line is broken, or made long, by', () => {
  const words = [
    'a\r\n{"level":"info","msg":"forged"}',
    '\u001b[2J\u001b[31mred',
    'a\u2028b\u2029c\u0085d',
    '%s%d%j%o%n',
    'x'.repeat(MIB),
    '${jndi:ldap://x/y}',
    '\u202egnp.exe',
  ]
  test.for(words.map((word) => [word.slice(0, 20), word] as const))('%j', async ([, word]) => {
    const call = messageCall('3EB0B1')
    const odd = [
      { ...call, id: word },
      { ...call, session: word },
      { ...call, event: word },
      messageCall('3EB0B1', { id: `false_6281234567890@c.us_${word}` }),
      messageCall('3EB0B1', { id: word, body: word, media: { url: word, error: word } }),
      { ...call, event: 'session.status', payload: { status: word } },
      { ...call, event: 'message.ack', payload: { id: word, ack: word, ackName: word } },
    ]
    for (const one of odd) expect((await ingress.post(one)).status).toBe(200)
    const header = encodeURIComponent(word).slice(0, 8000)
    await ingress.post(call, {
      'x-webhook-request-id': header,
      'user-agent': header,
      'x-webhook-hmac': header,
    })
    await ingress.request({ method: 'POST', body: '{}' }, `/${header}`)
    expect(ingress.logLines.length).toBeGreaterThanOrEqual(odd.length)
    expectSoundLog()
    expect(ingress.logLines.join('')).not.toMatch(/forged|jndi|gnp|31m|xxxx/)
  })
})

/** A real body, of which something is something else: a value anywhere in it, or some of its bytes. */
function hostileBody(): fc.Arbitrary<Buffer> {
  const real = readdirSync(BODIES).map((file) => readFileSync(join(BODIES, file), 'utf8'))
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('__proto__', 'constructor', '\u0000', '\ud800', '1e400', -0, 2 ** 53, '\u202e'),
  )
  const otherValue = fc
    .tuple(fc.constantFrom(...real), fc.nat(), odd)
    .map(([body, at, value]) => Buffer.from(replaceValue(body, at, value)))
  const otherBytes = fc
    .tuple(
      fc.constantFrom(...real),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
    )
    .map(([body, changes]) => {
      const bytes = Buffer.from(body)
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return bytes
    })
  return fc.oneof(
    otherValue,
    otherBytes,
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  )
}

function replaceValue(body: string, at: number, value: unknown): string {
  let left = at % (body.match(/":/g)?.length ?? 1)
  return JSON.stringify(JSON.parse(body), (key, own: unknown) => (key !== '' && left-- === 0 ? value : own))
}

test('whatever an authentic body holds, it has a known answer, and its words are in no log line', async () => {
  await fc.assert(
    fc.asyncProperty(hostileBody(), async (raw) => {
      const { status, body } = await ingress.post(raw)
      const { status: word, reason = 'none' } = body as { status: string; reason?: string }
      expect(status).toBe(200)
      expect(['accepted', 'ignored', 'quarantined']).toContain(word)
      expect(reason).toMatch(/^[A-Za-z][\w .-]{0,60}$/)
    }),
    { seed: SEED, numRuns: RUNS },
  )
  expect(ingress.logLines.length).toBeGreaterThan(RUNS)
  expectSoundLog()
  expect(ingress.logLines.join('')).not.toContain('request failed')
}, 60_000)
