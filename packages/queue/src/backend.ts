import {
  Queue,
  type BackendFactory,
  type BulkJobOptions,
  type RedisQueueBackend,
  type ConnectionOptions,
  type Processor,
  type WorkerOptions,
} from 'bullmq'
import { QueueSetupError, QueueUnavailableError } from './errors.ts'
import type { ForcibleWorker } from './forcible-worker.ts'
import { createOutageLog, type OutageLog, type QueueLog } from './log.ts'
import { openPostgres } from './postgres.ts'
import { openRedis } from './redis.ts'
import { before } from './within.ts'

export interface QueueOptions {
  /** `redis:`, `rediss:`, `postgres:` or `postgresql:`. */
  queueUrl: string
  /** Separates those who share a Redis. Default `bellhop`. On Postgres the database separates. */
  prefix?: string
  log: QueueLog
}

export interface NewJob {
  name: string
  data: object
  opts: BulkJobOptions
}

/** Where BullMQ keeps its jobs: what differs between Redis and Postgres. */
export interface Connection {
  factory: BackendFactory<RedisQueueBackend>
  connection: ConnectionOptions
  Worker: typeof ForcibleWorker
  /** In their order. */
  add(queue: Queue, jobs: NewJob[]): Promise<unknown>
  /** Workers whose first connection fails never recover. */
  mustBeThere: boolean
  isReady(): boolean
  ping(): Promise<unknown>
  close(): Promise<void>
}

/** `answerMs` bounds each answer, for those who rather fail than wait. Null waits: for workers, which have all the time. */
export interface ConnectionNeeds {
  answerMs: number | null
  /** So many wait for jobs on it. Default 1. */
  workers?: number
  outage: OutageLog
}

export interface Backend {
  /** The queue of that name, opened at its first use. */
  queue(name: string): Queue
  /** Adds to the queue of that name, as cheaply as it goes, and in their order. */
  add(name: string, jobs: NewJob[]): Promise<void>
  worker(name: string, process: Processor, options: Omit<WorkerOptions, 'connection'>): ForcibleWorker
  mustBeThere: boolean
  outage: OutageLog
  isReady(): boolean
  ping(): Promise<void>
  /** Asks the queue something: answers, or throws a {@link QueueUnavailableError}, at once or within the time it has. */
  ask<T>(question: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

const OPENERS: Record<string, (url: string, needs: ConnectionNeeds) => Promise<Connection>> = {
  'redis:': openRedis,
  'rediss:': openRedis,
  'postgres:': openPostgres,
  'postgresql:': openPostgres,
}
const EVENTS_KEPT = 100

/** The only place that knows which backend there is. */
export async function openBackend(
  { queueUrl, prefix = 'bellhop', log }: QueueOptions,
  { name, ...needs }: Omit<ConnectionNeeds, 'outage'> & { name?: string },
): Promise<Backend> {
  const { answerMs } = needs
  const outage = createOutageLog(log, name === undefined ? {} : { queue: name })
  const backend = await findOpener(queueUrl)(queueUrl, { ...needs, outage })
  const shared = { connection: backend.connection, prefix }
  const queues = new Map<string, Queue>()

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    if (answerMs === null) return question()
    if (!backend.isReady()) throw new QueueUnavailableError('not-connected')
    try {
      return await before(answerMs, question(), () => {
        throw new QueueUnavailableError('timeout')
      })
    } catch (error) {
      throw QueueUnavailableError.from(error)
    }
  }

  function queue(name: string): Queue {
    const open = queues.get(name)
    if (open !== undefined) return open
    const opened = new Queue(
      name,
      { ...shared, streams: { events: { maxLen: EVENTS_KEPT } } },
      backend.factory,
    )
    opened.on('error', (error) => outage.failed(error))
    queues.set(name, opened)
    // BullMQ never tries again to open a queue whose first try failed.
    opened.waitUntilReady().catch(() => {
      queues.delete(name)
      return opened.close().catch((error: unknown) => outage.failed(error))
    })
    return opened
  }

  return {
    ask,
    queue,
    outage,
    mustBeThere: backend.mustBeThere,
    isReady: () => backend.isReady(),
    ping: async () => void (await ask(() => backend.ping())),

    add: async (name, jobs) => void (await backend.add(queue(name), jobs)),

    worker: (name, process, options) =>
      new backend.Worker(name, process, { ...options, ...shared }, backend.factory),

    async close() {
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()))
      await backend.close()
    },
  }
}

export function isPostgres(queueUrl: string): boolean {
  return findOpener(queueUrl) === openPostgres
}

function findOpener(queueUrl: string): (typeof OPENERS)[string] {
  const opener = URL.canParse(queueUrl) ? OPENERS[new URL(queueUrl).protocol] : undefined
  if (opener === undefined) throw new QueueSetupError('QUEUE_URL must be a redis:// or postgres:// address')
  return opener
}
