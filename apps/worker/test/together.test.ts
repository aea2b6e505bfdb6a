import { inboundJobId } from '@bellhop/queue'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { guestMessage, NO_SWEEP, openHotel, type Hotel } from './hotel.ts'

const GUESTS = 20
const MESSAGES_EACH = 15
const SECOND = 1000

describe.skipIf(!inject('redis'))('two workers on the same queue and database', () => {
  let hotel: Hotel

  beforeAll(async () => {
    hotel = await openHotel()
  })
  afterAll(() => hotel.close())

  test('apply every message once, in any order and however often it comes (I2, I3, I4, I9)', async () => {
    const guests = await hotel.checkInMany(GUESTS)
    const now = Date.now()
    const messages = guests.flatMap((guest) =>
      Array.from({ length: MESSAGES_EACH }, (_, index) =>
        guestMessage(guest, { text: `message ${index}`, sentAt: now - (MESSAGES_EACH - index) * SECOND }),
      ),
    )
    // Every third comes again as a job of its own, as after an emptied Redis.
    const deliveries = shuffled([
      ...messages.map((event) => ({ event, jobId: inboundJobId(event) })),
      ...messages
        .filter((_, index) => index % 3 === 0)
        .map((event) => ({ event, jobId: `again_${inboundJobId(event)}` })),
    ])
    await Promise.all([hotel.startWorker({}, NO_SWEEP), hotel.startWorker({}, NO_SWEEP)])
    await hotel.inbound.addBulk(
      deliveries.map(({ event, jobId }) => ({ name: event.kind, data: event, opts: { jobId, attempts: 5 } })),
    )
    await hotel.idle()
    await vi.waitFor(
      async () => expect(await hotel.prisma.message.count({ where: { status: 'received' } })).toBe(0),
      { timeout: 15_000, interval: 20 },
    )

    expect(await hotel.inbound.getFailedCount()).toBe(0)
    for (const guest of guests) {
      const sessions = await hotel.sessions(guest)
      expect(sessions).toMatchObject([
        {
          status: 'open',
          startedAt: expect.any(Date) as Date,
          lastActivityAt: new Date(now - SECOND),
        },
      ])
      const rows = await hotel.messages(guest)
      expect(rows.every(({ sessionId }) => sessionId === sessions[0]?.id)).toBe(true)
      const count = (kind: string) => rows.filter((row) => row.kind === kind).length
      expect([count('text'), count('welcome'), count('auto_reply')]).toEqual([
        MESSAGES_EACH,
        1,
        MESSAGES_EACH,
      ])
      expect(rows.find(({ role }) => role === 'System')?.kind).toBe('welcome')
    }
  })
})

/** The same disorder at every run. */
function shuffled<T>(items: T[]): T[] {
  let state = 42
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state
  }
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
