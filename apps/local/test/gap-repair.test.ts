import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openHotel, type TestHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 20_000, interval: 50 }
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const PHONE = '081234567890'
const CHAT = '6281234567890@c.us'

describe.skipIf(!inject('redis'))('the hotel, after hours in which WAHA delivered nothing', () => {
  let hotel: TestHotel
  let guestId: string
  const start = Math.floor((Date.now() - 5 * HOUR) / 1_000) * 1_000

  beforeAll(async () => {
    hotel = await openHotel('redis', { STALE_AFTER: '30m', BACKLOG_SETTLE: '1s', GAP_REPAIR_EVERY: '1s' })
    const webhooks = `${hotel.ingress.url}/webhook/waha`
    hotel.waha.sendWebhooksTo(null)
    guestId = await hotel.guest({ phone: PHONE })
    // Twice the guest is silent for longer than a session lasts.
    for (const minutes of [0, 5, 60, 120, 121])
      await hotel.waha.guest(PHONE).writes(`${minutes} min later`, { at: start + minutes * MINUTE })
    hotel.waha.sendWebhooksTo(webhooks)
    // A repair that is under way would move it on when it is done.
    const nobodyRepairs = { line: 'default', repairToken: null }
    const data = { knownSince: new Date(start - HOUR), repairedUntil: new Date(start) }
    await vi.waitFor(async () => {
      const { count } = await hotel.store.prisma.line.updateMany({ where: nobodyRepairs, data })
      if (count === 0) throw new Error('a repair is under way')
    }, DEADLINE)
  })
  afterAll(() => hotel.close())

  const messages = (where: object) =>
    hotel.store.prisma.message.findMany({ where: { phone: PHONE, ...where }, orderBy: { seq: 'asc' } })
  const settled = () =>
    vi.waitFor(async () => {
      expect(await messages({ direction: 'inbound', status: 'applied' })).toHaveLength(5)
      expect(await messages({ status: { in: ['received', 'pending', 'sending'] } })).toEqual([])
    }, DEADLINE)
  const sent = () => hotel.waha.sent.filter(({ chatId }) => chatId === CHAT).map(({ text }) => text)

  test('finds what was written, files it by the time of writing, and welcomes and answers once', async () => {
    await settled()
    const sessions = await hotel.store.prisma.session.findMany({
      where: { guestId },
      orderBy: { startedAt: 'asc' },
    })
    const at = (minutes: number) => new Date(start + minutes * MINUTE)
    expect(sessions).toMatchObject([
      { startedAt: at(0), endedAt: at(35), endReason: 'expired' },
      { startedAt: at(60), endedAt: at(90), endReason: 'expired' },
      { startedAt: at(120), lastActivityAt: at(121), status: 'open', mode: 'agent' },
    ])
    const ids = sessions.map(({ id }) => id)
    // In what order they were stored is chance.
    const byTime = (await messages({ direction: 'inbound' })).toSorted(
      (a, b) => Number(a.sentAt) - Number(b.sentAt),
    )
    expect(byTime.map(({ sessionId }) => ids.indexOf(sessionId ?? ''))).toEqual([0, 0, 1, 2, 2])
    expect(await messages({ kind: 'welcome' })).toMatchObject([
      { sessionId: ids[0], status: 'cancelled', error: 'rotated' },
      { sessionId: ids[1], status: 'cancelled', error: 'rotated' },
      { sessionId: ids[2] },
    ])
    expect(await messages({ kind: 'auto_reply' })).toHaveLength(1)
    expect(sent()).toEqual([
      expect.stringMatching(/^Selamat datang/),
      expect.stringMatching(/^Pesan Anda sudah kami terima/),
    ])
  })

  test('does none of it again, however often WAHA is asked', async () => {
    await settled()
    const asked = async () =>
      (await hotel.store.prisma.line.findUniqueOrThrow({ where: { line: 'default' } })).repairedAt
    const first = await asked()
    await vi.waitFor(async () => expect(await asked()).not.toEqual(first), DEADLINE)
    await settled()
    expect(sent()).toHaveLength(2)
  })

  test('writes nothing while WAHA says that the line is down, and goes on when it works', async () => {
    await settled()
    const isPaused = async () =>
      (await hotel.store.prisma.line.findUniqueOrThrow({ where: { line: 'default' } })).pausedBy
    await hotel.waha.setLineStatus('default', 'SCAN_QR_CODE')
    await vi.waitFor(async () => expect(await isPaused()).toBe('bellhop'), DEADLINE)
    await hotel.waha.guest(PHONE).writes('hello?')
    await vi.waitFor(async () => expect(await messages({ status: 'pending' })).not.toEqual([]), DEADLINE)
    expect(sent()).toHaveLength(2)
    await hotel.waha.setLineStatus('default', 'WORKING')
    await vi.waitFor(async () => {
      expect(await isPaused()).toBeNull()
      expect(sent().slice(2)).toEqual([
        expect.stringMatching(/^Selamat datang/),
        expect.stringMatching(/^Pesan Anda sudah kami terima/),
      ])
    }, DEADLINE)
  })
})
