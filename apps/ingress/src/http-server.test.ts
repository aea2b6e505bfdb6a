import { expect, test } from 'vitest'
import { createHttpServer } from './http-server.ts'
import { LIMITS } from './limits.ts'
import { createLogger } from '@bellhop/runtime'

test('nothing on a connection takes longer than it may', async () => {
  const log = createLogger({ name: 'test', level: 'silent', pretty: false })
  const app = createHttpServer(log, LIMITS, { shutBecause: () => null, onPutOff() {} })
  expect(app.server.requestTimeout).toBe(10_000)
  expect(app.server.headersTimeout).toBe(10_000)
  expect(app.server.timeout).toBe(20_000)
  // WAHA leaves an idle connection after 4 s, proxies after 60 s.
  expect(app.server.keepAliveTimeout).toBeGreaterThan(60_000)
  expect(app.server.maxConnections).toBe(2000)
  await app.close()
})

test('a body may be as long, and an end take as long, as DESIGN says', () => {
  expect(LIMITS.bodyBytesMax).toBe(5 * 1024 * 1024)
  expect(LIMITS.drainMs).toBeGreaterThan(4000)
  expect(LIMITS.cutOffMs).toBeGreaterThan(LIMITS.drainMs)
  expect(LIMITS.cutOffMs).toBeLessThan(10_000)
})
