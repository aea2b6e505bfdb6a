import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { PrismaPg } from '@prisma/adapter-pg'
import pg, { type PoolClient } from 'pg'
import { uuidv7 } from 'uuidv7'
import { createDirect, type Queryable } from './direct.ts'
import { PrismaClient, type Prisma } from './generated/client.ts'
import { runPipeline, type Pipeline } from './pipeline.ts'

const STATEMENTS_MAX = 500
const UNNAMED = ''
/**
 * What is left is to look up one after the other in an index. Operators cost next to nothing, or the index that has the rows in their
 * order, once it is a level higher, would lose to another one that fits in part, and sorting.
 */
const SEARCHES_ONLY = [
  'enable_seqscan=off',
  'enable_bitmapscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'cpu_operator_cost=0.0001',
]
const CLOSE_MS = 2_000
const SILENT_MAX_MS = 15_000

export type { Queryable } from './direct.ts'

/** A transaction: what `store.prisma.$transaction` gives to its function. */
export type Tx = Prisma.TransactionClient

export interface StoreOptions {
  databaseUrl: string
  /** Connections at most. Default 10. */
  poolMax?: number
  /** Shown in `pg_stat_activity`. Default `bellhop`. */
  applicationName?: string
  /**
   * None of its statements is to read a table whole, nor more of an index than it asks for. Else one that is prepared while a table is
   * empty, or before Postgres has counted what was restored, does so from then on, however large it has become.
   */
  searchesOnly?: boolean
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  onError?: (error: Error) => void
}

export interface Store {
  prisma: PrismaClient
  /** For statements that every message needs. Each is a transaction of its own. */
  direct: Queryable
  /** Gives `work` a connection for itself. */
  pipeline<T>(work: (pipeline: Pipeline) => Promise<T>): Promise<T>
  /** Rejects unless Postgres answers. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Connects on first use. Every connection gives up by itself, so that a frozen process frees its locks. */
export function openStore(options: StoreOptions): Store {
  const { databaseUrl, poolMax = 10, applicationName, searchesOnly = false, onError } = options
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: applicationName ?? 'bellhop',
    max: poolMax,
    // Compiling a statement takes longer than any of ours; a URL's own options win.
    options: ['jit=off', ...(searchesOnly ? SEARCHES_ONLY : [])].map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    // Prisma waits for each answer all the same.
    pipeline: true,
  })
  pool.on('error', (error) => onError?.(error))
  pool.on('connect', giveUpWhenSilent)

  const nameOf = createStatementNames(STATEMENTS_MAX)
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) }),
    // Else every statement takes a stack trace, for messages that are never shown.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  })
  return {
    prisma,
    direct: createDirect(pool, nameOf),
    pipeline: async (work) => runPipeline(await pool.connect(), nameOf, work),
    async ping() {
      await pool.query('select 1')
    },
    async close() {
      // A connection whose server is frozen is not given back to the pool before its query times out, and Prisma waits for
      // its transactions.
      const ended = prisma.$disconnect().then(() => pool.end())
      await Promise.race([ended, sleep(CLOSE_MS, undefined, { ref: false })])
    },
  }
}

/**
 * The server's own timeouts do not help where it is frozen, or the network swallows its answer. `pg` could give each statement a timer,
 * but those keep what belongs to statements alive for much longer than they take.
 */
function giveUpWhenSilent({ connection: { stream } }: PoolClient): void {
  if (!(stream instanceof Socket)) return
  stream.setTimeout(SILENT_MAX_MS, () =>
    stream.destroy(Object.assign(new Error('Postgres is silent'), { code: 'ETIMEDOUT' })),
  )
}

/** A UUID version 7: it sorts by the time at which it was made. */
export function newId(): string {
  return uuidv7()
}

/** Names make prepared statements. Texts beyond the cap stay unnamed: each name takes memory on every connection. */
function createStatementNames(max: number): (text: string) => string {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= max) return UNNAMED
    const name = `s${names.size}`
    names.set(text, name)
    return name
  }
}
