import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { isDatabaseUnavailable, openStore, type Store } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { openAnswerThief } from './answer-thief.ts'

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

test('Postgres itself frees what a frozen process holds: each connection says after how long', async () => {
  const settings = await store.prisma.$queryRaw`
    SELECT current_setting('statement_timeout') AS statement,
           current_setting('idle_in_transaction_session_timeout') AS idle`
  expect(settings).toEqual([{ statement: '10s', idle: '10s' }])
})

test('Postgres compiles no statement, which takes longer than ours do, unless the address says so', async () => {
  const jitOf = async (search: string) => {
    const own = openStore({ databaseUrl: `${database.url}${search}` })
    const [found] = await own.prisma.$queryRaw<{ jit: string }[]>`SELECT current_setting('jit') AS jit`
    await own.close()
    return found?.jit
  }
  expect(await jitOf('')).toBe('off')
  expect(await jitOf('?options=-c%20jit%3Don')).toBe('on')
})

test(
  'a server that takes statements and is silent is given up as one that is away',
  { timeout: 40_000 },
  async () => {
    const thief = await openAnswerThief(database.url, 2)
    const troubles: Error[] = []
    const own = openStore({ databaseUrl: thief.url, onError: (error) => troubles.push(error) })
    const asked = [
      own.direct.$queryRaw`SELECT 1`,
      own.prisma.$queryRaw`SELECT 1`,
      own.pipeline((db) => db.begin()),
      own.prisma.$transaction((tx) => tx.$queryRaw`SELECT 1`),
    ]
    for (const { reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[])
      expect(isDatabaseUnavailable(reason), String(reason)).toBe(true)
    expect(troubles).toEqual([])
    await own.close()
    await thief.close()
  },
)
