import { afterEach, beforeEach, expect, inject, test } from 'vitest'

import { inspectDatabase } from '../src/inspect-database.ts'
import { deployMigrations } from '../src/migrate.ts'
import { openStore, type Store } from '../src/store.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

let database: TestDatabase
let store: Store

beforeEach(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url })
})

afterEach(async () => {
  await store.close()
  await database.drop()
})

test('a database tells its version, its settings, its clock and how long a commit takes', async () => {
  const facts = await inspectDatabase(database.url)
  expect(facts.versionNumber).toBeGreaterThanOrEqual(140_000)
  expect(facts.version).toMatch(/^\d+\.\d+$/)
  // The tests' own server is fast and forgetful.
  expect(facts).toMatchObject({
    isReadOnly: false,
    settings: { fsync: 'off', synchronous_commit: 'off' },
    missingMigrations: [],
  })
  expect(Math.abs(facts.clockAheadMs)).toBeLessThan(5_000)
  expect(facts.commitMs).toBeGreaterThan(0)
  expect(facts.connections).toBeLessThan(facts.connectionsMax)
})

test('what it measures are commits that write, and nothing is left of them', async () => {
  const nextTransaction = async () => {
    const [row] = await store.prisma.$queryRaw<{ id: bigint }[]>`
      SELECT pg_snapshot_xmax(pg_current_snapshot())::text::int8 AS id`
    return Number(row?.id)
  }
  const before = await nextTransaction()
  await inspectDatabase(database.url)
  // Only a transaction that writes gets a number.
  expect(await nextTransaction()).toBeGreaterThanOrEqual(before + 20)
  expect(await store.prisma.message.count()).toBe(0)
})

test('a line tells how long ago its last event came, and one without any tells none', async () => {
  await store.prisma.line.create({ data: { line: 'quiet' } })
  await store.prisma.line.create({ data: { line: 'busy', lastEventAt: new Date(Date.now() - 3_600_000) } })
  const { lines } = await inspectDatabase(database.url)
  expect(lines).toEqual([
    { line: 'busy', lastEventAgeMs: expect.closeTo(3_600_000, -5) as number },
    { line: 'quiet', lastEventAgeMs: null },
  ])
})

test('an empty database lacks every migration, in order', async () => {
  const empty = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
  const facts = await inspectDatabase(empty.url)
  expect(facts.missingMigrations[0]).toBe('20261122000000_init')
  expect(facts.lines).toEqual([])
  expect(facts.missingMigrations).toEqual(await deployMigrations(empty.url))
  await empty.drop()
})

test.each([
  ['postgresql://bellhop:hunter2@127.0.0.1:1/bellhop', 'ECONNREFUSED'],
  ['postgresql://bellhop:hunter2@nowhere.invalid/bellhop', /ENOTFOUND|EAI_AGAIN/],
])('a database that is not there is told by its code, without the password', async (url, code) => {
  const error: unknown = await inspectDatabase(url).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: expect.stringMatching(code) as string })
  expect(String(error)).not.toContain('hunter2')
})
