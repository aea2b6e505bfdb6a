import { findStillWaiting, newId, openStore, type Store } from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createApplier } from '../src/applier.ts'
import { createInboundHandler } from '../src/handle-inbound.ts'
import { createOutageGate } from '../src/outage-gate.ts'
import {
  LINE,
  account,
  cutAtGaps,
  deliveries,
  disorder,
  histories,
  reference,
  rules,
  toEvent,
  type Account,
  type Delivery,
  type Written,
} from './history.ts'
import { silentLog } from './silent-log.ts'

const WORKERS = 4

/** Some workers on one database, and guests who come and write. */
interface Hotel {
  checkIn(): Promise<{ phone: string; chatId: string }>
  /** Gives the messages to the workers, all at once, and waits until everything is applied. */
  deliver(
    guest: { phone: string; chatId: string },
    messages: readonly Written[],
    delivery: Delivery,
  ): Promise<void>
  read(phone: string): Promise<Account & { rows: number; welcomesMax: number; openMax: number }>
  close(): Promise<void>
}

let database: TestDatabase
let hotel: Hotel

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  hotel = openHotel(database.url)
})
afterAll(async () => {
  await hotel.close()
  await database.drop()
})

describe('for any history, repeated and in any disorder, over one worker or several', () => {
  test('a guest has at most one open session, a session at most one welcome, and every message one row', async () => {
    await fc.assert(
      anyDisorderIsHarmless(() => hotel),
      { numRuns: 60 },
    )
  })

  test('the sessions and replies are those of a sequential reading, unless a gap was overtaken', async () => {
    await fc.assert(
      fc.asyncProperty(histories, deliveries, async (history, delivery) => {
        const guest = await hotel.checkIn()
        for (const piece of cutAtGaps(history)) await hotel.deliver(guest, piece, delivery)
        await hotel.deliver(guest, history, delivery)
        const { sessions, endings, replies } = await hotel.read(guest.phone)
        expect({ sessions, endings, replies }).toEqual(reference(history, emptyConversation))
      }),
      { numRuns: 40 },
    )
  })

  test('a variant without the guard of I3, I4 and I9 is found out', async () => {
    const broken = await createTestDatabase(inject('postgres'))
    await withoutGuards(broken.url)
    const careless = openHotel(broken.url)
    try {
      const checked = await fc.check(
        anyDisorderIsHarmless(() => careless),
        { numRuns: 60, endOnFailure: true },
      )
      expect(checked.failed).toBe(true)
    } finally {
      await careless.close()
      await broken.drop()
    }
  })
})

function anyDisorderIsHarmless(open: () => Hotel) {
  return fc.asyncProperty(histories, deliveries, async (history, delivery) => {
    const guest = await open().checkIn()
    await open().deliver(guest, history, delivery)
    const { rows, welcomesMax, openMax } = await open().read(guest.phone)
    expect({ rows, welcomesMax: Math.min(welcomesMax, 1), openMax: Math.min(openMax, 1) }).toEqual({
      rows: history.length,
      welcomesMax,
      openMax,
    })
  })
}

const emptyConversation = {
  guest: { id: 'guest', phone: 'phone', name: 'Guest', locale: 'id' },
  checkIns: [{ id: 'stay', room: '1', checkedInAt: 0, checkedOutAt: null }],
  open: null,
  terminated: [],
  unsentAutoReply: false,
  autoRepliedAt: null,
}

/** Every lock is granted to everybody, and the indexes that would object are gone. */
async function withoutGuards(url: string): Promise<void> {
  const store = openStore({ databaseUrl: url })
  const name = new URL(url).pathname.slice(1)
  for (const sql of [
    'DROP INDEX sessions_one_open_key',
    'DROP INDEX messages_one_welcome_key',
    'CREATE SCHEMA careless',
    `CREATE FUNCTION careless.pg_try_advisory_xact_lock(bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'`,
    `ALTER DATABASE ${name} SET search_path = careless, public, pg_catalog`,
  ]) {
    await store.prisma.$executeRawUnsafe(sql)
  }
  await store.close()
}

function openHotel(databaseUrl: string): Hotel {
  const workers = Array.from({ length: WORKERS }, () => openWorker(databaseUrl))
  const [{ store }] = workers as [Worker]
  let guests = 0

  return {
    async checkIn() {
      const digits = `628120${String((guests += 1)).padStart(6, '0')}`
      const phone = `0${digits.slice(2)}`
      await store.prisma.guest.create({
        data: {
          id: newId(),
          phone,
          name: 'Guest',
          locale: 'id',
          checkIns: { create: { id: newId(), roomNumber: '1', checkedInAt: new Date(0) } },
        },
      })
      return { phone, chatId: `${digits}@c.us` }
    },

    async deliver({ phone, chatId }, messages, delivery) {
      const hands = disorder(messages, delivery)
      await Promise.all(
        hands.map(async (hand, index) => {
          const worker = workers[index % WORKERS] as Worker
          for (let from = 0; from < hand.length; from += delivery.batch) {
            const events = hand
              .slice(from, from + delivery.batch)
              .map((message) => toEvent(message, phone, chatId))
            const jobs = events.map((event) => ({
              id: event.whatsappId,
              event,
              restarted: false,
              attempt: 1,
            }))
            expect(await worker.handle(jobs)).toEqual(jobs.map(() => 'done'))
          }
        }),
      )
      // A worker leaves a guest to the holder of the lock; nothing may be forgotten by both.
      await expect.poll(() => findStillWaiting(store.prisma, [phone])).toEqual([])
    },

    async read(phone) {
      const rows = await store.prisma.message.findMany({
        where: { line: LINE, phone },
        orderBy: { seq: 'asc' },
        include: { session: true },
      })
      const inbound = rows.filter(({ direction }) => direction === 'inbound')
      const ids = [...new Set(rows.map(({ sessionId }) => sessionId))]
      const sessions = ids.map((sessionId) => ({
        ids: inbound
          .filter((row) => row.sessionId === sessionId)
          .map((row) => row.whatsappId?.split('-')[1] ?? ''),
        replies: rows
          .filter((row) => row.sessionId === sessionId && row.direction === 'outbound')
          .map((row) => row.kind),
        ending: rows.find((row) => row.sessionId === sessionId)?.session?.endReason ?? null,
      }))
      const welcomes = sessions.map(({ replies }) => replies.filter((kind) => kind === 'welcome').length)
      const open = await store.prisma.session.count({ where: { status: 'open', guest: { phone } } })
      return {
        ...account(sessions),
        rows: inbound.length,
        welcomesMax: Math.max(0, ...welcomes),
        openMax: open,
      }
    },

    async close() {
      await Promise.all(workers.map((worker) => worker.store.close()))
    },
  }
}

interface Worker {
  store: Store
  handle: ReturnType<typeof createInboundHandler>
}

function openWorker(databaseUrl: string): Worker {
  const store = openStore({ databaseUrl, poolMax: 3 })
  const { signal } = new AbortController()
  const apply = createApplier({
    store,
    settings: { rules, homeCountry: '62' },
    doorbells: { ringAgent: async () => {}, ringOutbound: async () => {} },
    log: silentLog,
    retryLater: () => {},
    onApplied: () => {},
    onReturned: () => {},
    onOurs: () => {},
  })
  const later = { add: () => {}, stop: async () => {} }
  const gate = createOutageGate({
    ping: () => store.ping(),
    pause: async () => {},
    resume: async () => {},
    log: silentLog,
    signal,
  })
  const ringMedia = async () => {}
  const lineWatch = { heard: async () => {} }
  const handle = createInboundHandler({
    store,
    apply,
    later,
    gate,
    ringMedia,
    lineWatch,
    askNumbers: () => {},
    backlogSettleMs: 0,
    log: silentLog,
  })
  return { store, handle }
}
