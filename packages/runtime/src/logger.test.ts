import assert from 'node:assert'
import { Writable } from 'node:stream'
import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLogger } from './logger.ts'

const PHONE = '6281234567890'
const lineSchema = z.looseObject({
  time: z.string(),
  err: z.looseObject({ stack: z.string().optional() }).optional(),
})
const TEXT = 'please call room 12'

/** The lines that are written, as text and the last one as an object. */
function openLog() {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const log = createLogger({ name: 'test', level: 'info', pretty: false, destination })
  return { log, lines, last: () => lineSchema.parse(JSON.parse(lines.at(-1) ?? '{}')) }
}

test('an event is one JSON line with its level, time, name and ids, whatever the strings hold', () => {
  const { log, lines, last } = openLog()
  log.info({ line: 'default', eventId: 'evt\r\n\u001b[31m\u2028%s' }, 'webhook answered')
  expect(lines).toHaveLength(1)
  for (const raw of ['\r', '\u001b']) expect(lines[0]).not.toContain(raw)
  expect(lines[0]?.trimEnd()).not.toContain('\n')
  expect(last()).toMatchObject({ level: 'info', name: 'test', line: 'default', msg: 'webhook answered' })
  expect(Date.parse(last().time)).not.toBeNaN()
})

test('is readable on a terminal', () => {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  createLogger({ name: 'test', level: 'info', pretty: true, destination }).info(
    { line: 'default' },
    'started',
  )
  expect(lines.join('')).toMatch(/INFO.*started[\s\S]*line.*default/)
})

describe('of an error that we did not write', () => {
  test.each([
    [
      'Postgres',
      Object.assign(new Error(`Key (phone)=(${PHONE}) already exists`), {
        code: '23505',
        constraint: 'guests_phone_key',
        detail: `Key (phone)=(${PHONE})`,
        parameters: [TEXT],
      }),
    ],
    [
      'Prisma',
      Object.assign(new Error(`Invalid invocation: { text: "${TEXT}" }`), {
        code: 'P2010',
        meta: { driverAdapterError: { cause: { originalMessage: PHONE } } },
      }),
    ],
    [
      'got',
      Object.assign(new Error(`Response code 500 ${TEXT}`), {
        code: 'ERR_NON_2XX_3XX_RESPONSE',
        options: { json: { text: TEXT, chatId: PHONE }, headers: { 'x-api-key': PHONE } },
      }),
    ],
    [
      'ioredis',
      Object.assign(new Error(`ERR wrong ${PHONE}`), { command: { name: 'hset', args: [TEXT, PHONE] } }),
    ],
    ['JSON.parse', jsonError(TEXT)],
    ['a library with frames in its message', new Error(`${TEXT}\n    at ${PHONE} (x.ts:1:2)\nend`)],
  ])('no line shows what it carries: %s', (_name, error) => {
    const { log, lines } = openLog()
    log.error({ err: error }, 'failed')
    log.error({ err: error })
    log.error(error)
    log.error({ err: new Error(TEXT, { cause: error }) })
    log.error({ err: error }, error.message)
    log.error({ err: new AggregateError([error], TEXT) }, 'failed')
    log.error({ error }, 'failed')
    expect(lines).toHaveLength(7)
    expect(lines.join('')).not.toMatch(/6281234567890|please call/)
  })

  test('its type, code, constraint, cause and frames are kept', () => {
    const { log, last } = openLog()
    const cause = Object.assign(new Error(`connect to ${PHONE}`), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      port: 6379,
    })
    log.error(
      {
        err: Object.assign(new TypeError(TEXT, { cause }), { code: '23505', constraint: 'guests_phone_key' }),
      },
      'failed',
    )
    expect(last().err).toMatchObject({
      type: 'TypeError',
      code: '23505',
      constraint: 'guests_phone_key',
      cause: { type: 'Error', code: 'ECONNREFUSED', syscall: 'connect', port: 6379 },
    })
    expect(last().err?.stack).toMatch(/^ +at .*logger\.test\.ts:\d+:\d+/)
  })
})

describe('the message is shown', () => {
  class WahaError extends Error {
    readonly code = 'refused'
    readonly retryable = true
  }

  test.each([
    ['of our own errors', new WahaError('WAHA refused the connection'), 'WAHA refused the connection'],
    ['of our assertions', failedAssertion(), 'a session has a guest'],
    [
      'of a bug, when the engine wrote it',
      new TypeError("Cannot read properties of undefined (reading 'id')"),
      "Cannot read properties of undefined (reading 'id')",
    ],
  ])('%s', (_name, error, message) => {
    const { log, last } = openLog()
    log.error({ err: error }, 'failed')
    expect(last().err?.message).toBe(message)
  })
})

test('what is thrown but no error shows its type only', () => {
  const { log, lines, last } = openLog()
  log.error({ err: TEXT }, 'failed')
  expect(last().err).toEqual({ type: 'thrown string' })
  expect(lines.join('')).not.toContain(TEXT)
})

test("Fastify's own line for a failed request shows no message either", async () => {
  const { log, lines } = openLog()
  const app = Fastify({ loggerInstance: log })
  app.get('/', () => {
    throw new Error(TEXT)
  })
  await app.inject('/')
  await app.close()
  expect(lines.join('')).toContain('"msg":"error"')
  expect(lines.join('')).not.toContain(TEXT)
})

function jsonError(text: string): Error {
  return thrownBy(() => void JSON.parse(text))
}

function failedAssertion(): Error {
  return thrownBy(() => assert(Date.now() === 0, 'a session has a guest'))
}

function thrownBy(act: () => void): Error {
  try {
    act()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}
