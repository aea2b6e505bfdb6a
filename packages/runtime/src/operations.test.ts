import { Writable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { startOperationsServer } from './operations-server.ts'
import type { Checks } from './operations.ts'

let close = (): Promise<void> => Promise.resolve()
afterEach(() => close())

async function start(checks: Checks) {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const metrics = createMetrics()
  const log = createLogger({ name: 'test', level: 'info', pretty: false, destination })
  const server = await startOperationsServer({ host: '127.0.0.1', port: 0, log, checks, metrics })
  close = () => server.close()
  const get = async (path: string) => {
    const response = await fetch(server.url + path)
    return { status: response.status, text: await response.text() }
  }
  return { get, metrics, lines }
}

test('a process that works is live, and ready when its dependencies answer', async () => {
  const { get } = await start({ queue: () => Promise.resolve() })
  expect(await get('/livez')).toEqual({ status: 200, text: '{"status":"ok"}' })
  expect(await get('/readyz')).toEqual({ status: 200, text: '{"status":"ok"}' })
})

test('a dependency that fails or does not answer within a second is named, and the process is still live', async () => {
  const { get } = await start({
    postgres: () => Promise.reject(new Error('down')),
    queue: () => Promise.resolve(),
    waha: () => new Promise(() => {}),
    h2h: () => {
      throw new Error('down')
    },
  })
  expect(await get('/readyz')).toEqual({
    status: 503,
    text: '{"status":"unavailable","failing":["postgres","waha","h2h"]}',
  })
  expect((await get('/livez')).status).toBe(200)
})

test('the log says once that it is not ready, and once that it is again', async () => {
  let up = true
  const { get, lines } = await start({
    queue: () => (up ? Promise.resolve() : Promise.reject(new Error('down'))),
  })
  for (const state of [true, false, false, true, true]) {
    up = state
    await get('/readyz') // oxlint-disable-line no-await-in-loop -- the order is the test
  }
  expect(lines.filter((line) => line.includes('"msg":"not ready"'))).toHaveLength(1)
  expect(lines.filter((line) => line.includes('"msg":"ready again"'))).toHaveLength(1)
})

test("the metrics are the app's own and the process's, for Prometheus", async () => {
  const { get, metrics } = await start({})
  const sent = metrics.counter({ name: 'bellhop_sent_total', help: 'Texts sent', labels: ['kind'] })
  metrics.gauge({ name: 'bellhop_waiting', help: 'Jobs waiting', collect: (gauge) => gauge.set(7) })
  metrics.histogram({ name: 'bellhop_took_seconds', help: 'How long' }).observe(0.2)
  sent.inc({ kind: 'welcome' })
  const { text } = await get('/metrics')
  expect(text).toContain('bellhop_sent_total{kind="welcome"} 1')
  expect(text).toContain('bellhop_waiting 7')
  expect(text).toContain('bellhop_took_seconds_bucket{le="0.25"} 1')
  expect(text).toContain('process_cpu_seconds_total')
})

test('the metrics show each dependency that is away', async () => {
  let up = true
  const { get } = await start({
    postgres: () => Promise.resolve(),
    queue: () => (up ? Promise.resolve() : Promise.reject(new Error('down'))),
  })
  expect((await get('/metrics')).text).toContain('bellhop_dependency_up{dependency="queue"} 1')
  up = false
  const { text } = await get('/metrics')
  expect(text).toContain('bellhop_dependency_up{dependency="queue"} 0')
  expect(text).toContain('bellhop_dependency_up{dependency="postgres"} 1')
})

test('two apps in one process have metrics of their own', async () => {
  const [one, other] = [createMetrics(), createMetrics()]
  one.counter({ name: 'bellhop_same_total', help: 'Same name' }).inc()
  other.counter({ name: 'bellhop_same_total', help: 'Same name' })
  expect(await one.registry.metrics()).toContain('bellhop_same_total 1')
  expect(await other.registry.metrics()).toContain('bellhop_same_total 0')
})
