import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

import { seedHotel } from '../src/seed.ts'
import { openStore, type Store } from '../src/store.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

describe('seedHotel', () => {
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

  test('fills eight rooms and knows one guest without a stay and one who has left', async () => {
    await seedHotel(store)
    expect(await store.prisma.checkIn.count({ where: { status: 'active' } })).toBe(8)
    expect(await store.prisma.checkIn.count({ where: { status: 'checked_out' } })).toBe(1)
    expect(await store.prisma.guest.count({ where: { checkIns: { none: {} } } })).toBe(1)
  })

  test('changes nothing of what has happened since when it runs again', async () => {
    await seedHotel(store)
    const budi = { phone: '081234567890' }
    await store.prisma.guest.update({ where: budi, data: { name: 'Pak Budi' } })
    await store.prisma.checkIn.updateMany({
      where: { guest: budi },
      data: { status: 'checked_out', checkedOutAt: new Date() },
    })
    await seedHotel(store)

    const guest = await store.prisma.guest.findUnique({ where: budi, include: { checkIns: true } })
    expect(guest).toMatchObject({ name: 'Pak Budi', checkIns: [{ status: 'checked_out' }] })
  })
})
