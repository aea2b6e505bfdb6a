import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { deployMigrations } from '../src/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { openAnswerThief } from './answer-thief.ts'
import { openMigrations, type MigrationsFixture } from './migrations-fixture.ts'

const PROCESS = new URL('fixtures/migrate-process.ts', import.meta.url).pathname
const DEADLINE = { timeout: 30_000, interval: 50 }
/** None of them can be applied twice. */
const SCRIPTS = {
  '1_table': 'CREATE TABLE visits (id int); INSERT INTO visits SELECT generate_series(1, 100)',
  '2_column': 'ALTER TABLE visits ADD note text; INSERT INTO visits VALUES (101)',
  '3_index':
    '-- Without locking anybody out.\nCREATE UNIQUE INDEX CONCURRENTLY "visits_id_key" ON "visits"("id");',
}
const NAMES = Object.keys(SCRIPTS)

let migrations: MigrationsFixture
beforeEach(async () => {
  migrations = await openMigrations(SCRIPTS)
})
afterEach(() => migrations.remove())

async function withDatabase<T>(work: (database: TestDatabase, client: pg.Client) => Promise<T>): Promise<T> {
  const database = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return await work(database, client)
  } finally {
    await client.end()
    await database.drop()
  }
}

function start(databaseUrl: string): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['--import', 'tsx', PROCESS, databaseUrl, migrations.dir], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { child, ended: once(child, 'exit').then(([code]: (number | null)[]) => code ?? null) }
}

async function expectWhole(client: pg.Client): Promise<void> {
  const history = await client.query(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  )
  expect(history.rows).toEqual(NAMES.map((name) => ({ name })))
  expect((await client.query('SELECT count(*)::int FROM visits')).rows).toEqual([{ count: 101 }])
  const index = await client.query(`SELECT indisvalid FROM pg_index WHERE indrelid = 'visits'::regclass`)
  expect(index.rows).toEqual([{ indisvalid: true }])
}

/** Kills it when Postgres has done that statement, before it hears of it; `through` if it came to its end before. */
async function killAndRunAgain(nth: number): Promise<'killed' | 'through'> {
  return withDatabase(async (database, client) => {
    const thief = await openAnswerThief(database.url, nth)
    const { child, ended } = start(thief.url)
    const end = await Promise.race([thief.stolen.then(() => 'killed' as const), ended])
    child.kill('SIGKILL')
    await ended
    await thief.close()
    expect(['killed', 0]).toContain(end)
    await deployMigrations(database.url, migrations.dir)
    await expectWhole(client)
    return end === 'killed' ? 'killed' : 'through'
  })
}

describe('a migration whose process is killed', { timeout: 120_000 }, () => {
  test('is finished by the next run, after whichever of its statements it was', async () => {
    let statements = 0
    while ((await killAndRunAgain(statements + 1)) === 'killed') statements += 1
    // BEGIN, the script, its record and COMMIT of two, and of an index the record, the script and its end.
    expect(statements).toBeGreaterThan(2 * 4 + 3)
  })

  test('leaves a broken index when it was building one, which the next run builds anew', async () => {
    await withDatabase(async (database, client) => {
      await client.query('CREATE TABLE visits (id int, note text)')
      await client.query('INSERT INTO visits SELECT generate_series(1, 101)')
      const holder = new pg.Client({ connectionString: database.url })
      await holder.connect()
      await holder.query('BEGIN; LOCK TABLE visits IN ROW EXCLUSIVE MODE')
      const only = await openMigrations({ '3_index': SCRIPTS['3_index'] })
      const child = spawn(process.execPath, ['--import', 'tsx', PROCESS, database.url, only.dir])
      const isInvalid = `SELECT FROM pg_index WHERE indrelid = 'visits'::regclass AND NOT indisvalid`
      await vi.waitFor(async () => expect((await client.query(isInvalid)).rowCount).toBe(1), DEADLINE)
      child.kill('SIGKILL')
      await once(child, 'exit')
      // Postgres notices by itself that nobody waits for the index any more, while it waits for the holder.
      const isBuilding = `SELECT FROM pg_stat_activity WHERE application_name = 'bellhop-migrate' AND datname = current_database()`
      await vi.waitFor(async () => expect((await client.query(isBuilding)).rowCount).toBe(0), DEADLINE)
      expect((await client.query(isInvalid)).rowCount).toBe(1)

      const again = deployMigrations(database.url, only.dir)
      await holder.end()
      expect(await again).toEqual(['3_index'])
      expect((await client.query(isInvalid)).rowCount).toBe(0)
      expect(await deployMigrations(database.url, only.dir)).toEqual([])
      await only.remove()
    })
  })

  test('harms none of those that run at the same time: three apply each migration once', async () => {
    await withDatabase(async (database, client) => {
      const ends = await Promise.all([1, 2, 3].map(() => start(database.url).ended))
      expect(ends).toEqual([0, 0, 0])
      await expectWhole(client)
    })
  })
})
