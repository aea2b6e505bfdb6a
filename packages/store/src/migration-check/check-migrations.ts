import pg from 'pg'
import { applyMigration } from '../apply-migration.ts'
import { findUnapplied } from '../migration-history.ts'
import { MIGRATIONS_DIR, readMigrations, type Migration } from '../migrations.ts'
import { findBroken, readContract, type Contract } from './contract.ts'
import { findHarm, ROWS_FEW } from './find-harm.ts'
import { PREVIOUS_RELEASE } from './previous-release.ts'

/** Tables that stay small in every hotel. */
const HANDFULS = new Set(['lines'])

export interface MigrationCheck {
  /** Default: this release's. */
  dir?: string
  /** Default: the last that the previous release brought, and what it has stopped using. */
  release?: { lastMigration: string; retired: readonly string[] }
  /** A script that puts rows into every table of the previous release. */
  rows: string
}

/**
 * Applies all migrations to an empty database, and says of each that the previous release didn't bring what it does that a
 * running hotel, or the previous release, can't bear. Ends with the first that fails.
 */
export async function checkMigrations(
  databaseUrl: string,
  { dir = MIGRATIONS_DIR, release = PREVIOUS_RELEASE, rows }: MigrationCheck,
): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const migrations = await findUnapplied(client, await readMigrations(dir))
    const isReleased = ({ name }: Migration) => name <= release.lastMigration
    for (const migration of migrations.filter(isReleased)) await applyMigration(client, migration)
    const contract = await readContract(client)
    await client.query(rows)
    await requireRows(client)

    const found: Record<string, string[]> = {}
    for (const migration of migrations.filter((one) => !isReleased(one))) {
      const { harm, isThrough } = await check(client, migration, contract, release.retired)
      found[migration.name] = harm
      if (!isThrough) break
      await applyMigration(client, migration)
    }
    return found
  } finally {
    await client.end()
  }
}

async function check(
  client: pg.Client,
  { script, concurrentIndex }: Migration,
  contract: Contract,
  retired: readonly string[],
): Promise<{ harm: string[]; isThrough: boolean }> {
  // It is no transaction, and its lock keeps nobody from writing.
  if (concurrentIndex !== null) return { harm: [], isThrough: true }
  const brokenBefore = new Set(findBroken(contract, await readContract(client), retired))
  await client.query('BEGIN')
  try {
    const harm = await findHarm(client, script)
    const broken = findBroken(contract, await readContract(client), retired)
    return {
      harm: [
        ...harm,
        ...broken
          .filter((one) => !brokenBefore.has(one))
          .map((one) => `${one}, which the previous release builds on`),
      ],
      isThrough: true,
    }
  } catch (error) {
    return { harm: [`fails: ${error instanceof Error ? error.message : String(error)}`], isThrough: false }
  } finally {
    await client.query('ROLLBACK')
  }
}

/** Without rows nothing can be seen to be read or written anew. */
async function requireRows(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'`,
  )
  for (const { name } of rows.filter((table) => !HANDFULS.has(table.name))) {
    const { rowCount } = await client.query(`SELECT FROM ${pg.escapeIdentifier(name)} LIMIT ${ROWS_FEW + 1}`)
    if (rowCount !== ROWS_FEW + 1)
      throw new Error(`the check of migrations needs more than ${ROWS_FEW} rows in ${name}`)
  }
}
