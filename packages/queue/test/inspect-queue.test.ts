import { Redis } from 'ioredis'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { inspectQueue } from '../src/index.ts'
import { openPostgres, type TestQueue } from './backends.ts'
import { openFakeRedis } from './fake-redis.ts'

const dropped: TestQueue[] = []
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  for (const one of dropped.splice(0)) await one.drop()
})

describe('inspecting Redis', () => {
  test.skipIf(!inject('redis'))('tells how it keeps what it is given, and leaves nothing there', async () => {
    const url = inject('redis') ?? ''
    const facts = await inspectQueue(url)
    expect(facts).toMatchObject({
      backend: 'redis',
      evictionPolicy: 'noeviction',
      appendOnly: 'no',
      role: 'master',
      failedSaves: [],
      version: expect.stringMatching(/^\d+\.\d+/) as string,
      writeMs: expect.any(Number) as number,
    })
    const redis = new Redis(url)
    expect(await redis.keys('bellhop-doctor:*')).toEqual([])
    redis.disconnect()
  })

  test('tells what failed, and what a managed server keeps to itself', async () => {
    const redis = await openFakeRedis({
      INFO: 'redis_version:7.2.4\r\nvalkey_version:8.1.1\r\naof_enabled:1\r\naof_last_write_status:err\r\n',
      CONFIG: new Error("ERR unknown command 'CONFIG'"),
      TIME: ['1', '0'],
    })
    opened.push(redis)
    const facts = await inspectQueue(redis.url)
    expect(facts).toMatchObject({
      product: 'Valkey',
      version: '8.1.1',
      appendOnly: 'yes',
      appendFsync: null,
      evictionPolicy: null,
      failedSaves: ['aof_last_write_status'],
    })
    expect(facts).toHaveProperty('clockAheadMs', expect.closeTo(-Date.now(), -5))
  })

  test('that is not there ends with its code, without the password', async () => {
    const error: unknown = await inspectQueue('redis://:hunter2@127.0.0.1:1').catch(
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ name: 'QueueUnavailableError', code: 'ECONNREFUSED' })
    expect(String(error)).not.toContain('hunter2')
  })
})

describe('inspecting Postgres', () => {
  test('tells whether the queue has its tables', async () => {
    const queue = await openPostgres()
    dropped.push(queue)
    expect(await inspectQueue(queue.queueUrl)).toEqual({ backend: 'postgres', isPrepared: true })
    expect(await inspectQueue(inject('postgres').adminUrl)).toEqual({
      backend: 'postgres',
      isPrepared: false,
    })
  })
})
