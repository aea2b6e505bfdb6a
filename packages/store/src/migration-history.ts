import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { MigrationError } from './migration-error.ts'
import type { Migration } from './migrations.ts'

const TABLE = `
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

interface HistoryRow {
  migration_name: string
  checksum: string
  finished_at: Date | null
  logs: string | null
}

/**
 * Which of these the database hasn't seen, by Prisma's own table, which is made if it isn't there. An index that was cut
 * off while it was built counts as not seen. Throws a MigrationError for any other that has failed, and for one that was edited.
 */
export async function findUnapplied(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  await client.query(TABLE)
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of rows) {
    if (row.finished_at !== null || isCutOffIndex(row, known.get(row.migration_name))) continue
    throw new MigrationError(
      'failed-before',
      `migration ${row.migration_name} failed earlier (${row.logs ?? 'it was cut off'}): put the database in ` +
        `order, then set rolled_back_at in its row of _prisma_migrations to have it applied again, or finished_at if it is done`,
    )
  }
  const seen = new Map(rows.map((row) => [row.migration_name, row]))
  return migrations.filter((migration) => !isApplied(migration, seen.get(migration.name)))
}

/** Writes down that a migration stands, has begun, or has failed for this reason. Gives the id of its row. */
export async function record(
  client: pg.Client,
  { name, checksum }: Migration,
  { isFinished, reason = null }: { isFinished: boolean; reason?: string | null },
): Promise<string> {
  const id = randomUUID()
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count, logs)
     VALUES ($1, $2, $3, CASE WHEN $4::boolean THEN clock_timestamp() END, $4::boolean::int, $5)`,
    [id, checksum, name, isFinished, reason],
  )
  return id
}

export async function recordEnd(client: pg.Client, id: string, reason: string | null): Promise<void> {
  await client.query(
    `UPDATE _prisma_migrations
     SET logs = $2::text, finished_at = CASE WHEN $2::text IS NULL THEN clock_timestamp() END,
         applied_steps_count = ($2::text IS NULL)::int
     WHERE id = $1`,
    [id, reason],
  )
}

/** Gives up an attempt that was cut off; says whether there was one. */
export async function giveUpCutOff(client: pg.Client, { name }: Migration): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE _prisma_migrations SET rolled_back_at = now()
     WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
    [name],
  )
  return rowCount !== 0
}

function isCutOffIndex({ logs }: HistoryRow, migration: Migration | undefined): boolean {
  return logs === null && migration !== undefined && migration.concurrentIndex !== null
}

function isApplied({ name, checksum }: Migration, row: HistoryRow | undefined): boolean {
  if (row === undefined || row.finished_at === null) return false
  if (row.checksum === checksum) return true
  throw new MigrationError('changed', `migration ${name} was edited after this database applied it`)
}
