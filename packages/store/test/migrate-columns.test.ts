import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { deployMigrations } from '../src/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { openMigrations, type MigrationsFixture } from './migrations-fixture.ts'

const ALL = { name: 'all-visits', text: 'SELECT * FROM visits' }

let database: TestDatabase
let migrations: MigrationsFixture
let pools: pg.Pool[]

beforeEach(async () => {
  database = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
  migrations = await openMigrations({
    '1_visits': 'CREATE TABLE visits (id int); INSERT INTO visits VALUES (1)',
  })
  await deployMigrations(database.url, migrations.dir)
  pools = []
})
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await migrations.remove()
  await database.drop()
})

/** What an app has: here of a single connection. */
function openPool(application_name: string, connectionString = database.url): pg.Pool {
  const pool = new pg.Pool({ connectionString, application_name, max: 1 })
  pool.on('error', () => {}) // Its idle connection was ended; the next statement opens another.
  pools.push(pool)
  return pool
}

const isDisconnected = (pool: pg.Pool) => vi.waitFor(() => expect(pool.totalCount).toBe(0))

const processId = async (pool: pg.Pool) =>
  (await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid

describe('a migration under a running app', () => {
  test('that adds a column leaves no statement prepared for the columns before', async () => {
    const app = openPool('bellhop-worker')
    expect((await app.query(ALL)).rows).toEqual([{ id: 1 }])
    await migrations.write('2_note', 'ALTER TABLE visits ADD note text')
    await deployMigrations(database.url, migrations.dir)
    await isDisconnected(app)
    expect((await app.query(ALL)).rows).toEqual([{ id: 1, note: null }])
  })

  test('that adds a column also reaches an app whose URL names it otherwise', async () => {
    const url = `${database.url}?application_name=hotel`
    const app = openPool('bellhop-worker', url)
    await app.query(ALL)
    await migrations.write('2_note', 'ALTER TABLE visits ADD note text')
    await deployMigrations(url, migrations.dir)
    await isDisconnected(app)
    expect((await app.query(ALL)).rows).toEqual([{ id: 1, note: null }])
  })

  test('that adds a column leaves others their connections, and other migrations their turn', async () => {
    const others = ['a-long-report', 'bellhop-queue'].map((name) => openPool(name))
    const before = await Promise.all(others.map(processId))
    await migrations.write('2_note', 'ALTER TABLE visits ADD note text')
    await migrations.write('3_stars', 'ALTER TABLE visits ADD stars int')
    const applied = await Promise.all([1, 2, 3].map(() => deployMigrations(database.url, migrations.dir)))
    expect(applied.flat()).toEqual(['2_note', '3_stars'])
    expect(await Promise.all(others.map(processId))).toEqual(before)
  })

  test('that changes no table’s columns leaves it its connections', async () => {
    const app = openPool('bellhop-worker')
    const before = await processId(app)
    await migrations.write('2_more', 'CREATE TABLE rooms (id int); CREATE INDEX ON visits (id)')
    await deployMigrations(database.url, migrations.dir)
    expect(await processId(app)).toBe(before)
  })
})
