import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InboundMessage } from '@bellhop/core'
import { inboundJobId } from '@bellhop/queue'
import { storeEvents } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { DEADLINE, guestMessage, NO_SWEEP, openHotel, type Hotel, type TestGuest } from './hotel.ts'

const MINUTE = 60_000

describe.skipIf(!inject('redis'))('a worker', () => {
  let hotel: Hotel

  beforeAll(async () => {
    hotel = await openHotel()
  })
  afterAll(() => hotel.close())

  /** For the tests of this `describe`. */
  const withWorker = (...settings: Parameters<Hotel['startWorker']>) =>
    beforeAll(async () => {
      const worker = await hotel.startWorker(...settings)
      return () => worker.close()
    })

  const eventually = (check: () => Promise<void>) => vi.waitFor(check, DEADLINE)
  const inbox = async (guest: TestGuest) =>
    (await hotel.messages(guest)).filter(({ direction }) => direction === 'inbound')
  const statuses = async (guest: TestGuest) => (await inbox(guest)).map(({ status }) => status)
  const allApplied = (guest: TestGuest, count: number) =>
    eventually(async () => expect(await statuses(guest)).toEqual(Array(count).fill('applied')))

  /** Three messages as a backlog brings them: the last first. Between the second and the third a session expires. */
  function backlogOf(guest: TestGuest) {
    const start = Date.now() - 3 * 60 * MINUTE
    const [first, second, third] = [0, 5 * MINUTE, 40 * MINUTE].map((after, index) =>
      guestMessage(guest, { text: `message ${index + 1}`, sentAt: start + after }),
    ) as [InboundMessage, InboundMessage, InboundMessage]
    return { start, scrambled: [third, first, second] }
  }

  async function expectTwoSessionsInOrder(guest: TestGuest, start: number) {
    const sessions = await hotel.sessions(guest)
    expect(sessions).toMatchObject([
      { startedAt: new Date(start), endedAt: new Date(start + 35 * MINUTE), endReason: 'expired' },
      { startedAt: new Date(start + 40 * MINUTE), status: 'open' },
    ])
    const inOrder = (await inbox(guest)).toSorted((a, b) => Number(a.sentAt) - Number(b.sentAt))
    const [morning, noon] = sessions.map(({ id }) => id)
    expect(inOrder.map(({ sessionId }) => sessionId)).toEqual([morning, morning, noon])
  }

  describe('with a BACKLOG_SETTLE', () => {
    test('applies a scrambled backlog by itself when the pause is over, in the order in which it was written (I5)', async () => {
      const guest = await hotel.checkIn()
      const { start, scrambled } = backlogOf(guest)
      await hotel.enqueue(...scrambled)
      const worker = await hotel.startWorker({ BACKLOG_SETTLE: '1s' }, NO_SWEEP)
      onTestFinished(() => worker.close())
      await allApplied(guest, 3)
      await expectTwoSessionsInOrder(guest, start)
      expect(await hotel.replies(guest)).toEqual([
        'welcome',
        'auto_reply',
        'auto_reply',
        'welcome',
        'auto_reply',
      ])
    })

    describe('that lasts', () => {
      withWorker({ BACKLOG_SETTLE: '1h' })

      /** Makes all messages older than they are. */
      const age = (by: string) =>
        hotel.prisma.$executeRaw`UPDATE messages SET created_at = created_at - ${by}::text::interval`

      test("holds the guest's fresh messages too, and nobody else's, for 30 s after the oldest at the most", async () => {
        const [guest, other] = [await hotel.checkIn(), await hotel.checkIn()]
        const { start, scrambled } = backlogOf(guest)
        await hotel.enqueue(...scrambled, guestMessage(guest, { text: 'fresh' }), guestMessage(other))
        await allApplied(other, 1)
        await hotel.idle()
        // The sweep has looked, and passed over the guest, when it has found what was lost.
        const lost = guestMessage(other)
        await storeEvents(hotel.store, [{ key: inboundJobId(lost), event: lost }], 0)
        await age('14 s')
        await allApplied(other, 2)
        expect(await statuses(guest)).toEqual(Array(4).fill('received'))

        await age('16 s')
        await allApplied(guest, 4)
        const fresh = (await inbox(guest)).find(({ text }) => text === 'fresh')
        const sessions = await hotel.sessions(guest)
        expect(sessions.map(({ startedAt }) => startedAt)).toEqual([
          new Date(start),
          new Date(start + 40 * MINUTE),
          fresh?.sentAt,
        ])
      })
    })
  })

  describe('with a STALE_AFTER', () => {
    withWorker({ STALE_AFTER: '30m' })

    test('answers a stale backlog at most once, whether it comes at once or piece by piece', async () => {
      const [guest, slow] = [await hotel.checkIn(), await hotel.checkIn()]
      const written = (by: TestGuest) =>
        [90, 85, 80].map((minutes) => guestMessage(by, { sentAt: Date.now() - minutes * MINUTE }))
      await hotel.enqueue(...written(guest))
      await allApplied(guest, 3)
      for (const [index, message] of written(slow).entries()) {
        await hotel.enqueue(message)
        await allApplied(slow, index + 1)
      }
      expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply'])
      expect(await hotel.replies(slow)).toEqual(['welcome', 'auto_reply'])

      await hotel.enqueue(guestMessage(slow))
      await allApplied(slow, 4)
      expect(await hotel.replies(slow)).toEqual(['welcome', 'auto_reply', 'welcome', 'auto_reply'])
    })
  })

  describe('with AUTO_REPLY once-per-burst', () => {
    withWorker({ AUTO_REPLY: 'once-per-burst' })

    test('answers a burst once, and again when that answer has left', async () => {
      const guest = await hotel.checkIn()
      for (let count = 1; count <= 3; count += 1) {
        await hotel.enqueue(guestMessage(guest))
        await allApplied(guest, count)
      }
      expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply'])

      await hotel.prisma.message.updateMany({
        where: { phone: guest.phone, kind: 'auto_reply' },
        data: { status: 'sent' },
      })
      await hotel.enqueue(guestMessage(guest))
      await allApplied(guest, 4)
      expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply', 'auto_reply'])
    })
  })

  describe('with AUTO_REPLY off', () => {
    withWorker({ AUTO_REPLY: 'off' })

    test('welcomes, says goodbye, and answers nothing else', async () => {
      const guest = await hotel.checkIn()
      for (const [index, text] of ['hello', 'anybody there?', '/end'].entries()) {
        await hotel.enqueue(guestMessage(guest, { text }))
        await allApplied(guest, index + 1)
      }
      expect(await hotel.replies(guest)).toEqual(['welcome', 'goodbye'])
    })
  })

  describe('with a REPLIES_FILE', () => {
    test('speaks in the words of the hotel', async () => {
      const dir = await mkdtemp(join(tmpdir(), 'bellhop-replies-'))
      const file = join(dir, 'replies.json')
      const texts = {
        welcome: 'Halo {name} di kamar {room}',
        auto_reply: 'Sebentar, {name}',
        goodbye: 'Dadah',
      }
      await writeFile(file, JSON.stringify({ id: texts }))
      const worker = await hotel.startWorker({ REPLIES_FILE: file })
      onTestFinished(() => worker.close())
      await rm(dir, { recursive: true })

      const guest = await hotel.checkIn()
      await hotel.enqueue(guestMessage(guest))
      await allApplied(guest, 1)
      await hotel.enqueue(guestMessage(guest, { text: '/end' }))
      await allApplied(guest, 2)
      const replies = (await hotel.messages(guest)).filter(({ direction }) => direction === 'outbound')
      expect(replies.map(({ text }) => text)).toEqual([
        'Halo Budi Santoso di kamar 101',
        'Sebentar, Budi Santoso',
        'Dadah',
      ])
    })
  })
})
