import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'

import { deployMigrations } from '../src/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { openMigrations, type MigrationsFixture } from './migrations-fixture.ts'

describe('deployMigrations', () => {
  let database: TestDatabase
  let client: pg.Client
  let dir: string
  let write: MigrationsFixture['write']

  beforeEach(async () => {
    database = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const migrations = await openMigrations()
    dir = migrations.dir
    write = migrations.write
  })

  afterEach(async () => {
    await client.end()
    await database.drop()
    await rm(dir, { recursive: true })
  })

  test('applies every migration to an empty database, once', async () => {
    const applied = await deployMigrations(database.url)
    expect(applied).toEqual(expect.arrayContaining(['20261122000000_init', '20261122000100_invariants']))
    expect(await deployMigrations(database.url)).toEqual([])

    const { rows } = await client.query(
      'SELECT migration_name, finished_at, applied_steps_count FROM _prisma_migrations',
    )
    expect(rows.map((row: { migration_name: string }) => row.migration_name).toSorted()).toEqual(applied)
    for (const row of rows)
      expect(row).toMatchObject({ finished_at: expect.any(Date), applied_steps_count: 1 })
  })

  test('applies each migration once when three start together', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => deployMigrations(database.url)))
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM _prisma_migrations')
    expect(applied.flat()).toHaveLength(Number(rows[0]?.count))
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
  })

  test('applies in the order of the names, and later only what is new', async () => {
    await write('2_second', 'INSERT INTO t VALUES (2)')
    await write('1_first', 'CREATE TABLE t (id int)')
    expect(await deployMigrations(database.url, dir)).toEqual(['1_first', '2_second'])
    await write('3_third', 'INSERT INTO t VALUES (3)')
    expect(await deployMigrations(database.url, dir)).toEqual(['3_third'])
  })

  test('leaves nothing of a script that fails, says why, and goes no further', async () => {
    await write('1_broken', 'CREATE TABLE half (id int); INSERT INTO nowhere VALUES (1)')
    await write('2_next', 'CREATE TABLE next (id int)')
    await expect(deployMigrations(database.url, dir)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('1_broken'),
    })
    const { rows } = await client.query(`SELECT to_regclass('half') AS half, to_regclass('next') AS next`)
    expect(rows).toEqual([{ half: null, next: null }])
  })

  test('refuses to go on after a failure until somebody has looked at it', async () => {
    await write('1_broken', 'INSERT INTO nowhere VALUES (1)')
    await expect(deployMigrations(database.url, dir)).rejects.toThrow()
    await write('1_broken', 'CREATE TABLE nowhere (id int)')
    await expect(deployMigrations(database.url, dir)).rejects.toMatchObject({
      code: 'failed-before',
      message: expect.stringContaining('"nowhere" does not exist'),
    })

    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now()')
    expect(await deployMigrations(database.url, dir)).toEqual(['1_broken'])
  })

  test('refuses a migration that was edited after it was applied', async () => {
    await write('1_first', 'CREATE TABLE t (id int)')
    await deployMigrations(database.url, dir)
    await write('1_first', 'CREATE TABLE t (id bigint)')
    await expect(deployMigrations(database.url, dir)).rejects.toMatchObject({ code: 'changed' })
  })

  test('leaves alone what a newer release has applied', async () => {
    await write('1_first', 'CREATE TABLE t (id int)')
    await write('2_newer', 'ALTER TABLE t ADD name text')
    await deployMigrations(database.url, dir)
    await rm(join(dir, '2_newer'), { recursive: true })
    expect(await deployMigrations(database.url, dir)).toEqual([])
  })

  test('runs a function body with its semicolons', async () => {
    await write(
      '1_function',
      `CREATE FUNCTION one() RETURNS int AS $$ BEGIN RETURN 1; END; $$ LANGUAGE plpgsql; SELECT one();`,
    )
    expect(await deployMigrations(database.url, dir)).toEqual(['1_function'])
  })
})
