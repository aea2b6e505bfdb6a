import { afterAll, beforeAll, expect, inject, test } from 'vitest'

import { findReplayable, replayUnmatched } from '../src/replay.ts'
import { newId, openStore, type Store } from '../src/store.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

const PHONE = '081234567890'
const HOUR = 60 * 60 * 1000

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

const unmatched = (whatsappId: string, ageMs: number, facts: object = {}) =>
  store.prisma.message.create({
    data: {
      id: newId(),
      line: 'default',
      chatId: '6281234567890@c.us',
      phone: PHONE,
      direction: 'inbound',
      role: 'User',
      kind: 'text',
      fromMe: false,
      status: 'applied',
      unmatchedReason: 'unknown_guest',
      whatsappId,
      sentAt: new Date(Date.now() - ageMs),
      ...facts,
    },
  })

test('a check-in makes the last 24 hours of the guest wait again, and neither older ones, nor /end, nor what staff wrote', async () => {
  await unmatched('recent', 23 * HOUR)
  await unmatched('old', 25 * HOUR)
  await unmatched('end', HOUR, { unmatchedReason: 'no_open_session' })
  await unmatched('staff', HOUR, { fromMe: true, direction: 'outbound', role: 'Staff' })
  expect(await findReplayable(store.prisma, 10)).toEqual([])

  await store.prisma.guest.create({
    data: {
      id: newId(),
      phone: PHONE,
      name: 'Budi',
      locale: 'id',
      checkIns: { create: { id: newId(), roomNumber: '1' } },
    },
  })
  expect(await findReplayable(store.prisma, 10)).toEqual([PHONE])
  expect(await replayUnmatched(store.prisma, [PHONE])).toBe(1)
  const waiting = await store.prisma.message.findMany({ where: { status: 'received' } })
  expect(waiting).toMatchObject([{ whatsappId: 'recent', unmatchedReason: 'unknown_guest' }])
  expect(await findReplayable(store.prisma, 10)).toEqual([])
})
