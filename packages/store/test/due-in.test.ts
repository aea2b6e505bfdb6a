import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { dueIn } from '../src/due-in.ts'
import { openStore, type Store } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

/** Of so many looks, one after the other, that some milliseconds go by meanwhile. */
const LOOKS = 20_000

async function countLate(ms: number): Promise<number | undefined> {
  const [row] = await store.prisma.$queryRaw<{ late: number }[]>`
    SELECT count(*) FILTER (WHERE ${dueIn(ms)}::timestamptz(3) > clock_timestamp())::int AS late
    FROM generate_series(1, ${LOOKS}::int)`
  return row?.late
}

test('what is due in 0 ms is due to whoever asks next, in a column of milliseconds too', async () => {
  expect(await countLate(0)).toBe(0)
})

test('what is due later is not due now', async () => {
  expect(await countLate(60_000)).toBe(LOOKS)
})
