import { describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { openHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 15_000, interval: 50 }
const MINUTE = 60_000
const SECOND = 1_000

describe.skipIf(!inject('redis'))('a guest whom staff have answered on the phone of the hotel', () => {
  async function arrive(env: NodeJS.ProcessEnv = {}) {
    const hotel = await openHotel('redis', env)
    onTestFinished(() => hotel.close())
    const guestId = await hotel.guest({ phone: '081234567890' })
    const phone = hotel.waha.guest('6281234567890')
    const mode = async () => (await hotel.store.prisma.session.findFirst({ where: { guestId } }))?.mode
    const received = () => hotel.waha.sent.map(({ text }) => text.split(' ')[0])

    await phone.writes('halo')
    await vi.waitFor(() => expect(received()).toEqual(['Selamat', 'Pesan']), DEADLINE)
    await phone.isAnsweredByStaff('saya datang')
    await vi.waitFor(async () => expect(await mode()).toBe('manual'), DEADLINE)
    return {
      mode,
      received,
      async writesAfter(ms: number, text: string) {
        hotel.waha.advanceClock('6281234567890', ms)
        await phone.writes(text)
        await vi.waitFor(
          async () =>
            expect(await hotel.store.prisma.message.findFirst({ where: { text } })).toMatchObject({
              status: 'applied',
            }),
          DEADLINE,
        )
      },
    }
  }

  test('is answered by them alone, and by Bellhop again when they have been silent for more than 30 minutes', async () => {
    const guest = await arrive()
    await guest.writesAfter(20 * MINUTE, 'terima kasih')
    expect(await guest.mode()).toBe('manual')
    await guest.writesAfter(10 * MINUTE + SECOND, 'satu lagi')
    expect(await guest.mode()).toBe('agent')
    await vi.waitFor(() => expect(guest.received()).toEqual(['Selamat', 'Pesan', 'Pesan']), DEADLINE)
  })

  test('is theirs for the whole session with MANUAL_RETURN_AFTER off', async () => {
    const guest = await arrive({ MANUAL_RETURN_AFTER: 'off' })
    await guest.writesAfter(20 * MINUTE, 'terima kasih')
    await guest.writesAfter(20 * MINUTE, 'satu lagi')
    expect(await guest.mode()).toBe('manual')
    expect(guest.received()).toEqual(['Selamat', 'Pesan'])
  })
})
