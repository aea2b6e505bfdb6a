import { join } from 'node:path'
import { BUILT_IN_REPLIES } from '@bellhop/core'
import { ConfigError } from '@bellhop/runtime'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const required = { DATABASE_URL: 'postgresql://localhost/bellhop', QUEUE_URL: 'redis://localhost' }

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable).toSorted()
    throw error
  }
  return []
}

test('all but the two servers has a default', () => {
  expect(readConfig(required)).toEqual({
    port: 8082,
    host: '127.0.0.1',
    logLevel: 'info',
    databaseUrl: 'postgresql://localhost/bellhop',
    queueUrl: 'redis://localhost',
    waha: { host: 'http://localhost:3000', apiPath: '/api/sendText', apiKey: undefined },
    lines: ['default'],
    homeCountry: '62',
    rules: {
      idleLimitMs: 30 * 60_000,
      autoReply: 'every',
      staleAfterMs: 30 * 60_000,
      manualReturnAfterMs: 30 * 60_000,
      replies: BUILT_IN_REPLIES,
    },
    backlogSettleMs: 6_000,
    gapRepairEveryMs: 10 * 60_000,
    lineSilenceAlertMs: 6 * 3_600_000,
    media: { dir: join(import.meta.dirname, '../../../media'), sizeMax: 20 * 1024 * 1024 },
    retentionDays: null,
    h2h: { host: 'http://localhost:8000', path: '/v2/agents/create', apiKey: undefined },
  })
})

test('what an operator may switch off can be switched off', () => {
  const config = readConfig({
    ...required,
    AUTO_REPLY: 'off',
    STALE_AFTER: 'off',
    MANUAL_RETURN_AFTER: 'off',
    BACKLOG_SETTLE: '0s',
  })
  expect(config.rules).toMatchObject({ autoReply: 'off', staleAfterMs: null, manualReturnAfterMs: null })
  expect(config.backlogSettleMs).toBe(0)
})

test('everything that is wrong is said at once, what is wrong with the texts of the hotel too', () => {
  const wrong = {
    PORT: 'http',
    QUEUE_URL: 'amqp://localhost',
    PHONE_HOME_COUNTRY: '+62',
    SESSION_IDLE_LIMIT: '30',
    AUTO_REPLY: 'sometimes',
    STALE_AFTER: 'never',
    MANUAL_RETURN_AFTER: 'never',
    BACKLOG_SETTLE: '6',
    MEDIA_MAX_SIZE: '20',
    H2H_AGENT_ROUTER_HOST: 'localhost:8000',
    H2H_AGENT_ROUTER_PATH: 'v2/agents/create',
    REPLIES_FILE: '/nowhere/replies.json',
  }
  expect(problemsOf(wrong)).toEqual([...Object.keys(wrong), 'DATABASE_URL'].toSorted())
})

test('texts that cannot be read are a problem by themselves', () => {
  expect(problemsOf({ ...required, REPLIES_FILE: '/nowhere/replies.json' })).toEqual(['REPLIES_FILE'])
})
