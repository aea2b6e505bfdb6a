import { afterAll, beforeAll, expect, inject, test } from 'vitest'
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
