import { Redis } from 'ioredis'
import { QueueSetupError, QueueUnavailableError } from './errors.ts'

const ANSWER_MS = 5_000

/** Connects for one piece of work, and fails instead of waiting. */
export async function openRedisOnce<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: ANSWER_MS,
    commandTimeout: ANSWER_MS,
    retryStrategy: null,
  })
  // The reason of a failed connection comes here, what was asked only learns that there is none.
  let reason: unknown
  redis.on('error', (error) => (reason = error))
  try {
    await redis.connect()
    return await work(redis)
  } catch (error) {
    if (error instanceof QueueSetupError) throw error
    throw QueueUnavailableError.from(reason ?? error)
  } finally {
    redis.disconnect()
  }
}
