import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openHotel, type TestHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 15_000, interval: 50 }

describe.skipIf(!inject('redis'))('an operator', () => {
  let hotel: TestHotel
  beforeAll(async () => {
    hotel = await openHotel('redis')
  })
  afterAll(() => hotel.close())

  const received = (chatId: string) =>
    hotel.waha.sent.filter((sent) => sent.chatId === chatId).map(({ text }) => text)

  test('pauses a line: guests are heard and nothing leaves, until the operator lets it go on', async () => {
    const guestId = await hotel.guest({ phone: '081234500001' })
    const phone = hotel.waha.guest('6281234500001')
    expect((await hotel.api('POST', '/api/lines/default/pause', { reason: 'fire drill' })).status).toBe(200)
    await phone.writes('halo')
    await vi.waitFor(async () => {
      const { body } = await hotel.api('GET', '/api/lines')
      expect(body['items']).toMatchObject([
        { line: 'default', paused_by: 'operator', paused_reason: 'fire drill', waiting: 2 },
      ])
    }, DEADLINE)
    expect(await hotel.store.prisma.session.count({ where: { guestId, status: 'open' } })).toBe(1)
    expect(received(phone.chatId)).toEqual([])

    expect((await hotel.api('POST', '/api/lines/default/resume')).status).toBe(200)
    await vi.waitFor(() => expect(received(phone.chatId)).toHaveLength(2), DEADLINE)
  })

  test('has a message sent again of which nobody knows whether it arrived, before what waits behind it', async () => {
    const guestId = await hotel.guest({ phone: '081234500002' })
    const phone = hotel.waha.guest('6281234500002')
    await phone.writes('halo')
    await vi.waitFor(() => expect(received(phone.chatId)).toHaveLength(2), DEADLINE)
    const session = await hotel.store.prisma.session.findFirstOrThrow({ where: { guestId } })
    const lost = await hotel.store.prisma.message.create({
      data: {
        id: newId(),
        sessionId: session.id,
        line: 'default',
        chatId: phone.chatId,
        phone: '081234500002',
        direction: 'outbound',
        role: 'Staff',
        kind: 'staff_reply',
        text: 'your taxi waits',
        fromMe: true,
        status: 'unknown',
        error: 'absent',
        claimToken: newId(),
        claimedAt: new Date(),
      },
    })
    const later = { text: 'the second one', role: 'Staff' }
    expect((await hotel.api('POST', `/api/sessions/${session.id}/messages`, later)).status).toBe(202)

    const again = await hotel.api('POST', `/api/messages/${lost.id}/send-again`)
    expect(again).toMatchObject({ status: 200, body: { status: 'pending', resends: 1 } })
    await vi.waitFor(
      () => expect(received(phone.chatId).slice(2)).toEqual(['your taxi waits', 'the second one']),
      DEADLINE,
    )
    expect((await hotel.api('POST', `/api/messages/${lost.id}/send-again`)).status).toBe(409)
  })
})
