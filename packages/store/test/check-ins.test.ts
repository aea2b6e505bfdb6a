import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

import {
  checkIn,
  findSessionById,
  listCheckIns,
  listSessionMessages,
  listSessions,
  listUnmatched,
  lockGuest,
  newId,
  openStore,
  type Prisma,
  type Store,
} from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'

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

const budi = { phone: '081234567890', name: 'Budi', room: '12', locale: null }

describe('a check-in', () => {
  test('makes one guest and one stay, however many come at once', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => checkIn(store, budi)))
    expect(results.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(results.map((result) => result.checkIn.id)).size).toBe(1)
    expect(await store.prisma.guest.count({ where: { phone: budi.phone } })).toBe(1)
  })

  test('gives a known guest the new name, and keeps the language unless another is asked for', async () => {
    const phone = '+34611111111'
    expect((await checkIn(store, { ...budi, phone })).checkIn.locale).toBe('en')
    expect((await checkIn(store, { ...budi, phone, locale: 'id' })).checkIn.locale).toBe('id')
    const renamed = await checkIn(store, { ...budi, phone, name: 'Ana', room: '14' })
    expect(renamed.checkIn).toMatchObject({ name: 'Ana', locale: 'id', room: '14' })
  })

  test('is a new one after the check-out from the same room', async () => {
    const guest = { ...budi, phone: '081200000003' }
    const first = await checkIn(store, guest)
    await store.prisma.checkIn.update({
      where: { id: first.checkIn.id },
      data: { status: 'checked_out', checkedOutAt: new Date() },
    })
    const second = await checkIn(store, guest)
    expect(second.created).toBe(true)
    expect(second.checkIn.id).not.toBe(first.checkIn.id)
  })

  test('waits for whoever holds the guest', async () => {
    const guest = { ...budi, phone: '081200000004' }
    const order: string[] = []
    await store.prisma.$transaction(async (tx) => {
      await lockGuest(tx, guest.phone)
      const waiting = checkIn(store, guest).then(() => order.push('checked in'))
      await expect
        .poll(async () => {
          const [row] = await store.prisma.$queryRaw<{ waiting: bigint }[]>`
            SELECT count(*) AS waiting FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()`
          return row?.waiting
        })
        .toBe(1n)
      order.push('released')
      void waiting
    })
    await expect.poll(() => order).toEqual(['released', 'checked in'])
  })
})

describe('a list', () => {
  test('goes on where it stopped, also when the row it stopped at has left it', async () => {
    const phones = ['1', '2', '3', '4'].map((digit) => `08120000010${digit}`)
    for (const phone of phones) await checkIn(store, { ...budi, phone })
    const first = await listCheckIns(store, { limit: 2, before: null, status: 'active' })
    expect(first.items.map(({ phone }) => phone)).toEqual([phones[3], phones[2]])

    await store.prisma.checkIn.update({
      where: { id: first.next ?? '' },
      data: { status: 'checked_out', checkedOutAt: new Date() },
    })
    const second = await listCheckIns(store, { limit: 2, before: first.next, status: 'active' })
    expect(second.items.map(({ phone }) => phone)).toEqual([phones[1], phones[0]])
  })

  test('of the messages of a session follows the order of storing, not that of writing', async () => {
    const { checkIn: stay } = await checkIn(store, { ...budi, phone: '081200000201' })
    const session = await store.prisma.session.create({
      data: {
        id: newId(),
        guestId: stay.guestId,
        checkInId: stay.id,
        line: 'default',
        chatId: '6281200000201@c.us',
        status: 'open',
        mode: 'agent',
        startedAt: new Date(),
        lastActivityAt: new Date(),
      },
    })
    const ids = [newId(), newId(), newId()].toReversed()
    for (const id of ids) await store.prisma.message.create({ data: message(id, { sessionId: session.id }) })

    const newest = await listSessionMessages(store, session.id, { limit: 2, before: null })
    expect(newest.items.map(({ id }) => id)).toEqual([ids[2], ids[1]])
    const older = await listSessionMessages(store, session.id, { limit: 2, before: newest.next })
    expect(older.items.map(({ id }) => id)).toEqual([ids[0]])
    expect(older.next).toBeNull()
    expect(newest.items[0]).not.toHaveProperty('claimToken')

    expect(await findSessionById(store, session.id)).toMatchObject({ name: 'Budi', room: '12' })
    const open = await listSessions(store, { limit: 5, before: null, status: 'open' })
    expect(open.items.map(({ id }) => id)).toEqual([session.id])
    expect((await listSessions(store, { limit: 5, before: null, status: 'terminated' })).items).toEqual([])
  })

  test('of unmatched messages has what is applied and found no session', async () => {
    const [unmatched, waiting] = [newId(), newId()]
    const reason = { unmatchedReason: 'unresolved_lid', phone: null } as const
    await store.prisma.message.create({ data: message(unmatched, reason) })
    await store.prisma.message.create({ data: message(waiting, { ...reason, status: 'received' }) })
    const page = await listUnmatched(store, { limit: 5, before: null })
    expect(page.items.map(({ id }) => id)).toEqual([unmatched])
  })
})

function message(id: string, changes: Partial<Prisma.MessageUncheckedCreateInput>) {
  return {
    id,
    line: 'default',
    chatId: '6281200000201@c.us',
    phone: '081200000201',
    direction: 'inbound',
    role: 'User',
    kind: 'text',
    text: 'hello',
    whatsappId: id,
    fromMe: false,
    sentAt: new Date(),
    status: 'applied',
    ...changes,
  } satisfies Prisma.MessageUncheckedCreateInput
}
