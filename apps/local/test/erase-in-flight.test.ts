import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { runErase } from '@bellhop/worker'
import { findBytes } from './find-bytes.ts'
import { openPrivateHotel, type PrivateHotel } from './private-hotel.ts'

const DEADLINE = { timeout: 20_000, interval: 20 }
const SLOW_MS = 2_000

describe.skipIf(!inject('redis'))('a guest of whom something is on its way when erased', () => {
  let hotel: PrivateHotel
  beforeAll(async () => {
    hotel = await openPrivateHotel()
  }, 60_000)
  afterAll(() => hotel.close())

  async function settle(phone: string, { rows }: { rows: number }): Promise<void> {
    const { message } = hotel.store.prisma
    await vi.waitFor(async () => {
      const unsettled = ['received', 'pending', 'sending', 'unknown'] as const
      expect(await message.count({ where: { phone, status: { in: [...unsettled] } } })).toBe(0)
      expect(await message.count({ where: { phone } })).toBeGreaterThanOrEqual(rows)
    }, DEADLINE)
    await hotel.waha.idle()
  }

  async function expectGone(phone: string, words: readonly string[]): Promise<void> {
    await hotel.waha.idle()
    const { message, guest } = hotel.store.prisma
    await vi.waitFor(
      async () => expect(await message.count({ where: { status: 'received' } })).toBe(0),
      DEADLINE,
    )
    expect(await message.count({ where: { phone } })).toBe(0)
    expect(await guest.count({ where: { phone } })).toBe(0)
    for (const dir of Object.values(hotel.dirs)) expect(await findBytes(dir, words)).toEqual(new Map())
  }

  test('goes with the message that is being sent, once it has left, and its echo brings nothing back', async () => {
    const phone = '081277770001'
    await hotel.guest(phone, 'gnuname')
    const guest = hotel.waha.guest(phone)
    await guest.writes('gnufirst')
    await settle(phone, { rows: 3 })
    hotel.waha.faults.sendText.next({ delayMs: SLOW_MS })
    await guest.writes('gnusecond')
    const sending = () => hotel.store.prisma.message.count({ where: { phone, status: 'sending' } })
    await vi.waitFor(async () => expect(await sending()).toBe(1), DEADLINE)
    const before = hotel.waha.sent.length
    const { isComplete, problems } = await runErase(hotel.env, phone, hotel.log)
    expect({ isComplete, problems }).toEqual({ isComplete: true, problems: [] })
    // What had been claimed has left, and was not cut off in the middle.
    expect(hotel.waha.sent).toHaveLength(before + 1)
    await expectGone(phone, ['gnuname', 'gnufirst', 'gnusecond', '6281277770001'])
  }, 60_000)

  test('goes with the file that is being fetched', async () => {
    const phone = '081277770002'
    await hotel.guest(phone, 'yakname')
    hotel.waha.faults.files.next({ delayMs: SLOW_MS })
    const media = { mimetype: 'image/jpeg', filename: 'a.jpg', content: Buffer.from('yakfile') }
    const asked = hotel.waha.requestedFiles.length
    await hotel.waha.guest(phone).writes('yakwords', { media })
    await vi.waitFor(() => expect(hotel.waha.requestedFiles.length).toBeGreaterThan(asked), DEADLINE)
    const { isComplete } = await runErase(hotel.env, phone, hotel.log)
    expect(isComplete).toBe(true)
    await expectGone(phone, ['yakname', 'yakwords', 'yakfile', '6281277770002'])
  }, 60_000)
})
