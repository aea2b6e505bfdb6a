import pg from 'pg'
import { applyMigration } from './apply-migration.ts'
import { findUnapplied } from './migration-history.ts'
import { takeMigrationLock, withPatience, type Patience } from './migration-patience.ts'
import { MIGRATIONS_DIR, readMigrations } from './migrations.ts'

/**
 * Applies the migrations that the database hasn't seen, in the order of their names, and returns those names. Keeps
 * Prisma's own table and takes Prisma's own lock, so that `prisma migrate` reads the same history; several at once
 * wait for each other. Where a table that was there gets other columns, our apps have to connect again. Migrations that
 * only the database knows are a newer release's and stay. It may be killed at any moment: running it again goes on.
 * Throws MigrationError for a script that fails, one that failed earlier, one that was edited after it was applied, and
 * one that never got its locks.
 */
export async function deployMigrations(
  databaseUrl: string,
  dir = MIGRATIONS_DIR,
  patience: Partial<Patience> = {},
): Promise<string[]> {
  const { onWait = () => {} } = patience
  const migrations = await readMigrations(dir)
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'bellhop-migrate',
  })
  client.on('error', () => {}) // A lost connection also fails the query under way.
  await client.connect()
  try {
    // If we are killed, Postgres shall notice it in the middle of a statement too. Not every platform can.
    await client.query(`SET client_connection_check_interval = '1s'`).catch(() => {})
    await takeMigrationLock(client, { onWait })
    const missing = await findUnapplied(client, migrations)
    for (const migration of missing)
      await withPatience(migration.name, client, patience, () => applyMigration(client, migration))
    return missing.map(({ name }) => name)
  } finally {
    await client.end() // which frees the lock
  }
}
