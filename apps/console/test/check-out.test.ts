import { BUILT_IN_OPERATOR_ID, checkIn, lockGuest, newId, openStore, type Store } from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

import { checkOut } from '../src/check-out.ts'

const ADMIN = { kind: 'operator', id: BUILT_IN_OPERATOR_ID, name: 'admin' } as const

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

test('a check-out waits for whoever has the guest, and ends the session too that is just being opened (I9)', async () => {
  const phone = '081234567890'
  const { checkIn: stay } = await checkIn(store, { phone, name: 'Budi', room: '12', locale: null })
  const deps = { store, ring: async () => {}, homeCountry: '62', idleLimitMs: 1_800_000 }
  const [id, now] = [newId(), new Date()]

  let left: Promise<unknown> | undefined
  await store.prisma.$transaction(async (tx) => {
    await lockGuest(tx, phone)
    const session = { id, guestId: stay.guestId, checkInId: stay.id, line: 'default', chatId: 'chat' }
    const state = { status: 'open', mode: 'agent', startedAt: now, lastActivityAt: now } as const
    await tx.session.create({ data: { ...session, ...state } })
    left = checkOut(deps, ADMIN, stay)
    // Whoever doesn't wait has looked for sessions already.
    await Promise.race([somebodyWaits(), left])
  })
  await left
  const ended = await store.prisma.session.findUnique({ where: { id } })
  expect(ended).toMatchObject({ status: 'terminated', endReason: 'checked_out' })
})

/** Ends when somebody waits for a lock on a guest. */
async function somebodyWaits(): Promise<void> {
  await expect
    .poll(
      () => store.prisma.$queryRaw`
        SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()`,
      { timeout: 10_000 },
    )
    .toHaveLength(1)
}
