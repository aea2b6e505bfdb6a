import { ConfigError } from '@bellhop/runtime'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const complete = { QUEUE_URL: 'redis://localhost:6379', WAHA_WEBHOOK_HMAC_KEYS: 'old-key,new-key' }

function problemsOf(env: NodeJS.ProcessEnv) {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

test('the environment is read into groups, with defaults', () => {
  expect(readConfig(complete)).toEqual({
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    queue: { url: 'redis://localhost:6379', waitingMax: 100_000 },
    webhook: { keys: ['old-key', 'new-key'], lines: ['default'], homeCountry: '62' },
  })
})

test('without keys it is refused, unless unsigned webhooks are asked for', () => {
  const { QUEUE_URL } = complete
  expect(problemsOf({ QUEUE_URL })).toMatchObject([{ variable: 'WAHA_WEBHOOK_HMAC_KEYS' }])
  expect(problemsOf({ QUEUE_URL, WAHA_WEBHOOK_INSECURE: 'false' })).toHaveLength(1)
  expect(readConfig({ QUEUE_URL, WAHA_WEBHOOK_INSECURE: 'true' }).webhook.keys).toEqual([])
})

test('keys are asked of signatures also where unsigned webhooks are allowed', () => {
  expect(readConfig({ ...complete, WAHA_WEBHOOK_INSECURE: 'true' }).webhook.keys).toHaveLength(2)
})

test('missing keys are told together with all other problems', () => {
  expect(
    problemsOf({ PORT: 'x', INBOUND_MAX: '-1' })
      .map(({ variable }) => variable)
      .toSorted(),
  ).toEqual(['INBOUND_MAX', 'PORT', 'QUEUE_URL', 'WAHA_WEBHOOK_HMAC_KEYS'])
})
