import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  BUILT_IN_OPERATOR_ID,
  changeOperator,
  createOperator,
  findLogin,
  listLogins,
  newId,
  openLogin,
  openStore,
  type Store,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

const DAY = 86_400_000
const ADMIN = { kind: 'operator', id: BUILT_IN_OPERATOR_ID, name: 'admin' } as const
const BUILT_IN = { operatorId: BUILT_IN_OPERATOR_ID, name: 'admin', passwordHash: null }

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

test('logins that have been over for a month go with the next one, and no others', async () => {
  const open = (hash: string, expiresAt: Date) =>
    openLogin(store, { ...BUILT_IN, tokenHash: Buffer.from(hash), expiresAt })
  await open('long over', new Date(Date.now() - 31 * DAY))
  await open('over', new Date(Date.now() - 29 * DAY))
  await open('now', new Date(Date.now() + DAY))
  const { items } = await listLogins(store, BUILT_IN_OPERATOR_ID, { limit: 9, before: null })
  expect(items).toHaveLength(2)
  expect(await findLogin(store.prisma, Buffer.from('over'), new Date())).toBeNull()
  expect(await findLogin(store.prisma, Buffer.from('now'), new Date())).toMatchObject({ name: 'admin' })
})

test('that a login was seen is noted to the minute, and not at each request', async () => {
  const tokenHash = Buffer.from('seen')
  const login = { ...BUILT_IN, tokenHash, expiresAt: new Date(Date.now() + DAY) }
  await openLogin(store, login)
  const seenAt = async () => {
    await findLogin(store.prisma, tokenHash, new Date())
    const row = await store.prisma.operatorSession.findFirstOrThrow({
      where: { tokenHash: new Uint8Array(tokenHash) },
    })
    return row.lastSeenAt.getTime()
  }
  const first = await seenAt()
  expect(await seenAt()).toBe(first)
  await store.prisma.operatorSession.updateMany({ data: { lastSeenAt: new Date(first - 61_000) } })
  expect(await seenAt()).toBeGreaterThanOrEqual(first)
})

test('a login by a password that was changed meanwhile, or of who was disabled meanwhile, is not opened', async () => {
  const operator = { name: 'ketut', displayName: 'Ketut', role: 'agent', passwordHash: 'old' } as const
  const made = await createOperator(store, ADMIN, operator)
  const id = made?.id ?? ''
  const open = (passwordHash: string) => {
    const tokenHash = Buffer.from(newId())
    return openLogin(store, { operatorId: id, name: 'x', passwordHash, tokenHash, expiresAt: new Date() })
  }
  expect(await open('old')).toBe(true)
  await changeOperator(store, ADMIN, id, { passwordHash: 'new' })
  expect([await open('old'), await open('new')]).toEqual([false, true])
  await changeOperator(store, ADMIN, id, { isDisabled: true })
  expect(await open('new')).toBe(false)
  expect(await store.prisma.operatorSession.count({ where: { operatorId: id, revokedAt: null } })).toBe(0)
})

test('a login that is opened while the password is being changed waits, and is refused', async () => {
  const operator = { name: 'made', displayName: 'Made', role: 'agent', passwordHash: 'old' } as const
  const operatorId = (await createOperator(store, ADMIN, operator))?.id ?? ''
  const login = {
    operatorId,
    name: 'made',
    passwordHash: 'old',
    tokenHash: Buffer.from(newId()),
    expiresAt: new Date(),
  }
  let opened: Promise<boolean> | undefined
  await store.prisma.$transaction(async (tx) => {
    await tx.operator.update({ where: { id: operatorId }, data: { passwordHash: 'new' } })
    opened = openLogin(store, login)
    await expect
      .poll(
        () => store.prisma.$queryRaw`
        SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%operator_sessions%'`,
      )
      .toHaveLength(1)
  })
  expect(await opened).toBe(false)
})
