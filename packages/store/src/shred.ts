import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

const TABLES = [
  'guests',
  'guest_chats',
  'check_ins',
  'sessions',
  'messages',
  'message_events',
  'media_fetches',
  'quarantined_events',
  'hidden_chats',
  'erased_messages',
  'audit_events',
]
/** Longer than any statement of the apps. Whoever holds a table for longer, a backup for instance, is not waited for. */
const LOCK_TIMEOUT = '20s'
/** Longer than a transaction of the apps can take. */
const SNAPSHOTS_MS = 60_000
const LOOK_AGAIN_MS = 100
const OLD_SNAPSHOT =
  'a transaction that is older than this is still open, and keeps the bytes: end it, and run this again'

/** What could not be done, in words for people. */
export type ShredProblem = string

/**
 * Makes Postgres forget deleted rows for good: rewrites the tables, drops the samples that the planner keeps of them, and lets
 * the log of changes begin anew. Each table is locked while it is rewritten; the apps wait, or try again. BullMQ's tables are
 * rewritten too, where this database has them.
 */
export async function shredDeleted(
  databaseUrl: string,
  { snapshotsMs = SNAPSHOTS_MS } = {},
): Promise<ShredProblem[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bellhop-erase' })
  client.on('error', () => {}) // A lost connection also fails the query under way.
  await client.connect()
  try {
    await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`)
    const problems: ShredProblem[] = []
    const attempt = async (problem: ShredProblem, ...statements: string[]) => {
      for (const statement of statements) {
        const failed = await client.query(statement).then(
          () => false,
          () => true,
        )
        if (failed) return void problems.push(problem)
      }
    }
    const tables = await findTables(client)
    const list = tables.map((table) => `'${table}'::regclass`).join(', ')
    await attempt(
      'the samples that Postgres keeps of the tables: a superuser must run this',
      `DELETE FROM pg_statistic WHERE starelid IN (${list})
         OR starelid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN (${list}))`,
    )
    if (!(await areOldSnapshotsGone(client, snapshotsMs))) problems.push(OLD_SNAPSHOT)
    for (const table of tables)
      await attempt(
        `table ${table} could not be rewritten: run this again`,
        `VACUUM (FULL, ANALYZE) ${table}`,
      )
    await attempt("Postgres's samples could not be rewritten", 'VACUUM (FULL) pg_statistic')
    await attempt(
      'the log of changes could not be begun anew: a superuser must run CHECKPOINT and pg_switch_wal()',
      'SELECT pg_switch_wal()',
      'CHECKPOINT',
    )
    return [...problems, ...(await findKeptLog(client))]
  } finally {
    await client.end()
  }
}

/** A rewrite keeps what an older transaction could still see, a backup's for instance. */
async function areOldSnapshotsGone(client: pg.Client, patienceMs: number): Promise<boolean> {
  const { rows } = await client.query<{ xid: string }>('SELECT pg_current_xact_id()::xid::text AS xid')
  const until = Date.now() + patienceMs
  for (;;) {
    const { rowCount } = await client.query(
      `SELECT FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND greatest(age(backend_xmin), age(backend_xid)) > age($1::xid)`,
      [rows[0]?.xid],
    )
    if (rowCount === 0) return true
    if (Date.now() > until) return false
    await sleep(LOOK_AGAIN_MS)
  }
}

async function findTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE (schemaname = current_schema() AND tablename = ANY($1::text[])) OR schemaname = 'bullmq'
     ORDER BY 1`,
    [TABLES],
  )
  return rows.map(({ name }) => name)
}

/** Postgres keeps old pieces of its log for the next ones, with what stood in them, unless it is told not to. */
async function findKeptLog(client: pg.Client): Promise<ShredProblem[]> {
  const { rows } = await client.query<{ recycles: boolean }>(
    `SELECT current_setting('wal_recycle')::bool AS recycles`,
  )
  return rows[0]?.recycles === true
    ? ['Postgres uses the old files of its log again, and their bytes stay until then: set wal_recycle=off']
    : []
}
