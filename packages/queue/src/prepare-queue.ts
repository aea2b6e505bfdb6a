import { runMigrations } from 'bullmq'
import type { Redis } from 'ioredis'
import { Client } from 'pg'
import { isPostgres } from './backend.ts'
import { QueueSetupError, QueueUnavailableError } from './errors.ts'
import { errorCode, type QueueLog } from './log.ts'
import { openRedisOnce } from './redis-once.ts'

const CONNECT_TIMEOUT_MS = 5_000

/**
 * Checks a Redis, and brings a Postgres to BullMQ's schema. Throws {@link QueueSetupError}, which says what to change, or
 * {@link QueueUnavailableError} if nobody answers.
 */
export async function prepareQueue(queueUrl: string, log: QueueLog): Promise<void> {
  await (isPostgres(queueUrl) ? migrate(queueUrl) : checkRedis(queueUrl, log))
}

async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  // A connection that breaks between two queries has nobody else to tell; the next query fails.
  client.on('error', () => {})
  try {
    await client.connect()
    await runMigrations(client)
  } catch (error) {
    throw QueueUnavailableError.from(error)
  } finally {
    await client.end().catch(() => {})
  }
}

async function checkRedis(url: string, log: QueueLog): Promise<void> {
  await openRedisOnce(url, async (redis) => {
    await checkEviction(redis, log)
    await checkAppendOnly(redis, log)
  })
}

async function checkEviction(redis: Redis, log: QueueLog): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1]
  if (policy === undefined) log.warn({}, 'redis does not tell its maxmemory-policy: it must be noeviction')
  else if (policy !== 'noeviction')
    throw new QueueSetupError(
      `Redis has maxmemory-policy ${policy} and would throw jobs away: set maxmemory-policy noeviction`,
    )
}

async function checkAppendOnly(redis: Redis, log: QueueLog): Promise<void> {
  try {
    const settings = new Map(toPairs(await redis.config('GET', 'append*')))
    if (settings.get('appendonly') !== 'yes' || settings.get('appendfsync') !== 'always')
      log.warn(
        { appendonly: settings.get('appendonly'), appendfsync: settings.get('appendfsync') },
        'redis may lose the last acknowledged messages in a power cut: set appendonly yes and appendfsync always',
      )
  } catch (error) {
    // Managed servers keep CONFIG to themselves.
    log.warn({ code: errorCode(error) }, 'redis does not tell how it saves: appendfsync always is needed')
  }
}

function toPairs(flat: readonly unknown[]): [string, string][] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(flat[index + 1])]] : []))
}
