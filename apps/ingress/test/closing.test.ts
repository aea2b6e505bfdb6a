import { expect, test, vi } from 'vitest'
import { createFakeProducer, messageCall, rawRequest, startIngress, toRaw } from './running-ingress.ts'

const DEADLINE = { timeout: 10_000 }
const raw = toRaw(messageCall('3EB0A1'))

async function start(limits: { drainMs: number; cutOffMs?: number }) {
  const producer = createFakeProducer()
  let release: (() => void) | undefined
  producer.enqueue.mockImplementation(() => new Promise<void>((resolve) => (release = resolve)))
  const ingress = await startIngress({}, { producer, limits })
  return { ingress, producer, release: () => release?.() }
}

test('a webhook that is being answered when the ingress is closed is answered, on a connection that then ends', async () => {
  const { ingress, producer, release } = await start({ drainMs: 0, cutOffMs: 8000 })
  const connection = ingress.connect()
  connection.write(rawRequest(raw))
  connection.write(raw)
  await vi.waitFor(() => expect(producer.enqueue).toHaveBeenCalledOnce(), DEADLINE)

  const closing = ingress.close()
  await vi.waitFor(() => expect(fetch(ingress.url)).rejects.toThrow(), DEADLINE)
  release()
  await closing
  await vi.waitFor(() => expect(connection.state.closed).toBe(true), DEADLINE)
  expect(connection.state.received).toMatch(/^HTTP\/1\.1 200 /)
  expect(connection.state.received).toMatch(/connection: close/i)
  expect(connection.state.received).toContain('{"status":"accepted"}')
  expect(connection.state.error).toBeUndefined()
})

test('a webhook that comes on an open connection after the ingress was closed is answered too, and none is reset', async () => {
  const { ingress, producer } = await start({ drainMs: 10_000, cutOffMs: 15_000 })
  producer.enqueue.mockResolvedValue()
  const connections = Array.from({ length: 20 }, () => ingress.connect())
  for (const connection of connections) {
    connection.write(rawRequest(raw))
    connection.write(raw)
  }
  await vi.waitFor(() => {
    for (const { state } of connections) expect(state.received).toContain('{"status":"accepted"}')
  }, DEADLINE)

  const closing = ingress.close()
  for (const { state, write } of connections) {
    expect(state.received).not.toMatch(/connection: close/i)
    state.received = ''
    write(rawRequest(raw))
    write(raw)
  }
  // Ends by itself as soon as the last client has gone, long before the drain's own time is over.
  await closing
  await vi.waitFor(() => {
    for (const { state } of connections) expect(state.closed).toBe(true)
  }, DEADLINE)
  for (const { state } of connections) {
    expect(state.received).toMatch(/^HTTP\/1\.1 200 /)
    expect(state.received).toMatch(/connection: close/i)
    expect(state.error).toBeUndefined()
  }
  expect(producer.enqueue).toHaveBeenCalledTimes(40)
})

test('a webhook that comes after the drain, on a connection that was opened before its end, is answered too', async () => {
  const { ingress, producer } = await start({ drainMs: 0, cutOffMs: 8000 })
  producer.enqueue.mockResolvedValue()
  const connection = ingress.connect()
  connection.write(rawRequest(raw))
  connection.write(raw)
  await vi.waitFor(() => expect(connection.state.received).toContain('{"status":"accepted"}'), DEADLINE)

  const closing = ingress.close()
  await vi.waitFor(() => expect(fetch(ingress.url)).rejects.toThrow(), DEADLINE)
  connection.state.received = ''
  connection.write(rawRequest(raw))
  connection.write(raw)
  await closing
  await vi.waitFor(() => expect(connection.state.closed).toBe(true), DEADLINE)
  expect(connection.state.received).toMatch(/^HTTP\/1\.1 200 /)
  expect(connection.state.received).toMatch(/connection: close/i)
  expect(connection.state.error).toBeUndefined()
})

test('clients that never end do not keep the ingress open', async () => {
  const { ingress } = await start({ drainMs: 50, cutOffMs: 200 })
  const idle = ingress.connect()
  const slow = ingress.connect()
  slow.write(rawRequest(raw))
  await vi.waitFor(async () => {
    expect((await ingress.get('/metrics')).body).toContain('bellhop_webhooks_in_flight 1')
  }, DEADLINE)
  await ingress.close()
  await vi.waitFor(() => {
    expect(idle.state.closed).toBe(true)
    expect(slow.state.closed).toBe(true)
  }, DEADLINE)
})

test('a producer that was given to the ingress stays open', async () => {
  const { ingress, producer } = await start({ drainMs: 0 })
  await ingress.close()
  expect(producer.close).not.toHaveBeenCalled()
})
