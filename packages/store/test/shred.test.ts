import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { shredDeleted } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
})
afterAll(() => database.drop())

const OLD_SNAPSHOT = /older than this is still open/

test('a transaction that could still see what was deleted is told of, and does not count once it has ended', async () => {
  const reader = new pg.Client({ connectionString: database.url })
  await reader.connect()
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
  await reader.query('SELECT count(*) FROM pg_class')
  const writer = new pg.Client({ connectionString: database.url })
  await writer.connect()
  await writer.query("INSERT INTO lines (line) VALUES ('front')")
  await writer.end()

  const during = await shredDeleted(database.url, { snapshotsMs: 0 })
  expect(during).toContainEqual(expect.stringMatching(OLD_SNAPSHOT))
  await reader.query('COMMIT')
  await reader.end()
  const after = await shredDeleted(database.url)
  expect(after).not.toContainEqual(expect.stringMatching(OLD_SNAPSHOT))
})
