import { API_FAULTS, type ApiFault, type Engine } from '@bellhop/gateways/waha/simulator'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openHotel, type TestHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 20_000, interval: 50 }

const FAULTS: [string, ApiFault][] = [
  ['answers', {}],
  ['answers late', { delayMs: 300 }],
  ['answers with half a body', API_FAULTS.cutsAnswer],
  ['resets the connection', API_FAULTS.dropsAnswer],
  ['fails after it has sent', API_FAULTS.sendsAndFails],
  ['makes two messages of one send', API_FAULTS.sendsTwice],
]

let guests = 0

/** WAHA that forgets, as at each restart, that it was the API that sent a message: our echoes look like staff on the phone. */
describe.skipIf(!inject('redis')).each<Engine>(['NOWEB', 'WEBJS'])(
  'of WAHA with %s that knows no sources',
  (engine) => {
    let hotel: TestHotel

    beforeAll(async () => {
      hotel = await openHotel('redis', {}, { engine, remembersSource: false })
    })
    afterAll(() => hotel.close())

    test.each(FAULTS)('and %s, no echo is taken for staff: the bot goes on', async (_, fault) => {
      const phone = `08123456${String((guests += 1)).padStart(4, '0')}`
      const guestId = await hotel.guest({ phone })
      const guest = hotel.waha.guest(phone)
      const { message: messages, session: sessions } = hotel.store.prisma
      hotel.waha.faults.sendText.clear()
      hotel.waha.faults.sendText.next({})
      hotel.waha.faults.sendText.always(fault)

      for (const text of ['halo', 'dua', 'tiga']) await guest.writes(text)
      await vi.waitFor(async () => {
        const ours = await messages.findMany({
          where: { phone, kind: { in: ['welcome', 'auto_reply'] } },
          orderBy: { kind: 'asc' },
        })
        expect(ours.map(({ kind }) => kind)).toEqual(['welcome', 'auto_reply', 'auto_reply', 'auto_reply'])
        expect(ours.filter(({ status }) => status !== 'sent' && status !== 'delivered')).toEqual([])
        expect(ours.filter(({ whatsappId }) => whatsappId === null)).toEqual([])
      }, DEADLINE)
      await hotel.waha.idle()
      await vi.waitFor(
        async () => expect(await messages.count({ where: { phone, status: 'received' } })).toBe(0),
        DEADLINE,
      )
      expect(await sessions.findMany({ where: { guestId } })).toMatchObject([
        { mode: 'agent', status: 'open' },
      ])

      // And staff are still known for staff.
      await guest.isAnsweredByStaff('saya datang')
      await vi.waitFor(
        async () =>
          expect(await sessions.findFirst({ where: { guestId } })).toMatchObject({ mode: 'manual' }),
        DEADLINE,
      )
    })
  },
)
