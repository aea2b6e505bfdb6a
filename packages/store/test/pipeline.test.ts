import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { isDatabaseUnavailable, newId, openStore, type Pipeline, type Store } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

let database: TestDatabase
let store: Store
let line: string

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  // With one connection whatever one test left there would be the next one's.
  store = openStore({ databaseUrl: database.url, poolMax: 1 })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})
beforeEach(() => {
  line = newId()
})

const add = (db: Pick<Pipeline, '$executeRaw'>) =>
  db.$executeRaw`INSERT INTO lines (line) VALUES (${line}::text)`
const count = (db: Pick<Pipeline, '$queryRaw'>) =>
  db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM lines WHERE line = ${line}::text`
const stateOf = (db: Pick<Pipeline, '$queryRaw'>) =>
  db.$queryRaw<{ xid: string | null }[]>`SELECT pg_current_xact_id_if_assigned()::text AS xid`

describe('a pipeline', () => {
  test('asks all at once, and each statement sees what those before it did', async () => {
    const answers = await store.pipeline((db) =>
      Promise.all([db.begin(), count(db), add(db), count(db), db.commit(), count(db)]),
    )
    expect(answers).toEqual([undefined, [{ count: 0 }], 1, [{ count: 1 }], undefined, [{ count: 1 }]])
    expect(await count(store.direct)).toEqual([{ count: 1 }])
  })

  test('keeps nothing of a transaction of which anything failed, and says so at the commit', async () => {
    const answers = await store.pipeline((db) =>
      Promise.allSettled([db.begin(), add(db), add(db), count(db), db.commit()]),
    )
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
    ])
    expect(await count(store.direct)).toEqual([{ count: 0 }])
  })

  test.each([
    ['its work ends', async () => {}],
    [
      'its work fails',
      async () => {
        throw new Error('bug')
      },
    ],
    ['Postgres refused something', (db: Pipeline) => db.$queryRaw`SELECT 1 / 0`],
  ])('is rolled back if it is open when %s', async (_when, end) => {
    const work = store.pipeline(async (db) => {
      await Promise.all([db.begin(), add(db)])
      await end(db)
    })
    await work.catch(() => {})
    expect(await count(store.direct)).toEqual([{ count: 0 }])
    expect(await stateOf(store.direct)).toEqual([{ xid: null }])
  })

  test('gives its connection back only when all is answered that was asked there', async () => {
    let late: Promise<unknown> | undefined
    await store.pipeline(async (db) => {
      late = db.$queryRaw`SELECT pg_sleep(0.1)::text`
    })
    await expect(Promise.race([late, Promise.resolve('not yet')])).resolves.toEqual([{ pg_sleep: '' }])
  })

  test('that loses its connection got no answer, and the next one has another', async () => {
    const work = store.pipeline(async (db) => {
      await db.begin()
      await Promise.all([db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`, add(db), db.commit()])
    })
    const error: unknown = await work.catch((reason: unknown) => reason)
    expect(isDatabaseUnavailable(error)).toBe(true)
    expect(await count(store.direct)).toEqual([{ count: 0 }])
  })

  test('finds nobody where nobody is', async () => {
    const gone = openStore({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' })
    const failures = await Promise.allSettled([gone.pipeline((db) => db.begin()), count(gone.direct)])
    await gone.close()
    const reasons = failures.map(
      (settled) => (settled.status === 'rejected' ? settled.reason : null) as unknown,
    )
    expect(reasons.map(isDatabaseUnavailable)).toEqual([true, true])
  })
})
