import {
  assertSchemaCompatibility,
  createPostgresBackend,
  DEFAULT_SCHEMA,
  SchemaMigrationRequiredError,
  type BackendFactory,
  type ConnectionOptions,
  type RedisQueueBackend,
} from 'bullmq'
import { Pool } from 'pg'
import type { Connection, ConnectionNeeds } from './backend.ts'
import { QueueSetupError, QueueUnavailableError } from './errors.ts'
import { ForcibleWorker } from './forcible-worker.ts'
import { settlesWithin } from './within.ts'

const SLOW_MS = 10_000
const END_MS = 1_000
/** Those that are asked on; each worker listens on one more. BullMQ on Postgres gets slower with more. */
const ASKED_MAX = 3

/** Opens Postgres, which must be there and prepared: BullMQ never recovers from a first connection that failed. */
export async function openPostgres(
  url: string,
  { answerMs, workers = 1, outage }: ConnectionNeeds,
): Promise<Connection> {
  const pool = new Pool({
    connectionString: inQueueSchema(url),
    application_name: 'bellhop-queue',
    max: ASKED_MAX + workers,
    connectionTimeoutMillis: answerMs ?? SLOW_MS,
    query_timeout: answerMs ?? SLOW_MS,
    statement_timeout: SLOW_MS,
    idle_in_transaction_session_timeout: SLOW_MS,
    keepAlive: true,
  })
  pool.setMaxListeners(0)
  pool.on('error', (error) => outage.failed(error))
  try {
    await assertSchemaCompatibility(pool)
  } catch (error) {
    await pool.end()
    if (error instanceof SchemaMigrationRequiredError)
      throw new QueueSetupError('The queue has no tables in Postgres yet: run npm run db:migrate', {
        cause: error,
      })
    throw QueueUnavailableError.from(error)
  }

  return {
    // BullMQ's types name Redis where either backend will do.
    factory: createPostgresBackend as unknown as BackendFactory<RedisQueueBackend>,
    connection: pool as unknown as ConnectionOptions,
    Worker: ForcibleWorker,
    add: (queue, jobs) => queue.addBulk(jobs),
    mustBeThere: true,
    isReady: () => true,
    ping: () => pool.query('SELECT 1'),
    close: async () => void (await settlesWithin(END_MS, pool.end())),
  }
}

/** A pool of our own has to find BullMQ's tables by itself. What the address says about the session stays. */
export function inQueueSchema(url: string): string {
  const address = new URL(url)
  const options = address.searchParams.get('options')
  address.searchParams.set('options', `${options ?? ''} -c search_path=${DEFAULT_SCHEMA}`.trim())
  return address.href
}
