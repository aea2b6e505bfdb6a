import type pg from 'pg'
import { isDatabaseUnavailable } from './database-unavailable.ts'
import { MigrationError } from './migration-error.ts'
import { MIGRATIONS_DIR, readMigrations } from './migrations.ts'
import type { Store } from './store.ts'

/**
 * Throws a MigrationError, which says what to do, if the database lacks a migration of this release. One that only the
 * database knows is a newer release's, which leaves what this one needs. A database that does not answer is let pass: it
 * may come later.
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
