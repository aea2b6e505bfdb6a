import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import pg from 'pg'
import { isDatabaseUnavailable } from './database-unavailable.ts'
import type { Store } from './store.ts'

export class MigrationError extends Error {
  override readonly name = 'MigrationError'
  readonly code: 'failed' | 'failed-before' | 'changed' | 'missing'

  constructor(code: MigrationError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/**
 * Applies the migrations that the database hasn't seen, in the order of their names, and returns those names. Keeps
 * Prisma's own table and takes Prisma's own lock, so that `prisma migrate` reads the same history; several at once
 * wait for each other. Migrations that only the database knows are a newer release's and stay.
 * Throws MigrationError for a script that fails, one that failed earlier, or one that was edited after it was applied.
 */
export async function deployMigrations(databaseUrl: string, dir = MIGRATIONS_DIR): Promise<string[]> {
  const migrations = await readMigrations(dir)
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'bellhop-migrate',
  })
  client.on('error', () => {}) // A lost connection also fails the query under way.
  await client.connect()
  try {
    await client.query(`SET lock_timeout = '60s'`)
    await client.query('SELECT pg_advisory_lock($1::bigint)', [PRISMAS_LOCK])
    await client.query('RESET lock_timeout')
    await client.query(MIGRATIONS_TABLE)
    const applied = await readHistory(client)
    const missing = migrations.filter((migration) => !isApplied(migration, applied))
    for (const migration of missing) await apply(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    await client.end() // which frees the lock
  }
}

/**
 * Throws a MigrationError, which says what to do, if the database lacks a migration of this release. A database that does
 * not answer is let pass: it may come later.
 */
export async function requireMigrations({ prisma }: Store, dir = MIGRATIONS_DIR): Promise<void> {
  const missing = await findMissing((sql) => prisma.$queryRawUnsafe(sql), dir).catch((error: unknown) => {
    if (isDatabaseUnavailable(error)) return []
    throw error
  })
  if (missing.length === 0) return
  throw new MigrationError(
    'missing',
    `the database lacks ${missing.join(', ')}: run npm run db:migrate with this DATABASE_URL first`,
  )
}

/** The migrations of this release that the database lacks, in order. */
export async function findMissingMigrations(client: pg.Client, dir = MIGRATIONS_DIR): Promise<string[]> {
  return findMissing(async <T>(sql: string) => (await client.query(sql)).rows as T, dir)
}

async function findMissing(query: <T>(sql: string) => Promise<T>, dir: string): Promise<string[]> {
  const names = (await readMigrations(dir)).map(({ name }) => name)
  const [table] = await query<{ exists: boolean }[]>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  )
  if (table?.exists !== true) return names
  const rows = await query<{ name: string }[]>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  const applied = new Set(rows.map(({ name }) => name))
  return names.filter((name) => !applied.has(name))
}

const MIGRATIONS_DIR = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))
const PRISMAS_LOCK = 72_707_369

const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

interface Migration {
  name: string
  script: string
  checksum: string
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const folders = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const names = folders.map((folder) => folder.name).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const script = await readFile(join(dir, name, 'migration.sql'), 'utf8')
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') }
    }),
  )
}

interface HistoryRow {
  migration_name: string
  checksum: string
  finished_at: Date | null
  logs: string | null
}

async function readHistory(client: pg.Client): Promise<Map<string, HistoryRow>> {
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  const failed = rows.find((row) => row.finished_at === null)
  if (failed !== undefined) {
    throw new MigrationError(
      'failed-before',
      `migration ${failed.migration_name} failed earlier (${failed.logs ?? 'it was cut off'}): put the database in ` +
        `order, then set rolled_back_at in its row of _prisma_migrations to have it applied again, or finished_at if it is done`,
    )
  }
  return new Map(rows.map((row) => [row.migration_name, row]))
}

function isApplied(migration: Migration, applied: Map<string, HistoryRow>): boolean {
  const row = applied.get(migration.name)
  if (row !== undefined && row.checksum !== migration.checksum) {
    throw new MigrationError(
      'changed',
      `migration ${migration.name} was edited after this database applied it`,
    )
  }
  return row !== undefined
}

async function apply(client: pg.Client, { name, script, checksum }: Migration): Promise<void> {
  const id = randomUUID()
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ])
  try {
    // One simple query: Postgres makes it one transaction, unless the script says otherwise itself.
    await client.query(script)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await client.query('ROLLBACK').catch(() => {})
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, reason]).catch(() => {})
    throw new MigrationError('failed', `migration ${name} failed: ${reason}`, { cause: error })
  }
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
    [id],
  )
}
