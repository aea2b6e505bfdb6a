import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openHotel, type TestHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 15_000, interval: 50 }

describe.skipIf(!inject('redis')).each(['NOWEB', 'GOWS', 'WEBJS', 'WPP'] as const)('on %s', (engine) => {
  let hotel: TestHotel
  let guests = 0
  beforeAll(async () => {
    hotel = await openHotel('redis', {}, { engine, acks: ['SERVER', 'DEVICE', 'READ'], ackDelayMs: 1 })
  })
  afterAll(() => hotel.close())

  async function arrive() {
    const digits = `62812${String((guests += 1)).padStart(8, '0')}`
    const phone = `0${digits.slice(2)}`
    const guestId = await hotel.guest({ phone })
    const rows = () => hotel.store.prisma.message.findMany({ where: { phone }, orderBy: { seq: 'asc' } })
    return {
      chatId: `${digits}@c.us`,
      simulated: hotel.waha.guest(digits),
      rows,
      kinds: async () => (await rows()).map(({ kind }) => kind),
      sessions: () => hotel.store.prisma.session.findMany({ where: { guestId } }),
    }
  }
  const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, DEADLINE)

  test('a guest who writes from a hidden address and from the number has one session, and is answered under the number', async () => {
    const { simulated, kinds, sessions, rows, chatId } = await arrive()
    await simulated.writes('from the hidden address', { lid: true })
    await eventually(async () => expect(await kinds()).toEqual(['text', 'welcome', 'auto_reply']))
    await simulated.writes('from the number')
    await simulated.writes('and hidden again', { lid: true })
    await eventually(async () => expect(await kinds()).toHaveLength(7))
    expect((await kinds()).toSorted()).toEqual([
      ...Array(3).fill('auto_reply'),
      ...Array(3).fill('text'),
      'welcome',
    ])
    expect(await sessions()).toMatchObject([{ status: 'open' }])
    await eventually(async () =>
      expect((await rows()).map(({ status }) => status).toSorted()).toEqual([
        ...Array(3).fill('applied'),
        ...Array(4).fill('read'),
      ]),
    )
    expect(hotel.waha.sent.filter((sent) => sent.chatId === chatId)).toHaveLength(4)
  })

  test('what a guest changes, takes back and reacts to is seen at the message, whoever wrote it', async () => {
    const { simulated, rows, kinds, chatId } = await arrive()
    const { id } = await simulated.writes('when is breakfast?', { lid: true })
    const received = () => hotel.waha.sent.filter((sent) => sent.chatId === chatId)
    await eventually(() => expect(received()).toHaveLength(2))
    const reply = received()[1]?.id ?? ''
    await simulated.edits(id, 'when is lunch?')
    await simulated.edits(id, '/end')
    await simulated.revokes(id)
    await simulated.reacts(id, '👍')
    await simulated.reacts(reply, '❤️')
    await eventually(async () => {
      const all = await rows()
      expect(all.find(({ whatsappId }) => whatsappId === reply)).toMatchObject({ reactions: { guest: '❤️' } })
      expect(all[0]).toMatchObject({
        text: '/end',
        originalText: 'when is breakfast?',
        revokedAt: expect.any(Date) as Date,
        reactions: { guest: '👍' },
      })
    })
    expect(await kinds()).toHaveLength(3)
  })
})
