import { createRedisBackend } from 'bullmq'
import { Pipeline, Redis, type RedisOptions } from 'ioredis'
import type { Connection, ConnectionNeeds } from './backend.ts'
import { COUNT_OR_UNMARK, RedisWorker } from './redis-worker.ts'
import { settlesWithin } from './within.ts'

const FIRST_CONNECTION_MS = 1_000
const CONNECT_TIMEOUT_MS = 2_000
const RECONNECT_MAX_MS = 1_000
const QUIT_MS = 1_000

/** Opens Redis or Valkey. One that is away at the start is waited for in the background, as at any other time. */
export async function openRedis(url: string, { answerMs, outage }: ConnectionNeeds): Promise<Connection> {
  const options = {
    ...(answerMs === null ? PATIENT : IMPATIENT),
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepAlive: 10_000,
    retryStrategy: (times: number) => Math.min(times * 100, RECONNECT_MAX_MS),
    // After a failover the old master refuses to write: connect to the new one.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  }
  const redis = new TrackedRedis(url, options)
  redis.defineCommand(COUNT_OR_UNMARK.name, COUNT_OR_UNMARK.definition)
  redis.on('error', (error) => outage.failed(error))
  redis.on('ready', () => outage.works())
  if (answerMs !== null) await settlesWithin(FIRST_CONNECTION_MS, firstReady(redis))

  return {
    factory: createRedisBackend,
    connection: redis,
    Worker: RedisWorker,
    // A bulk would leave in a write of its own, these leave with those of other queues.
    add: (queue, jobs) => Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts))),
    mustBeThere: false,
    isReady: () => redis.status === 'ready',
    ping: () => redis.ping(),
    async close() {
      if (redis.status === 'ready') await settlesWithin(QUIT_MS, redis.quit())
      redis.disconnectAll()
    },
  }
}

/** BullMQ's workers must be able to wait for ever, or they end with the first outage. */
const PATIENT = { maxRetriesPerRequest: null }

const IMPATIENT = { maxRetriesPerRequest: 1, enableOfflineQueue: false }

/**
 * Sends all that is asked for in one turn of the event loop in one write, and nothing waits for it longer than that. It also remembers
 * the copies that BullMQ makes for blocking reads: they must be gone even when BullMQ can't end by itself.
 */
class TrackedRedis extends Redis {
  readonly #copies: Redis[] = []
  #isGathering = false

  override sendCommand(...args: Parameters<Redis['sendCommand']>): unknown {
    if (!this.#isGathering && this.status === 'ready') this.#gatherWrites()
    return super.sendCommand(...args)
  }

  #gatherWrites(): void {
    const { stream } = this
    this.#isGathering = true
    stream.cork()
    setImmediate(() => {
      this.#isGathering = false
      stream.uncork()
    })
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const options = { ...this.options, ...override }
    const copy = new TrackedRedis(options as RedisOptions & { replyMapping?: 'legacy' })
    // BullMQ listens only for as long as it needs the copy.
    copy.on('error', () => {})
    this.#copies.push(copy)
    return copy
  }

  /**
   * BullMQ gives its sixty scripts to each connection, and ioredis copies what a connection has into each pipeline: that takes longer
   * than the write that a pipeline saves. They are the same everywhere, so they are kept where all find them.
   */
  override defineCommand(...[name, definition]: Parameters<Redis['defineCommand']>): void {
    const holder = { scriptsSet: {}, options: {} }
    super.defineCommand.call(holder as unknown as Redis, name, definition)
    for (const key of [name, `${name}Buffer`])
      for (const place of [TrackedRedis.prototype, Pipeline.prototype])
        Reflect.set(place, key, Reflect.get(holder, key))
  }

  disconnectAll(): void {
    for (const client of [this, ...this.#copies]) client.disconnect()
  }
}

async function firstReady(redis: Redis): Promise<void> {
  await new Promise<void>((resolve) => redis.once('ready', () => resolve()))
}
