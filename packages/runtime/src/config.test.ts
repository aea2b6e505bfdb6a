import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { commonFields, fields } from './config-fields.ts'
import { ConfigError, parseConfig } from './config.ts'

const SECRET = 'hunter2-and-more'

function problemsOf(schema: z.ZodType, env: NodeJS.ProcessEnv) {
  try {
    parseConfig(schema, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

function read<T>(field: z.ZodType<T>, value: string | undefined): T {
  return parseConfig(z.object({ VALUE: field }), { VALUE: value }).VALUE
}

describe('the environment', () => {
  const schema = z.object({
    ...commonFields(8080),
    QUEUE_URL: fields.url({ schemes: ['redis', 'postgres'], example: 'redis://localhost:6379' }),
    KEYS: fields.list({ wants: 'a comma list of keys', example: 'a,b' }),
    IDLE: fields.duration('30m'),
  })

  test('is read with defaults for what is not set', () => {
    expect(parseConfig(schema, { QUEUE_URL: 'redis://localhost:6379', KEYS: 'a' })).toEqual({
      PORT: 8080,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      QUEUE_URL: 'redis://localhost:6379',
      KEYS: ['a'],
      IDLE: 1_800_000,
    })
  })

  test('is refused with every problem at once, by variable, with what is wanted and an example', () => {
    expect(problemsOf(schema, { PORT: 'http', QUEUE_URL: 'amqp://x', IDLE: '30' })).toEqual([
      { variable: 'PORT', problem: 'must be a whole number from 0 to 65535, for example 8080' },
      {
        variable: 'QUEUE_URL',
        problem: 'must be a URL with redis:// or postgres://, for example redis://localhost:6379',
      },
      { variable: 'KEYS', problem: 'is required: a comma list of keys, for example a,b' },
      { variable: 'IDLE', problem: 'must be a duration with its unit (ms, s, m, h, d), for example 30m' },
    ])
  })

  test('never has its values repeated in a problem', () => {
    const strict = z.object({
      A: fields.secret({ wants: 'a key of 32 characters', lengthMin: 32 }),
      B: fields.url({ schemes: ['redis'], example: 'redis://localhost' }),
      C: fields.flag(),
      D: fields.choice(['one', 'two']),
    })
    const problems = problemsOf(strict, { A: SECRET, B: `http://:${SECRET}@host`, C: SECRET, D: SECRET })
    expect(problems.map(({ variable }) => variable)).toEqual(['A', 'B', 'C', 'D'])
    expect(JSON.stringify(problems)).not.toContain(SECRET)
  })

  test('takes an empty variable for an unset one', () => {
    expect(read(fields.port(8080), '')).toBe(8080)
    expect(read(fields.port(8080), '  ')).toBe(8080)
    expect(problemsOf(z.object({ KEY: fields.secret({ wants: 'a key' }) }), { KEY: '' })).toHaveLength(1)
  })
})

describe('a field', () => {
  test.each([
    ['500ms', 500],
    ['6s', 6000],
    ['30m', 1_800_000],
    ['24h', 86_400_000],
    ['2d', 172_800_000],
    ['1.5h', 5_400_000],
    ['0s', 0],
  ])('reads the duration %s', (text, ms) => {
    expect(read(fields.duration(), text)).toBe(ms)
  })

  test.each(['30', 's', '-1s', '1 s', 'off', '1w', '1e3s', 'Infinitys'])(
    'refuses the duration %j',
    (text) => {
      expect(() => read(fields.duration(), text)).toThrow(ConfigError)
    },
  )

  test('reads a duration that may be off', () => {
    expect(read(fields.durationOrOff('30m'), 'off')).toBeNull()
    expect(read(fields.durationOrOff('off'), undefined)).toBeNull()
    expect(read(fields.durationOrOff('30m'), undefined)).toBe(1_800_000)
  })

  test('reads days that may be off', () => {
    expect(read(fields.daysOrOff('off'), undefined)).toBeNull()
    expect(read(fields.daysOrOff('90'), 'off')).toBeNull()
    expect(read(fields.daysOrOff('off'), '1')).toBe(1)
    expect(read(fields.daysOrOff('off'), '365')).toBe(365)
  })

  test.each(['0', '-1', '1.5', '30d', 'never', '36501', '1e2'])('refuses the days %j', (text) => {
    expect(() => read(fields.daysOrOff('off'), text)).toThrow(ConfigError)
  })

  test.each([
    ['20/m', 3000],
    ['5/s', 200],
    ['60/h', 60_000],
    ['0', 0],
  ])('reads the rate %s as the interval between two', (text, ms) => {
    expect(read(fields.rate(), text)).toBe(ms)
  })

  test.each(['20', '0/m', '-1/m', '20/d', '/m'])('refuses the rate %j', (text) => {
    expect(() => read(fields.rate(), text)).toThrow(ConfigError)
  })

  test.each([
    ['1KB', 1024],
    ['20MB', 20_971_520],
    ['2GB', 2_147_483_648],
  ])('reads the size %s', (text, bytes) => {
    expect(read(fields.size(), text)).toBe(bytes)
  })

  test.each(['20', '0MB', '-1MB', '20mb', '20 MB', '1.5MB', 'MB'])('refuses the size %j', (text) => {
    expect(() => read(fields.size(), text)).toThrow(ConfigError)
  })

  test('takes a relative folder from the top of the project, whichever app reads it', () => {
    const top = join(import.meta.dirname, '../../..')
    expect(read(fields.folder('media'), undefined)).toBe(join(top, 'media'))
    expect(read(fields.folder('media'), './files')).toBe(join(top, 'files'))
    expect(read(fields.folder('media'), '/var/lib/bellhop')).toBe('/var/lib/bellhop')
  })

  test('reads a list without blanks and doubles, and refuses a gap', () => {
    const list = fields.list({ wants: 'names', example: 'a,b' })
    expect(read(list, ' a, b ,a')).toEqual(['a', 'b'])
    expect(() => read(list, 'a,,b')).toThrow(ConfigError)
  })

  test('reads a URL as it is, without the slash at its end', () => {
    const url = fields.url({ schemes: ['http', 'https'], example: 'http://localhost:3000' })
    expect(read(url, 'http://waha:3000/')).toBe('http://waha:3000')
    expect(() => read(url, 'waha:3000')).toThrow(ConfigError)
  })

  test('reads whole numbers within their bounds', () => {
    const port = fields.port()
    expect(read(port, '0')).toBe(0)
    for (const text of ['-1', '65536', '80.5', '0x50', '8e1'])
      expect(() => read(port, text)).toThrow(ConfigError)
  })
})
