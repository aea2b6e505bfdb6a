import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createFakeProducer,
  messageCall,
  rawRequest,
  startIngress,
  toRaw,
  type RunningIngress,
} from './running-ingress.ts'

const DEADLINE = { timeout: 10_000 }
const MIB = 1024 * 1024

let ingress: RunningIngress | undefined
afterEach(async () => {
  await ingress?.close()
  ingress = undefined
})

async function start(limits = {}) {
  const producer = createFakeProducer()
  ingress = await startIngress({}, { producer, limits })
  return { producer, running: ingress }
}

/** An enqueue that ends when the test says so. */
function holdEnqueue(producer: ReturnType<typeof createFakeProducer>) {
  const waiting: (() => void)[] = []
  producer.enqueue.mockImplementation(() => new Promise<void>((resolve) => waiting.push(resolve)))
  return {
    held: (count: number) => vi.waitFor(() => expect(waiting).toHaveLength(count), DEADLINE),
    release: () => {
      for (const resolve of waiting) resolve()
    },
  }
}

describe('a body above 5 MB is answered 413', () => {
  test('by its length, before a byte of it is read', async () => {
    const { running } = await start()
    const connection = running.connect()
    connection.write(rawRequest(Buffer.alloc(0), { 'content-length': String(5 * MIB + 1) }))
    await vi.waitFor(() => expect(connection.state.received).toMatch(/^HTTP\/1\.1 413 /), DEADLINE)
  })

  test('when it is sent in chunks without a length', async () => {
    const { running, producer } = await start()
    const chunks = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 6; sent++) controller.enqueue(new Uint8Array(MIB))
        controller.close()
      },
    })
    const answer = await running.request({
      method: 'POST',
      body: chunks,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    })
    expect(answer).toMatchObject({ status: 413, body: { status: 'refused' } })
    expect(producer.enqueue).not.toHaveBeenCalled()
  })

  test('before its type and its signature are looked at, and one of exactly 5 MB is taken', async () => {
    const { running } = await start()
    const large = Buffer.alloc(5 * MIB + 1, 0x20)
    expect(
      await running.post(large, { 'content-type': 'text/plain', 'x-webhook-hmac': 'none' }),
    ).toMatchObject({ status: 413 })
    const padded = Buffer.alloc(5 * MIB, 0x20)
    toRaw(messageCall('3EB001')).copy(padded)
    expect(await running.post(padded)).toMatchObject({ status: 200, body: { status: 'accepted' } })
  })
})

describe('a slow client is cut off', () => {
  const raw = toRaw(messageCall('3EB0A1'))

  test('in the middle of its body', async () => {
    const { running, producer } = await start({ requestMs: 300 })
    const connection = running.connect()
    connection.write(rawRequest(raw))
    connection.write(raw.subarray(0, 20))
    await vi.waitFor(() => expect(connection.state.closed).toBe(true), DEADLINE)
    expect(connection.state.received).toMatch(/^HTTP\/1\.1 408 /)
    expect(producer.enqueue).not.toHaveBeenCalled()
    const { body } = await running.get('/metrics')
    expect(body).toContain('bellhop_webhooks_in_flight 0')
  })

  test('in the middle of its headers, and when it says nothing at all', async () => {
    const { running } = await start({ requestMs: 300 })
    const silent = running.connect()
    const slow = running.connect()
    slow.write('POST /webhook/waha HTTP/1.1\r\nHost: x\r\nX-')
    await vi.waitFor(() => {
      expect(slow.state.closed).toBe(true)
      expect(silent.state.closed).toBe(true)
    }, DEADLINE)
  })

  test('while the others are served', async () => {
    const { running, producer } = await start({ requestMs: 5000, answeringMax: 5 })
    for (let i = 0; i < 300; i++) {
      const connection = running.connect()
      connection.write(rawRequest(raw))
      connection.write(raw.subarray(0, 20))
    }
    await vi.waitFor(async () => {
      expect((await running.get('/metrics')).body).toContain('bellhop_webhooks_in_flight 300')
    }, DEADLINE)
    expect(await running.post(messageCall('3EB0A2'))).toMatchObject({ status: 200 })
    expect(producer.events).toEqual(['guest-message'])
  })
})

test('headers above 16 KB are answered 431', async () => {
  const { running } = await start()
  const connection = running.connect()
  connection.write(rawRequest(Buffer.alloc(0), { 'x-large': 'x'.repeat(17_000) }))
  await vi.waitFor(() => expect(connection.state.received).toMatch(/^HTTP\/1\.1 431 /), DEADLINE)
})

test('a request with a length and chunks is answered 400 and reaches nobody', async () => {
  const { running, producer } = await start()
  const connection = running.connect()
  connection.write(`${rawRequest(Buffer.from('{}'), { 'transfer-encoding': 'chunked' })}0\r\n\r\n`)
  await vi.waitFor(() => expect(connection.state.received).toMatch(/^HTTP\/1\.1 400 /), DEADLINE)
  expect(producer.enqueue).not.toHaveBeenCalled()
})

describe('503 with a Retry-After of 2 to 5 seconds is the answer', () => {
  function expectPutOff(answer: { status: number; headers: Headers; body: unknown }) {
    expect(answer).toMatchObject({ status: 503, body: { status: 'unavailable' } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(2)
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(5)
  }

  test('while too many webhooks are being answered, and no longer', async () => {
    const { running, producer } = await start({ answeringMax: 2 })
    const { held, release } = holdEnqueue(producer)
    const two = [running.post(messageCall('3EB0B1')), running.post(messageCall('3EB0B2'))]
    await held(2)
    expectPutOff(await running.post(messageCall('3EB0B3')))
    release()
    for (const answer of await Promise.all(two)) expect(answer).toMatchObject({ status: 200 })
    producer.enqueue.mockResolvedValue()
    expect(await running.post(messageCall('3EB0B4'))).toMatchObject({ status: 200 })
  })

  test('before a byte of the body is there, and without a line of the log for each', async () => {
    const { running, producer } = await start({ answeringMax: 1 })
    const { held, release } = holdEnqueue(producer)
    const first = running.post(messageCall('3EB0B7'))
    await held(1)
    const connections = Array.from({ length: 20 }, () => running.connect())
    for (const connection of connections) connection.write(rawRequest(toRaw(messageCall('3EB0B8'))))
    await vi.waitFor(() => {
      for (const { state } of connections)
        expect(state.received).toMatch(/^HTTP\/1\.1 503 .*retry-after: [2-5]\r\n/s)
    }, DEADLINE)
    const { body } = await running.get('/metrics')
    expect(body).toContain('bellhop_webhooks_total{fate="refused",kind="busy"} 20')
    expect(running.logLines.filter((line) => line.includes('"reason":"busy"')).length).toBeLessThan(20)
    release()
    expect(await first).toMatchObject({ status: 200 })
  })

  test('while the queue is known to be full, before a byte of the body is there', async () => {
    const { running, producer } = await start()
    producer.waiting.mockResolvedValue(100_000)
    await vi.waitFor(async () => expectPutOff(await running.post(messageCall('3EB0B9'))), DEADLINE)
    const taken = producer.enqueue.mock.calls.length
    const asked = producer.waiting.mock.calls.length
    const connection = running.connect()
    connection.write(rawRequest(toRaw(messageCall('3EB0BA'))))
    await vi.waitFor(
      () => expect(connection.state.received).toMatch(/^HTTP\/1\.1 503 .*retry-after: [2-5]\r\n/s),
      DEADLINE,
    )
    expect(producer.enqueue).toHaveBeenCalledTimes(taken)
    expect((await running.get('/metrics')).body).toContain(
      'bellhop_webhooks_total{fate="refused",kind="queue-full"} 2',
    )
    producer.waiting.mockResolvedValue(0)
    await vi.waitFor(
      async () => expect(await running.post(messageCall('3EB0B9'))).toMatchObject({ status: 200 }),
      DEADLINE,
    )
    expect(producer.waiting.mock.calls.length).toBeGreaterThan(asked)
  })

  test('while the bodies that are held leave no room, those half-way included, and no longer', async () => {
    const { running } = await start({ heldBytesMax: 100_000 })
    const connection = running.connect()
    connection.write(rawRequest(Buffer.alloc(0), { 'content-length': '100000' }))
    connection.write(Buffer.alloc(99_900, 0x20))
    await vi.waitFor(async () => expectPutOff(await running.post(messageCall('3EB0B5'))), DEADLINE)
    connection.socket.destroy()
    await vi.waitFor(
      async () => expect(await running.post(messageCall('3EB0B6'))).toMatchObject({ status: 200 }),
      DEADLINE,
    )
  })

  test('when the queue refuses an event, whose content no log line shows', async () => {
    const { running, producer } = await start()
    producer.enqueue.mockRejectedValue(new Error('ERR is breakfast included? 6281234567890'))
    expectPutOff(await running.post(messageCall('3EB0C3')))
    expect(running.logLines.join('')).toContain('the queue took no event')
    expect(running.logLines.join('')).not.toMatch(/breakfast|81234567890/)
  })

  test('when the queue is not ready, but 200 for what needs no queue and 401 for what is not signed', async () => {
    const { running, producer } = await start()
    producer.isReady.mockReturnValue(false)
    expectPutOff(await running.post(messageCall('3EB0C4')))
    expectPutOff(await running.post(Buffer.from('{"event":')))
    expect(await running.post(messageCall('3EB0C5', {}, { event: 'presence.update' }))).toMatchObject({
      status: 200,
    })
    expect(await running.post(messageCall('3EB0C6'), { 'x-webhook-hmac': '' })).toMatchObject({ status: 401 })
    expect(producer.enqueue).not.toHaveBeenCalled()
  })
})

test('/readyz names the queue when it does not answer', async () => {
  const { running, producer } = await start()
  producer.ping.mockRejectedValue(new Error('down'))
  expect(await running.get('/readyz')).toMatchObject({
    status: 503,
    body: { status: 'unavailable', failing: ['queue'] },
  })
  expect(await running.get('/livez')).toMatchObject({ status: 200 })
})

test('/metrics shows the age of the oldest event that waits, and nothing of it while the queue is away', async () => {
  const { running, producer } = await start()
  producer.oldestAt.mockResolvedValue(Date.now() - 90_000)
  expect((await running.get('/metrics')).body).toMatch(/^bellhop_inbound_oldest_seconds 9\d/m)
  producer.oldestAt.mockResolvedValue(null)
  expect((await running.get('/metrics')).body).toMatch(/^bellhop_inbound_oldest_seconds 0$/m)
  producer.oldestAt.mockRejectedValue(new Error('down'))
  const { status, body } = await running.get('/metrics')
  expect(status).toBe(200)
  expect(body).not.toMatch(/^bellhop_inbound_oldest_seconds \d/m)
})
