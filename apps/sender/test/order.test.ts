import { API_FAULTS } from '@bellhop/gateways/waha/simulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { eventually } from './eventually.ts'
import { openHotel, type Hotel, type TestGuest } from './hotel.ts'
import { openScene, type Scene } from './scene.ts'

const PATIENTLY = { timeout: 50_000, interval: 50 }
const UNSETTLED = ['pending', 'sending'] as const

describe.skipIf(!inject('redis'))('messages of one guest (I6)', () => {
  let hotel: Hotel
  let scene: Scene

  beforeAll(async () => {
    hotel = await openHotel(inject('postgres'))
  })
  beforeEach(async () => {
    scene = await openScene(hotel)
  })
  afterEach(() => scene.close())
  afterAll(() => hotel.close())

  test.each([1, 2, 3])('leave in order and once each, whatever WAHA does (seed %i)', async (seed) => {
    await scene.startSender()
    scene.waha.faults.sendText.randomly({
      seed,
      share: 0.3,
      faults: [
        { answer: 429 },
        { answer: 400 },
        { answer: 422 },
        API_FAULTS.fails,
        API_FAULTS.resets,
        API_FAULTS.dropsAnswer,
        API_FAULTS.sendsAndFails,
        { delayMs: 20 },
      ],
    })
    const guests = await writeMany(5, 7)
    await drain()
    for (const guest of guests) expectOrdered(scene.textsTo(guest))
  })

  test.each([
    ['NOWEB', 11],
    ['NOWEB', 12],
    ['WEBJS', 13],
    ['WEBJS', 14],
  ] as const)(
    'are shown in order and once each, though of a third of them WAHA says nothing certain (%s, seed %i)',
    async (engine, seed) => {
      await scene.close()
      scene = await openScene(hotel, { engine })
      const timing = {
        reconcileIntervalMs: 20,
        lookAfterMs: 50,
        lookEveryMs: 100,
        absentAfterMs: 150,
        resendFactor: 0.01,
      }
      await scene.startSender({}, { timing, jitter: () => 0 })
      await scene.startSender({}, { timing, jitter: () => 0 })
      const { fails, resets, dropsAnswer, sendsAndFails, cutsAnswer } = API_FAULTS
      const faults = [fails, resets, dropsAnswer, sendsAndFails, cutsAnswer, { delayMs: 20 }]
      scene.waha.faults.sendText.randomly({ seed, share: 0.35, faults })
      scene.waha.faults.chatMessages.randomly({ seed, share: 0.3, faults: [{ answer: 500 }, resets] })
      scene.waha.faults.session.randomly({ seed, share: 0.3, faults: [{ answer: 500 }] })
      scene.waha.faults.newMessageId.randomly({ seed, share: 0.3, faults: [{ answer: 500 }] })
      const guests = await writeMany(5, 5)
      await vi.waitFor(async () => {
        await scene.sweep()
        const undecided = await hotel.prisma.message.count({
          where: {
            line: scene.line,
            OR: [{ status: { in: ['pending', 'sending'] } }, { status: 'unknown', NOT: { error: 'absent' } }],
          },
        })
        // What is left to staff holds its guest, and no other.
        if ((await hotel.prisma.message.count({ where: { line: scene.line, error: 'absent' } })) > 0)
          await hotel.prisma.$executeRaw`
            UPDATE messages SET claimed_at = claimed_at - interval '601 s' WHERE error = 'absent'`
        expect(undecided).toBe(0)
      }, PATIENTLY)
      for (const guest of guests) {
        const shown = scene.waha
          .guest(guest.phone)
          .entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []))
        expectOrdered(shown)
        const rows = await hotel.prisma.message.findMany({
          where: { phone: guest.phone },
          orderBy: { seq: 'asc' },
        })
        expect(rows.filter(({ status }) => status === 'sent').map(({ text }) => text)).toEqual(shown)
      }
    },
    60_000,
  )

  test('leave in order and once each when two senders compete for them', async () => {
    await scene.startSender()
    await scene.startSender()
    scene.waha.faults.sendText.randomly({ seed: 7, share: 0.5, faults: [{ delayMs: 30 }, { answer: 429 }] })
    const guests = await writeMany(8, 6)
    const mostInFlight = await drain()
    for (const guest of guests) {
      expectOrdered(scene.textsTo(guest))
      expect(scene.textsTo(guest)).toHaveLength(6)
    }
    // Different guests at the same time: order is not bought by sending one at a time.
    expect(mostInFlight).toBeGreaterThan(1)
  })

  test('wait for the one that hangs, and other guests do not', async () => {
    await scene.startSender()
    scene.waha.faults.sendText.next({ delayMs: 1_000 })
    const slow = await hotel.checkIn(scene.line)
    const [first, second] = [await hotel.write(slow, 'welcome'), await hotel.write(slow, 'auto_reply')]
    await scene.ring(slow, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(first)).toBe('sending'))

    const other = await hotel.checkIn(scene.line)
    const answer = await hotel.write(other, 'welcome')
    await scene.ring(other, 'welcome')
    await scene.ring(slow, 'staff_reply')
    await eventually(async () => expect(await hotel.statusOf(answer)).toBe('sent'))
    expect(await hotel.statusOf(second)).toBe('pending')

    await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
    expect(scene.textsTo(slow)).toEqual(['welcome', 'auto_reply'])
  })

  /** Numbered texts, written and rung for as the worker does. */
  async function writeMany(guestCount: number, each: number): Promise<TestGuest[]> {
    const guests: TestGuest[] = []
    for (let index = 0; index < guestCount; index += 1) guests.push(await hotel.checkIn(scene.line))
    for (let number = 1; number <= each; number += 1) {
      for (const guest of guests) {
        const kind = number % 2 === 0 ? 'agent_reply' : 'staff_reply'
        await hotel.write(guest, kind, { text: String(number) })
        await scene.ring(guest, kind)
      }
    }
    return guests
  }

  /** Sweeps until all is settled. Gives how many were in flight at the most. */
  async function drain(): Promise<number> {
    let most = 0
    await eventually(async () => {
      await hotel.passTime(scene.line)
      await scene.sweep()
      const rows = await hotel.prisma.message.findMany({
        where: { line: scene.line, status: { in: [...UNSETTLED] } },
        select: { status: true },
      })
      most = Math.max(most, rows.filter(({ status }) => status === 'sending').length)
      expect(rows).toHaveLength(0)
    })
    return most
  }

  function expectOrdered(texts: string[]): void {
    const numbers = texts.map(Number)
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
  }
})
