import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { DEADLINE, LINE, openHotel, type Hotel } from './hotel.ts'

const GUESTS = 250
/** What fits into a transaction that ends in time on a slow server too. */
const TOGETHER_MAX = 100

describe.skipIf(!inject('redis'))('a worker that finds hundreds of guests waiting', () => {
  let hotel: Hotel

  beforeAll(async () => {
    hotel = await openHotel()
  })
  afterAll(() => hotel.close())

  test('applies them in transactions of bounded size, and leaves nobody out', async () => {
    const guests = await hotel.checkInMany(GUESTS)
    await hotel.prisma.message.createMany({
      data: guests.map(({ phone, chatId }) => ({
        id: newId(),
        line: LINE,
        chatId,
        phone,
        direction: 'inbound',
        role: 'User',
        kind: 'text',
        text: 'is breakfast included?',
        whatsappId: `W${phone}`,
        fromMe: false,
        sentAt: new Date(),
        status: 'received',
        createdAt: new Date(Date.now() - 60_000),
      })),
    })
    await hotel.startWorker()
    await expect
      .poll(() => hotel.prisma.message.count({ where: { status: 'applied' } }), DEADLINE)
      .toBe(GUESTS)

    const transactions = await hotel.prisma.$queryRaw<{ guests: number }[]>`
      SELECT count(*)::int AS guests FROM messages WHERE status = 'applied' GROUP BY xmin`
    expect(Math.max(...transactions.map(({ guests: together }) => together))).toBeLessThanOrEqual(
      TOGETHER_MAX,
    )
  })
})
