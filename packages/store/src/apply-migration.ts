import pg from 'pg'
import { giveUpCutOff, record, recordEnd } from './migration-history.ts'
import { MigrationError } from './migration-error.ts'
import { isLockedOut } from './migration-patience.ts'
import type { Migration } from './migrations.ts'
import { endStalePlans, readColumns } from './stale-plans.ts'

/** Others queue behind a lock that is waited for. Longer than `deadlock_timeout`, after which an autovacuum makes way. */
const LOCK_TIMEOUT = '2s'
/** Nobody queues behind whoever builds an index concurrently; it waits for each transaction that is under way. */
const CONCURRENT_LOCK_TIMEOUT = '60s'
/** SQLSTATE of lost connections, missing resources and what operators do. */
const INTERVENTION = /^(08...|53...|57...)$/

/**
 * Applies one migration and writes it down, both or neither. A single CREATE INDEX CONCURRENTLY can't be undone and is
 * written down before as begun; one that was cut off is done over by the next run.
 * Throws what `pg` throws for a lock that does not come, else a MigrationError.
 */
export async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  if (migration.concurrentIndex === null) await applyWhole(client, migration)
  else await buildIndex(client, migration, migration.concurrentIndex)
}

async function applyWhole(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`)
    const columns = await readColumns(client)
    await client.query(migration.script)
    await endStalePlans(client, columns)
    await record(client, migration, { isFinished: true })
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    await fail(error, migration, (reason) => record(client, migration, { isFinished: false, reason }))
  }
}

async function buildIndex(client: pg.Client, migration: Migration, index: string): Promise<void> {
  const wasCutOff = await giveUpCutOff(client, migration)
  const id = await record(client, migration, { isFinished: false })
  try {
    await client.query(`SET lock_timeout = '${CONCURRENT_LOCK_TIMEOUT}'`)
    await dropInvalid(client, index)
    // What was cut off between the last stroke and its record is complete.
    const isComplete = wasCutOff && (await isValid(client, index)) === true
    if (!isComplete) await client.query(migration.script)
    await recordEnd(client, id, null)
  } catch (error) {
    await dropInvalid(client, index).catch(() => {})
    await fail(error, migration, (reason) => recordEnd(client, id, reason))
  } finally {
    await client.query('RESET lock_timeout').catch(() => {})
  }
}

async function dropInvalid(client: pg.Client, index: string): Promise<void> {
  if ((await isValid(client, index)) === false) await client.query(`DROP INDEX CONCURRENTLY ${index}`)
}

/** Null if there is none of that name. */
async function isValid(client: pg.Client, index: string): Promise<boolean | null> {
  const { rows } = await client.query<{ indisvalid: boolean }>(
    'SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [index],
  )
  return rows[0]?.indisvalid ?? null
}

/** Only what Postgres has said of the script itself needs somebody who looks at it, and is written down. */
async function fail(
  cause: unknown,
  { name }: Migration,
  recordReason: (reason: string) => Promise<unknown>,
): Promise<never> {
  if (isLockedOut(cause)) throw cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  const code = cause instanceof pg.DatabaseError ? cause.code : undefined
  if (code === undefined || INTERVENTION.test(code))
    throw new MigrationError('failed', `migration ${name} was cut off, run it again: ${reason}`, { cause })
  await recordReason(reason).catch(() => {})
  throw new MigrationError('failed', `migration ${name} failed: ${reason}`, { cause })
}
