import pg from 'pg'
import { findMissingMigrations } from './require-migrations.ts'

const ANSWER_MS = 5_000
const COMMITS = 20

/** What the server of DATABASE_URL is, and how it keeps what it is given. */
export interface DatabaseFacts {
  /** `18.4` */
  version: string
  /** `180004` */
  versionNumber: number
  isReadOnly: boolean
  /** By name, as this login has them. */
  settings: { fsync: string; synchronous_commit: string; full_page_writes: string }
  missingMigrations: string[]
  /** Its clock minus ours. */
  clockAheadMs: number
  connections: number
  connectionsMax: number
  /** Medians: of an empty question, and of a commit that wrote something, which waits for the disk where it is to. */
  roundTripMs: number
  commitMs: number
  lines: { line: string; lastEventAgeMs: number | null }[]
}

/** Looks at a database and changes nothing. Throws what `pg` throws. */
export async function inspectDatabase(databaseUrl: string): Promise<DatabaseFacts> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'bellhop-doctor',
    connectionTimeoutMillis: ANSWER_MS,
    statement_timeout: ANSWER_MS,
    query_timeout: ANSWER_MS,
  })
  client.on('error', () => {}) // A lost connection also fails the query under way.
  try {
    await client.connect()
    const isReadOnly = await readOne<boolean>(client, 'SELECT pg_is_in_recovery()')
    return {
      version: await readOne(client, `SELECT split_part(current_setting('server_version'), ' ', 1)`),
      versionNumber: await readOne(client, `SELECT current_setting('server_version_num')::int`),
      isReadOnly,
      settings: {
        fsync: await readOne(client, `SELECT current_setting('fsync')`),
        synchronous_commit: await readOne(client, `SELECT current_setting('synchronous_commit')`),
        full_page_writes: await readOne(client, `SELECT current_setting('full_page_writes')`),
      },
      missingMigrations: await findMissingMigrations(client),
      clockAheadMs: await measureClock(client),
      connections: await readOne(
        client,
        'SELECT count(*)::int FROM pg_stat_activity WHERE datid IS NOT NULL',
      ),
      connectionsMax: await readOne(client, `SELECT current_setting('max_connections')::int`),
      roundTripMs: await medianMs(() => client.query('SELECT 1')),
      // A message in the log of changes that nobody reads: it makes a commit wait for the disk without touching a table.
      commitMs: isReadOnly
        ? 0
        : await medianMs(() => client.query(`SELECT pg_logical_emit_message(true, 'bellhop-doctor', '')`)),
      lines: await readLines(client),
    }
  } finally {
    await client.end().catch(() => {})
  }
}

async function readOne<T>(client: pg.Client, sql: string): Promise<T> {
  const { rows } = await client.query<[T]>({ text: sql, rowMode: 'array' })
  return (rows[0] as [T])[0]
}

async function measureClock(client: pg.Client): Promise<number> {
  const before = Date.now()
  const theirs = await readOne<number>(
    client,
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8',
  )
  return theirs - (before + Date.now()) / 2
}

/** None where the table isn't there yet. */
async function readLines(client: pg.Client): Promise<DatabaseFacts['lines']> {
  const sql = `
    SELECT line, (extract(epoch FROM now() - greatest(last_event_at, status_at)) * 1000)::float8 AS "lastEventAgeMs"
    FROM lines ORDER BY line`
  try {
    return (await client.query<DatabaseFacts['lines'][number]>(sql)).rows
  } catch (error) {
    if (error instanceof pg.DatabaseError) return []
    throw error
  }
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let count = 0; count < COMMITS; count += 1) {
    const startedAt = performance.now()
    await work()
    taken.push(performance.now() - startedAt)
  }
  return taken.toSorted((a, b) => a - b)[COMMITS / 2] ?? 0
}
