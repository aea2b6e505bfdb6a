import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { lockGuest, openStore, tryLockGuests, type Store } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { createGate } from './gate.ts'

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

const tryThem = (...keys: string[]) => store.prisma.$transaction((tx) => tryLockGuests(tx, keys))

test('a guest is locked until the transaction ends, other guests are free', async () => {
  await store.prisma.$transaction(async (tx) => {
    await lockGuest(tx, '0811')
    expect(await tryThem('0811', '0812')).toEqual(['0812'])
  })
  expect(await tryThem('0811')).toEqual(['0811'])
})

test('a taken guest is waited for by one who needs it', async () => {
  const order: string[] = []
  let second: Promise<void> | undefined
  await store.prisma.$transaction(async (tx) => {
    await lockGuest(tx, '0813')
    second = store.prisma.$transaction(async (other) => {
      await lockGuest(other, '0813')
      order.push('second')
    })
    await expect
      .poll(() => store.prisma.$queryRaw`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)
      .toHaveLength(1)
    order.push('first')
  })
  await second
  expect(order).toEqual(['first', 'second'])
})

test('each guest is asked for once, also when named twice, and none asks for nothing', async () => {
  expect(await tryThem('0815', '0814', '0815')).toEqual(['0814', '0815'])
  expect(await tryThem()).toEqual([])
  const held = await store.prisma.$transaction(async (tx) => {
    await tryLockGuests(tx, ['0816', '0816'])
    return tx.$queryRaw`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`
  })
  expect(held).toHaveLength(1)
})

test('two who try the same many guests never wait for each other, and no guest has two holders', async () => {
  const keys = Array.from({ length: 200 }, (_, index) => `0820${index}`)
  const done = createGate()
  const attempts = [keys, keys.toReversed()].map((wanted) => {
    const taken = createGate<string[]>()
    const ended = store.prisma.$transaction(async (tx) => {
      taken.open(await tryLockGuests(tx, wanted))
      await done.opened
    })
    return { taken: taken.opened, ended }
  })
  const taken = (await Promise.all(attempts.map((attempt) => attempt.taken))).flat()
  expect(taken.toSorted()).toEqual(keys.toSorted())
  done.open()
  await Promise.all(attempts.map(({ ended }) => ended))
})
