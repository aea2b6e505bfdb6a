import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { openDoorbells, prepareQueue } from '../src/index.ts'
import { openPostgres, recordLog, type TestQueue } from './backends.ts'
import { openFakeRedis, type FakeRedis } from './fake-redis.ts'

const dropped: TestQueue[] = []
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  for (const one of dropped.splice(0)) await one.drop()
})

async function redisThatSays(
  answers: Partial<Record<string, string[] | Error | string>>,
): Promise<FakeRedis> {
  const redis = await openFakeRedis(answers)
  opened.push(redis)
  return redis
}

const SAFE = ['appendonly', 'yes', 'appendfsync', 'always']

describe('preparing Redis', () => {
  test('accepts one that neither evicts nor forgets', async () => {
    const { url } = await redisThatSays({ INFO: 'maxmemory_policy:noeviction\r\n', CONFIG: SAFE })
    const log = recordLog()
    await prepareQueue(url, log)
    expect(log.lines).toEqual([])
  })

  test('refuses one that evicts, and says what to set', async () => {
    const { url } = await redisThatSays({ INFO: 'maxmemory_policy:allkeys-lru\r\n', CONFIG: SAFE })
    await expect(prepareQueue(url, recordLog())).rejects.toMatchObject({
      name: 'QueueSetupError',
      message: expect.stringContaining('set maxmemory-policy noeviction') as string,
    })
  })

  test.each([
    ['writes to disk each second', ['appendonly', 'yes', 'appendfsync', 'everysec']],
    ['never writes to disk', ['appendonly', 'no', 'appendfsync', 'always']],
    ['keeps its settings to itself', new Error("ERR unknown command 'CONFIG'")],
    ['forbids to ask', new Error('NOPERM this user has no permissions')],
  ])('warns of one that %s', async (_, CONFIG) => {
    const { url } = await redisThatSays({ INFO: 'maxmemory_policy:noeviction\r\n', CONFIG })
    const log = recordLog()
    await prepareQueue(url, log)
    expect(log.lines).toMatchObject([{ level: 'warn' }])
  })

  test('warns of one that does not tell whether it evicts', async () => {
    const { url } = await redisThatSays({ INFO: 'used_memory:1\r\n', CONFIG: SAFE })
    const log = recordLog()
    await prepareQueue(url, log)
    expect(log.lines).toMatchObject([{ level: 'warn' }])
  })

  test('that is not there ends with an error that keeps the password', async () => {
    const { url, close } = await redisThatSays({})
    await close()
    const secret = new URL(url)
    secret.password = 'hunter2'
    const error: unknown = await prepareQueue(secret.href, recordLog()).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'QueueUnavailableError', code: 'ECONNREFUSED' })
    expect(String(error)).not.toContain('hunter2')
  })

  test.skipIf(!inject('redis'))('accepts the real one of these tests', async () => {
    await expect(prepareQueue(inject('redis') ?? '', recordLog())).resolves.toBeUndefined()
  })
})

describe('preparing Postgres', () => {
  test('makes the tables, and may be done again', async () => {
    const queue = await openPostgres()
    dropped.push(queue)
    await prepareQueue(queue.queueUrl, queue.log)
    const bells = await openDoorbells(queue)
    opened.push(bells)
    await expect(bells.ringAgent(['s1'])).resolves.toBeUndefined()
  })

  test('is asked for by name where it was forgotten', async () => {
    await expect(
      openDoorbells({ queueUrl: inject('postgres').adminUrl, log: recordLog() }),
    ).rejects.toMatchObject({
      name: 'QueueSetupError',
      message: expect.stringContaining('npm run db:migrate') as string,
    })
  })

  test('that is not there ends with an error that keeps the password', async () => {
    const error: unknown = await prepareQueue(
      `postgres://hotel:hunter2@127.0.0.1:1/${randomUUID()}`,
      recordLog(),
    ).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'QueueUnavailableError', code: 'ECONNREFUSED' })
    expect(String(error)).not.toContain('hunter2')
  })
})

test.each(['mysql://root:hunter2@host', 'host:6379', '', 'redis//:hunter2'])(
  '%j is no queue',
  async (queueUrl) => {
    const error: unknown = await openDoorbells({ queueUrl, log: recordLog() }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ name: 'QueueSetupError' })
    expect(String(error)).not.toContain('hunter2')
  },
)
