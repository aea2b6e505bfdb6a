import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'

import { countAttention, listUnmatchedChats, newId, openStore, type Prisma, type Store } from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'

const HOUR = 3_600_000
const NOW = Math.floor(Date.now() / 1000) * 1000

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
beforeEach(async () => {
  await store.prisma.message.deleteMany()
})

async function wrote(
  chat: string,
  hoursAgo: number,
  facts: Partial<Prisma.MessageUncheckedCreateInput> = {},
): Promise<string> {
  const id = newId()
  await store.prisma.message.create({
    data: {
      id,
      line: 'default',
      chatId: `62${chat.slice(1)}@c.us`,
      phone: chat,
      direction: 'inbound',
      role: 'User',
      kind: 'text',
      text: `${hoursAgo} hours ago`,
      whatsappId: id,
      fromMe: false,
      sentAt: new Date(NOW - hoursAgo * HOUR),
      status: 'applied',
      unmatchedReason: 'unknown_guest',
      ...facts,
    },
  })
  return id
}
const list = (limit = 50, after: string | null = null) => listUnmatchedChats(store, { limit, after })

test('who wrote and was not served comes by the newest message, with the last three', async () => {
  await store.prisma.guest.create({
    data: { id: newId(), phone: '081200000001', name: 'Siti', locale: 'id' },
  })
  for (const hours of [30, 4, 3, 2]) await wrote('081200000001', hours)
  await wrote('081200000001', 1, { unmatchedReason: 'no_active_check_in', kind: 'image', text: null })
  const hidden = await wrote('0', 0, { phone: null, chatId: '77@lid', unmatchedReason: 'unresolved_lid' })
  await wrote('081200000003', 25)

  expect((await list()).items).toMatchObject([
    {
      chatId: '77@lid',
      phone: null,
      name: null,
      reason: 'unresolved_lid',
      messages: 1,
      last: [{ id: hidden }],
    },
    {
      phone: '081200000001',
      name: 'Siti',
      reason: 'no_active_check_in',
      messages: 5,
      last: [
        { text: null, kind: 'image', at: new Date(NOW - HOUR) },
        { text: '2 hours ago' },
        { text: '3 hours ago' },
      ],
      firstAt: new Date(NOW - 30 * HOUR),
      lastAt: new Date(NOW - HOUR),
      withinADay: true,
    },
    { phone: '081200000003', withinADay: false },
  ])
})

test('the same chat on two lines is two, as a check-in on neither makes them one', async () => {
  await wrote('081200000001', 1)
  await wrote('081200000001', 2, { line: 'spa' })
  expect((await list()).items.map(({ line }) => line)).toEqual(['default', 'spa'])
})

test('what found a session, waits to be applied, or is an /end with nothing to end, is nobody waiting', async () => {
  await wrote('081200000001', 1, { unmatchedReason: 'no_open_session', text: '/end' })
  await wrote('081200000002', 1, { status: 'received' })
  await wrote('081200000003', 1, { unmatchedReason: null })
  await wrote('081200000004', 2)
  await wrote('081200000004', 1, { unmatchedReason: 'no_open_session', text: '/end' })
  expect((await list()).items).toMatchObject([
    { phone: '081200000004', messages: 1, last: [{ text: '2 hours ago' }] },
  ])
})

test('what the hotel writes to somebody without a stay is no question, and hides none', async () => {
  const own = { fromMe: true, role: 'Staff' } as const
  await wrote('081200000001', 2)
  await wrote('081200000001', 1, { ...own, text: 'Who is it?' })
  await wrote('081200000002', 1, own)
  expect((await list()).items).toMatchObject([
    { phone: '081200000001', messages: 1, last: [{ text: '2 hours ago' }] },
  ])
  expect((await countAttention(store)).unmatched).toBe(1)
})

test('pages have each chat once, also of those that wrote in the same second', async () => {
  for (let chat = 10; chat < 17; chat += 1)
    for (const hours of [1, 2]) await wrote(`0812000000${chat}`, hours)
  const seen: (string | null)[] = []
  let after: string | null = null
  do {
    const page = await list(2, after)
    seen.push(...page.items.map(({ phone }) => phone))
    after = page.next
  } while (after !== null)
  expect(seen).toEqual([16, 15, 14, 13, 12, 11, 10].map((chat) => `0812000000${chat}`))
})

test('somebody who writes without end is counted up to a hundred', async () => {
  await store.prisma.$executeRaw`
    INSERT INTO messages (id, line, chat_id, phone, direction, role, kind, text, whatsapp_id, from_me, sent_at, status, unmatched_reason)
    SELECT gen_random_uuid(), 'default', '7@c.us', '07', 'inbound', 'User', 'text', 'again', n::text, false, now(), 'applied', 'unknown_guest'
    FROM generate_series(1, 150) AS n`
  expect((await list()).items).toMatchObject([{ messages: 100 }])
})

test('as many are of the last day as wait for a hand', async () => {
  for (const hours of [1, 23, 25]) await wrote(`0812000000${hours}`, hours)
  await wrote('081200000001', 1, { unmatchedReason: 'no_open_session' })
  const { items } = await list()
  expect(items).toHaveLength(3)
  expect((await countAttention(store)).unmatched).toBe(items.filter(({ withinADay }) => withinADay).length)
})
