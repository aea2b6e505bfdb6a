import { randomUUID } from 'node:crypto'
import { assertSchemaCompatibility, SchemaMigrationRequiredError } from 'bullmq'
import type { Redis } from 'ioredis'
import { Pool } from 'pg'
import { isPostgres } from './backend.ts'
import { QueueUnavailableError } from './errors.ts'
import { medianMs } from './median-ms.ts'
import { inQueueSchema } from './postgres.ts'
import { openRedisOnce } from './redis-once.ts'

const WRITES = 50
const KEY_LIFE_S = 60

/** What the server of the queue is and how it keeps what it is given. Null where it doesn't tell. */
export type QueueFacts = RedisFacts | { backend: 'postgres'; isPrepared: boolean }

export interface RedisFacts {
  backend: 'redis'
  product: 'Redis' | 'Valkey'
  version: string
  role: string | null
  evictionPolicy: string | null
  appendOnly: string | null
  appendFsync: string | null
  /** Of the last write of the log, its last rewrite and the last snapshot: those that failed. */
  failedSaves: string[]
  usedBytes: number
  /** 0 is no limit. */
  maxBytes: number
  clients: number
  clientsMax: number | null
  /** Its clock minus ours. */
  clockAheadMs: number
  /** Medians: of an empty question, and of a small write, which waits for the disk where it is to. */
  roundTripMs: number
  writeMs: number
}

/** Looks at the server of QUEUE_URL and changes nothing, but for a key of its own. Throws {@link QueueUnavailableError}. */
export async function inspectQueue(queueUrl: string): Promise<QueueFacts> {
  return isPostgres(queueUrl) ? inspectPostgres(queueUrl) : openRedisOnce(queueUrl, inspectRedis)
}

async function inspectPostgres(url: string): Promise<QueueFacts> {
  const pool = new Pool({ connectionString: inQueueSchema(url), max: 1, connectionTimeoutMillis: 5_000 })
  pool.on('error', () => {})
  try {
    await assertSchemaCompatibility(pool)
    return { backend: 'postgres', isPrepared: true }
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return { backend: 'postgres', isPrepared: false }
    throw QueueUnavailableError.from(error)
  } finally {
    await pool.end().catch(() => {})
  }
}

async function inspectRedis(redis: Redis): Promise<RedisFacts> {
  const fields = new Map(
    [...(await redis.info()).matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  const settings = await readSettings(redis)
  const valkey = fields.get('valkey_version')
  return {
    backend: 'redis',
    product: valkey === undefined ? 'Redis' : 'Valkey',
    version: valkey ?? fields.get('redis_version') ?? '',
    role: fields.get('role') ?? null,
    evictionPolicy: fields.get('maxmemory_policy') ?? null,
    appendOnly: settings.get('appendonly') ?? appendOnlyOf(fields.get('aof_enabled')),
    appendFsync: settings.get('appendfsync') ?? null,
    failedSaves: SAVES.filter((name) => (fields.get(name) ?? 'ok') !== 'ok'),
    usedBytes: Number(fields.get('used_memory') ?? 0),
    maxBytes: Number(fields.get('maxmemory') ?? 0),
    clients: Number(fields.get('connected_clients') ?? 0),
    clientsMax: fields.has('maxclients') ? Number(fields.get('maxclients')) : null,
    clockAheadMs: await measureClock(redis),
    ...(await measureWrites(redis)),
  }
}

const SAVES = ['aof_last_write_status', 'aof_last_bgrewrite_status', 'rdb_last_bgsave_status']

/** Managed servers keep CONFIG to themselves. */
async function readSettings(redis: Redis): Promise<Map<string, string>> {
  const flat = (await redis.config('GET', 'append*').catch(() => [])) as unknown[]
  return new Map(
    flat.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(flat[index + 1])]] : [])),
  )
}

function appendOnlyOf(enabled: string | undefined): string | null {
  return enabled === undefined ? null : enabled === '1' ? 'yes' : 'no'
}

async function measureClock(redis: Redis): Promise<number> {
  const before = Date.now()
  const [seconds, micros] = await redis.time()
  const now = (before + Date.now()) / 2
  return Number(seconds) * 1000 + Number(micros) / 1000 - now
}

async function measureWrites(redis: Redis): Promise<Pick<RedisFacts, 'roundTripMs' | 'writeMs'>> {
  const key = `bellhop-doctor:${randomUUID()}`
  const roundTripMs = await medianMs(WRITES, () => redis.ping())
  try {
    return { roundTripMs, writeMs: await medianMs(WRITES, () => redis.set(key, '1', 'EX', KEY_LIFE_S)) }
  } finally {
    await redis.del(key).catch(() => {})
  }
}
