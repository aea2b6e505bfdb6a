import { join } from 'node:path'

import { ConfigError } from '@bellhop/runtime'
import { describe, expect, test } from 'vitest'

import { readConfig } from './config.ts'

const ENV = {
  DATABASE_URL: 'postgresql://localhost/bellhop',
  QUEUE_URL: 'redis://localhost',
  CONSOLE_PASSWORD: 'open sesame',
  CONSOLE_SESSION_SECRET: 's'.repeat(32),
  CONSOLE_API_KEYS: 'first-key-of-many, second-key-of-many',
}

describe('the configuration', () => {
  test('needs where things are and who may come in, and nothing else', () => {
    expect(readConfig(ENV)).toEqual({
      port: 8081,
      host: '127.0.0.1',
      logLevel: 'info',
      databaseUrl: 'postgresql://localhost/bellhop',
      queueUrl: 'redis://localhost',
      lines: ['default'],
      homeCountry: '62',
      idleLimitMs: 30 * 60_000,
      manualReturnAfterMs: 30 * 60_000,
      staleAfterMs: 30 * 60_000,
      mediaDir: join(import.meta.dirname, '../../../media'),
      lineSilenceAlertMs: 6 * 3_600_000,
      firstReplyTargetMs: 5 * 60_000,
      password: 'open sesame',
      sessionSecret: 's'.repeat(32),
      apiKeys: ['first-key-of-many', 'second-key-of-many'],
    })
  })

  test.for([
    ['CONSOLE_PASSWORD', 'short'],
    ['CONSOLE_SESSION_SECRET', 's'.repeat(31)],
    ['CONSOLE_API_KEYS', 'long-enough-as-a-key,short'],
    ['CONSOLE_API_KEYS', 'long-enough-as-a-key,'],
    ['SESSION_IDLE_LIMIT', '45'],
    ['QUEUE_URL', 'http://localhost'],
  ] as const)('refuses %s when it is %j, without repeating it', ([variable, value]) => {
    const read = () => readConfig({ ...ENV, [variable]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(variable)
    expect(read).not.toThrow(value)
  })

  test('tells all that is missing at once', () => {
    const error = catchError(() => readConfig({}))
    expect(error).toBeInstanceOf(ConfigError)
    expect((error as ConfigError).problems.map(({ variable }) => variable).toSorted()).toEqual(
      Object.keys(ENV).toSorted(),
    )
  })
})

function catchError(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
