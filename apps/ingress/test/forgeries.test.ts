import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  createFakeProducer,
  JSON_TYPE,
  messageCall,
  rawRequest,
  signature,
  startIngress,
  toRaw,
  type RunningIngress,
} from './running-ingress.ts'

const DEADLINE = { timeout: 10_000 }
const REFUSED = { status: 401, body: { status: 'refused' } }
const SEED = 20_261_128

const producer = createFakeProducer()
let ingress: RunningIngress
beforeAll(async () => {
  ingress = await startIngress({}, { producer })
})
afterAll(() => ingress.close())

const post = (body: Buffer<ArrayBuffer>, hmac: string) =>
  ingress.request({ method: 'POST', body, headers: { ...JSON_TYPE, 'x-webhook-hmac': hmac } })

test('any flipped bit of the body or of the signature makes a webhook not authentic: one answer, and nothing kept', async () => {
  const raw = toRaw(messageCall('3EB0AA'))
  const good = signature(raw)['x-webhook-hmac']
  const flips = fc.record({ inBody: fc.boolean(), at: fc.nat(), bit: fc.nat(7) })
  await fc.assert(
    fc.asyncProperty(flips, async ({ inBody, at, bit }) => {
      const hmac = Buffer.from(good, 'hex')
      const body = Buffer.from(raw)
      const flipped = inBody ? body : hmac
      flipped[at % flipped.length] = (flipped[at % flipped.length] ?? 0) ^ (1 << bit)
      const answer = await post(body, hmac.toString('hex'))
      expect(answer).toMatchObject(REFUSED)
      expect(Object.keys(answer.body as object)).toEqual(['status'])
    }),
    { seed: SEED, numRuns: 400 },
  )
  expect(producer.events).toEqual([])
}, 60_000)

test('what is not authentic is not even parsed: depth, size and nonsense get the same answer', async () => {
  for (const body of ['['.repeat(500_000), '{"event":', '\u0000', '', 'x'.repeat(4_000_000)])
    expect(await post(Buffer.from(body), 'a'.repeat(128))).toMatchObject(REFUSED)
  const { body } = await ingress.get('/metrics')
  expect(body).not.toMatch(/bellhop_webhooks_total\{fate="(?:accepted|quarantined|ignored)"/)
})

describe('a request that two servers could read in two ways', () => {
  const raw = toRaw(messageCall('3EB0AB'))
  const smuggled = rawRequest(raw) + raw.toString()

  test.for<[string, string]>([
    ['two lengths', rawRequest(raw, { 'Content-Length': '2' }) + raw.toString()],
    ['a length with a sign', rawRequest(raw, { 'content-length': `+${raw.length}` }) + raw.toString()],
    ['a length and chunks', `${rawRequest(raw, { 'transfer-encoding': 'chunked' })}0\r\n\r\n${smuggled}`],
    [
      'chunks under another name',
      `${rawRequest(raw, { 'transfer-encoding': 'xchunked' })}0\r\n\r\n${smuggled}`,
    ],
    ['a space before a colon', rawRequest(raw, { 'content-length ': '2' }) + raw.toString()],
    ['a header that goes on in the next line', rawRequest(raw, { 'x-a': 'b\r\n c' }) + raw.toString()],
    ['a bare line break', rawRequest(raw).replaceAll('\r\n', '\n') + raw.toString()],
  ])('is refused and reaches nobody: %s', async ([, bytes]) => {
    const connection = ingress.connect()
    connection.write(bytes)
    await vi.waitFor(() => expect(connection.state.received).toMatch(/^HTTP\/1\.1 4\d\d /), DEADLINE)
    await vi.waitFor(() => expect(connection.state.closed).toBe(true), DEADLINE)
    expect(connection.state.received.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(producer.events).toEqual([])
  })

  test('with a length that is too short is not authentic, and its rest is no request', async () => {
    const connection = ingress.connect()
    connection.write(rawRequest(raw, { 'content-length': String(raw.length - 20) }) + raw.toString())
    await vi.waitFor(() => expect(connection.state.closed).toBe(true), DEADLINE)
    expect(connection.state.received).toMatch(/^(?:HTTP\/1\.1 401 [^]*)?HTTP\/1\.1 400 /)
    expect(producer.events).toEqual([])
  })

  test('with a length that is too long ends when its sender does, and nothing is kept', async () => {
    const connection = ingress.connect()
    connection.write(rawRequest(raw, { 'content-length': String(raw.length + 20) }) + raw.toString())
    connection.socket.end()
    await vi.waitFor(() => expect(connection.state.closed).toBe(true), DEADLINE)
    await vi.waitFor(
      async () => expect((await ingress.get('/metrics')).body).toContain('bellhop_webhooks_in_flight 0'),
      DEADLINE,
    )
    expect(producer.events).toEqual([])
  })
})

test.for([
  'TRACE /webhook/waha',
  'CONNECT x:80',
  'POST /webhook/../webhook/waha/..',
  'POST http://x/etc',
  'POST *',
])('%s reaches no handler', async (start) => {
  const connection = ingress.connect()
  const raw = toRaw(messageCall('3EB0AC'))
  connection.write(rawRequest(raw).replace('POST /webhook/waha', start) + raw.toString())
  await vi.waitFor(
    () =>
      expect(connection.state.received || String(connection.state.closed)).toMatch(/^HTTP\/1\.1 4\d\d |true/),
    DEADLINE,
  )
  expect(connection.state.received).not.toContain('accepted')
  expect(producer.events).toEqual([])
})

test('five thousand headers are answered 431, and no header’s name or value is in the log', async () => {
  const connection = ingress.connect()
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`x-canary-${at}`, 'canary-value']))
  connection.write(rawRequest(Buffer.alloc(0), many))
  await vi.waitFor(() => expect(connection.state.received).toMatch(/^HTTP\/1\.1 431 /), DEADLINE)
  expect(ingress.logLines.join('')).not.toContain('canary')
})
