import { ConfigError } from '@bellhop/runtime'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const required = { DATABASE_URL: 'postgresql://localhost/bellhop', QUEUE_URL: 'redis://localhost' }

test('all but the two servers has a default', () => {
  expect(readConfig(required)).toEqual({
    port: 8083,
    host: '127.0.0.1',
    logLevel: 'info',
    databaseUrl: 'postgresql://localhost/bellhop',
    queueUrl: 'redis://localhost',
    waha: { host: 'http://localhost:3000', apiPath: '/api/sendText', apiKey: undefined },
    lines: ['default'],
    homeCountry: '62',
    sendIntervalMs: 3_000,
    chatIntervalMs: 3_000,
    typing: true,
    staleAfterMs: 30 * 60_000,
  })
})

test('a rate becomes the pause between two sends, and 0 is no pause', () => {
  expect(readConfig({ ...required, SEND_RATE_PER_LINE: '2/s' }).sendIntervalMs).toBe(500)
  expect(readConfig({ ...required, SEND_RATE_PER_LINE: '0' }).sendIntervalMs).toBe(0)
})

test('the pace of a chat is its own, and none where the line has none', () => {
  expect(readConfig({ ...required, SEND_RATE_PER_CHAT: '6/m' }).chatIntervalMs).toBe(10_000)
  expect(readConfig({ ...required, SEND_RATE_PER_CHAT: '0' }).chatIntervalMs).toBe(0)
  expect(readConfig({ ...required, SEND_RATE_PER_LINE: '0' }).chatIntervalMs).toBe(0)
})

test('everything that is wrong is said at once', () => {
  const wrong = {
    SEND_TYPING: 'perhaps',
    SEND_RATE_PER_LINE: 'fast',
    SEND_RATE_PER_CHAT: '20',
    WAHA_API_PATH: 'api',
    STALE_AFTER: '30',
  }
  const read = () => readConfig(wrong)
  expect(read).toThrow(ConfigError)
  for (const variable of [...Object.keys(wrong), ...Object.keys(required)]) expect(read).toThrow(variable)
})
