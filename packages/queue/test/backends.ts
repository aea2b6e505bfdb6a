import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { inject } from 'vitest'
import { prepareQueue, type QueueLog } from '../src/index.ts'

export interface TestQueue {
  queueUrl: string
  prefix: string
  log: QueueLog & { lines: object[] }
  drop(): Promise<void>
}

/** The backends of this machine. A machine without Redis says so once, where the servers are started. */
export const backends = [
  { backend: 'redis', open: openRedis, skip: inject('redis') === null },
  { backend: 'postgres', open: openPostgres, skip: false },
]

/** Keys of its own on the Redis of all. */
export async function openRedis(): Promise<TestQueue> {
  const queueUrl = inject('redis') ?? ''
  const prefix = randomUUID()
  return { queueUrl, prefix, log: recordLog(), drop: () => removeKeys(queueUrl, `${prefix}:*`) }
}

/** A prepared database of its own. */
export async function openPostgres(): Promise<TestQueue> {
  const url = new URL(inject('postgres').adminUrl)
  const database = `queue_${randomUUID().replaceAll('-', '')}`
  await administer(`CREATE DATABASE ${database}`)
  url.pathname = database
  const log = recordLog()
  await prepareQueue(url.href, log)
  return {
    queueUrl: url.href,
    prefix: 'unused',
    log,
    drop: () => administer(`DROP DATABASE ${database} WITH (FORCE)`),
  }
}

export function recordLog(): TestQueue['log'] {
  const lines: object[] = []
  const write = (level: string) => (fields: object, sentence: string) =>
    void lines.push({ level, ...fields, sentence })
  return { lines, info: write('info'), warn: write('warn'), error: write('error') }
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgres').adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function removeKeys(url: string, match: string): Promise<void> {
  const redis = new Redis(url)
  try {
    for await (const keys of redis.scanStream({ match, count: 1_000 }) as AsyncIterable<string[]>)
      if (keys.length > 0) await redis.del(...keys)
  } finally {
    redis.disconnect()
  }
}
