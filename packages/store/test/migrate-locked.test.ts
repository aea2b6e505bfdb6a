import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { deployMigrations } from '../src/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { openMigrations, type MigrationsFixture } from './migrations-fixture.ts'

const DEADLINE = { timeout: 20_000, interval: 50 }

let database: TestDatabase
let holder: pg.Client
let guest: pg.Client
let migrations: MigrationsFixture

beforeEach(async () => {
  database = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
  const connect = async (application_name: string, statement_timeout: number) => {
    const client = new pg.Client({ connectionString: database.url, application_name, statement_timeout })
    await client.connect()
    return client
  }
  holder = await connect('a-long-report', 0)
  guest = await connect('a-guest', 10_000)
  migrations = await openMigrations()
  await holder.query('CREATE TABLE visits (id int); INSERT INTO visits SELECT generate_series(1, 100)')
})
afterEach(async () => {
  await holder.end()
  await guest.end()
  await database.drop()
  await migrations.remove()
})

const hasColumn = async () =>
  (await guest.query(`SELECT FROM pg_attribute WHERE attrelid = 'visits'::regclass AND attname = 'note'`))
    .rowCount === 1

describe('a migration that finds its table in use', { timeout: 60_000 }, () => {
  test('lets everybody else through while it waits, and says for whom', async () => {
    await migrations.write('1_note', 'ALTER TABLE visits ADD note text')
    await holder.query('BEGIN; SELECT count(*) FROM visits')
    const waits: string[] = []
    const deployed = deployMigrations(database.url, migrations.dir, { onWait: (what) => waits.push(what) })
    const isWaiting = `SELECT FROM pg_locks WHERE relation = 'visits'::regclass AND NOT granted`
    await vi.waitFor(async () => expect((await guest.query(isWaiting)).rowCount).toBe(1), DEADLINE)
    // Stands in line behind the migration, which stands behind the holder, who isn't through before this is.
    await guest.query('INSERT INTO visits VALUES (101)')
    await vi.waitFor(() => expect(waits).not.toEqual([]), DEADLINE)
    expect(waits[0]).toMatch(
      /^migration 1_note waits for a lock \(try 1 of 30\); in the way: a-long-report, pid \d+, idle in transaction, for \d+ s$/,
    )
    expect(await hasColumn()).toBe(false)
    await holder.query('COMMIT')
    expect(await deployed).toEqual(['1_note'])
    expect(await hasColumn()).toBe(true)
  })

  test('gives up after so many tries, says what to do, and goes on at the next run', async () => {
    await migrations.write('1_note', 'CREATE TABLE half (id int); ALTER TABLE visits ADD note text')
    await holder.query('BEGIN; SELECT count(*) FROM visits')
    await expect(deployMigrations(database.url, migrations.dir, { triesMax: 1 })).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringMatching(
        /migration 1_note got no lock in 1 tries.*a-long-report.*run this again/,
      ) as string,
    })
    expect((await guest.query(`SELECT to_regclass('half') AS half`)).rows).toEqual([{ half: null }])
    await holder.query('COMMIT')
    expect(await deployMigrations(database.url, migrations.dir)).toEqual(['1_note'])
  })

  test('keeps no writer waiting while it builds an index, however long that takes', async () => {
    await migrations.write('1_index', 'CREATE INDEX CONCURRENTLY visits_id_idx ON visits (id)')
    await holder.query('BEGIN; LOCK TABLE visits IN ROW EXCLUSIVE MODE')
    const deployed = deployMigrations(database.url, migrations.dir)
    const isBuilding = `SELECT FROM pg_index WHERE indrelid = 'visits'::regclass AND NOT indisvalid`
    await vi.waitFor(async () => expect((await guest.query(isBuilding)).rowCount).toBe(1), DEADLINE)
    await guest.query('INSERT INTO visits VALUES (101)')
    await holder.query('COMMIT')
    expect(await deployed).toEqual(['1_index'])
  })

  test('builds its index also while another migration waits its turn', async () => {
    await migrations.write('1_index', 'CREATE INDEX CONCURRENTLY visits_id_idx ON visits (id)')
    await holder.query('BEGIN; LOCK TABLE visits IN ROW EXCLUSIVE MODE')
    const first = deployMigrations(database.url, migrations.dir)
    const isBuilding = `SELECT FROM pg_index WHERE indrelid = 'visits'::regclass AND NOT indisvalid`
    await vi.waitFor(async () => expect((await guest.query(isBuilding)).rowCount).toBe(1), DEADLINE)
    const second = await new Promise<{ ended: Promise<string[]> }>((resolve) => {
      const ended = deployMigrations(database.url, migrations.dir, { onWait: () => resolve({ ended }) })
    })
    await holder.query('COMMIT')
    expect([await first, await second.ended]).toEqual([['1_index'], []])
  })

  test('leaves no broken index behind one that the rows refuse, and says why', async () => {
    await holder.query('INSERT INTO visits VALUES (100)')
    await migrations.write('1_key', 'CREATE UNIQUE INDEX CONCURRENTLY visits_id_key ON visits (id)')
    await expect(deployMigrations(database.url, migrations.dir)).rejects.toMatchObject({
      code: 'failed',
      message: 'migration 1_key failed: could not create unique index "visits_id_key"',
    })
    expect((await guest.query(`SELECT FROM pg_index WHERE indrelid = 'visits'::regclass`)).rowCount).toBe(0)
    await expect(deployMigrations(database.url, migrations.dir)).rejects.toMatchObject({
      code: 'failed-before',
    })
  })

  test('builds an index by name even where a broken one was left by hand', async () => {
    await holder.query('INSERT INTO visits VALUES (100)')
    await holder.query('CREATE UNIQUE INDEX CONCURRENTLY visits_id_key ON visits (id)').catch(() => {})
    await holder.query('DELETE FROM visits WHERE id = 100')
    await migrations.write('1_key', 'CREATE UNIQUE INDEX CONCURRENTLY visits_id_key ON visits (id)')
    expect(await deployMigrations(database.url, migrations.dir)).toEqual(['1_key'])
  })
})
