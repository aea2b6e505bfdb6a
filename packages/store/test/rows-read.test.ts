import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'

import {
  claimFreeOutbound,
  findEachNextOutbound,
  findStillWaiting,
  listSetAside,
  listUnmatched,
  listUnmatchedChats,
  listUnsettled,
  loadWaiting,
  newId,
  openStore,
  Prisma,
  settleFreeSent,
  type Store,
} from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'
import { guestMessage } from './event-fixture.ts'

const MANY = 5_000
const PLANNED_AT = 8
const STRANGERS = 60
const page = { limit: 50, before: null }

let database: TestDatabase
/** Of one connection, so that what it counts is all there is. */
let store: Store

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url, poolMax: 1 })
  // By itself it may count in the midst of a test's own INSERT, and then takes what that writes for nothing until it counts again.
  await store.prisma.$executeRaw`ALTER TABLE messages SET (autovacuum_enabled = off)`
})
afterAll(async () => {
  await store.close()
  await database.drop()
})
beforeEach(async () => {
  await store.prisma.$executeRaw`TRUNCATE messages CASCADE`
})

/** Stores as many messages; `n` is the number of each. */
async function wrote(
  count: number,
  {
    status = Prisma.sql`'sent'`,
    chat = Prisma.sql`'chat'`,
    direction = Prisma.sql`'outbound'`,
    reason = Prisma.sql`NULL`,
    session = Prisma.sql`NULL`,
  }: {
    status?: Prisma.Sql
    chat?: Prisma.Sql
    direction?: Prisma.Sql
    reason?: Prisma.Sql
    session?: Prisma.Sql
  },
): Promise<void> {
  await store.prisma.$executeRaw`
    INSERT INTO messages (id, line, chat_id, phone, direction, role, kind, text, from_me, sent_at, status, unmatched_reason, session_id)
    SELECT gen_random_uuid(), 'default', ${chat}, ${chat}, ${direction}, 'User', 'text', n::text, false,
           now() - (${count}::int - n) * interval '1 s', ${status}, ${reason}, ${session}
    FROM generate_series(1, ${count}::int) AS n`
}
const unserved = (count: number, chat: Prisma.Sql) =>
  wrote(count, {
    chat,
    direction: Prisma.sql`'inbound'`,
    status: Prisma.sql`'applied'`,
    reason: Prisma.sql`'unknown_guest'`,
  })

/** How many rows and entries of indexes Postgres looks at to answer. */
async function countRead(ask: () => Promise<unknown>, { prisma }: Store = store): Promise<number> {
  const before = await readTotal(prisma)
  await ask()
  return (await readTotal(prisma)) - before
}

async function readTotal(prisma: Store['prisma']): Promise<number> {
  await prisma.$queryRaw`SELECT pg_stat_force_next_flush()::text`
  const [total] = await prisma.$queryRaw<{ read: number }[]>`
    SELECT (
      (SELECT sum(seq_tup_read) FROM pg_stat_user_tables) + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)
    )::int AS read`
  return total?.read ?? Number.NaN
}

describe('a list reads what it shows, however many messages there are', () => {
  beforeEach(async () => {
    await wrote(MANY, {})
    await store.prisma.$executeRaw`ANALYZE messages`
  })

  test.each([
    ['set aside', Prisma.sql`'set_aside'`, () => listSetAside(store, page)],
    [
      'unknown',
      Prisma.sql`'unknown'`,
      () => listUnsettled(store, page, { status: 'unknown', line: undefined }),
    ],
    [
      'pending',
      Prisma.sql`'pending'`,
      () => listUnsettled(store, page, { status: 'pending', line: undefined }),
    ],
    [
      'pending, of a line',
      Prisma.sql`'pending'`,
      () => listUnsettled(store, page, { status: 'pending', line: 'default' }),
    ],
  ])('%s', async (_name, status, list) => {
    await wrote(3, { status })
    const read = await countRead(async () => expect((await list()).items).toHaveLength(3))
    expect(read).toBeLessThan(100)
  })

  test('unmatched', async () => {
    await unserved(3, Prisma.sql`'stranger'`)
    const read = await countRead(async () => expect((await listUnmatched(store, page)).items).toHaveLength(3))
    expect(read).toBeLessThan(100)
  })
})

describe('who was not served', () => {
  const list = (limit: number, after: string | null = null) => listUnmatchedChats(store, { limit, after })

  test('is found, each once, without looking at all that one of them writes without end', async () => {
    await unserved(10, Prisma.sql`'guest ' || n`)
    // So many that what Postgres samples of them shows no other chat.
    await unserved(40 * MANY, Prisma.sql`'endless'`)
    await store.prisma.$executeRaw`ANALYZE messages`
    const read = await countRead(async () => expect((await list(50)).items).toHaveLength(11))
    expect(read).toBeLessThan(2_000)

    const seen: string[] = []
    let after: string | null = null
    do {
      const part = await list(4, after)
      seen.push(...part.items.map(({ chatId }) => chatId))
      after = part.next
    } while (after !== null)
    const guests = Array.from({ length: 10 }, (_, n) => `guest ${n + 1}`)
    expect(seen).toEqual(expect.arrayContaining(['endless', ...guests]))
    expect(seen).toHaveLength(11)
    expect(seen[0]).toBe('endless')
  })

  test('is found without looking at all chats', async () => {
    await unserved(4 * MANY, Prisma.sql`'guest ' || n % ${MANY}::int`)
    await store.prisma.$executeRaw`ANALYZE messages`
    const read = await countRead(async () => expect((await list(50)).items).toHaveLength(50))
    expect(read).toBeLessThan(4_000)
  })
})

const plannedAt = [0, 100, 300, 1_000, 3_000, 20_000].flatMap((planned) => [
  { planned, counted: false },
  { planned, counted: true },
])
test.each(plannedAt)(
  'what every message needs reads little, also by plans made for $planned messages (counted by Postgres: $counted)',
  async ({ planned, counted }) => {
    const searching = openStore({ databaseUrl: database.url, poolMax: 1, searchesOnly: true })
    const { prisma, direct } = searching
    const [guestId, phone, sessionId] = [newId(), '081200000001', newId()]
    const strangers = Array.from({ length: STRANGERS }, newId)
    await prisma.$executeRaw`TRUNCATE guests CASCADE`
    await prisma.guest.create({ data: { id: guestId, phone, name: 'Sari', locale: 'id' } })
    const { id: checkInId } = await prisma.checkIn.create({
      data: { id: newId(), guestId, roomNumber: '12' },
    })
    const whose = { line: 'default', chatId: 'chat' }
    await prisma.session.create({
      data: {
        id: sessionId,
        guestId,
        checkInId,
        ...whose,
        status: 'open',
        mode: 'agent',
        startedAt: new Date(),
        lastActivityAt: new Date(),
      },
    })
    // For as many as under load: asked for one, the plans that read whole indexes did not show.
    const askAll = async () => {
      const [next = null] = await findEachNextOutbound(direct, [
        { line: 'default', guestId },
        ...strangers.map((stranger) => ({ line: 'default', guestId: stranger })),
      ])
      const claims = [next?.id ?? newId(), ...strangers].map((id) => ({ id, token: newId(), ownId: null }))
      if (next !== null)
        await claimFreeOutbound(
          direct,
          claims.map((claim) => ({ seen: { ...next, id: claim.id }, ...claim })),
        )
      const [settled] = await settleFreeSent(
        direct,
        claims.map((claim) => ({ ...claim, whatsappId: newId() })),
      )
      const phones = [phone, ...strangers]
      const came = phones.map((one) => ({ id: newId(), ...guestMessage({ chatId: one, phone: one }) }))
      const { messages, conversations } = await searching.pipeline((db) => loadWaiting(db, phones, 200, came))
      expect(messages).toHaveLength(phones.length)
      expect(conversations.get(`default ${phone}`)).toMatchObject({ open: { id: sessionId } })
      expect(await findStillWaiting(direct, phones)).toEqual([])
      return settled
    }
    const write = () =>
      prisma.message.create({
        data: {
          id: newId(),
          ...whose,
          sessionId,
          phone,
          direction: 'outbound',
          role: 'System',
          kind: 'auto_reply',
          fromMe: true,
          status: 'pending',
        },
      })
    await wrote(planned, { chat: Prisma.sql`'guest ' || n`, session: Prisma.sql`${sessionId}::uuid` })
    if (counted) await store.prisma.$executeRaw`ANALYZE messages`
    // Postgres makes a plan for good when it has seen a statement five times.
    for (let time = 0; time < PLANNED_AT; time += 1) {
      await write()
      expect(await askAll()).toBe(true)
    }
    await wrote(MANY, { chat: Prisma.sql`'guest ' || n` })
    await wrote(MANY, { chat: Prisma.sql`'guest ' || n`, status: Prisma.sql`'received'` })
    await wrote(MANY, { chat: Prisma.sql`${phone}::text`, session: Prisma.sql`${sessionId}::uuid` })
    const other = await prisma.guest.create({
      data: { id: newId(), phone: '081200000002', name: 'Adi', locale: 'id' },
    })
    await prisma.$executeRaw`
      INSERT INTO guest_chats (line, chat_id, guest_id)
      SELECT 'default', 'other ' || n, ${other.id}::uuid FROM generate_series(1, ${MANY}::int) AS n`
    const readByAll = async () => {
      await write()
      return countRead(async () => expect(await askAll()).toBe(true), searching)
    }
    expect(await readByAll()).toBeLessThan(200)

    // Counted anew when so much has left that what waits has an index of many pages for few entries: to look there seems dear.
    const others = Prisma.sql`phone <> ${phone} AND status IN ('sent', 'pending')`
    await store.prisma.$executeRaw`UPDATE messages SET status = 'pending' WHERE ${others}`
    await store.prisma.$executeRaw`UPDATE messages SET status = 'sent' WHERE ${others} AND seq % 300 > 0`
    await store.prisma
      .$executeRaw`UPDATE messages SET status = 'applied' WHERE status = 'received' AND seq % 300 > 0`
    await store.prisma.$executeRaw`ANALYZE messages`
    for (let time = 0; time < PLANNED_AT; time += 1) await readByAll()
    expect(await readByAll()).toBeLessThan(200)
    await searching.close()
  },
)
