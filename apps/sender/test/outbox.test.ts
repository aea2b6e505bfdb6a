import { newId } from '@bellhop/store'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createOutbox, type Outbox } from '../src/outbox.ts'
import { openHotel, type Hotel, type TestGuest } from './hotel.ts'

let hotel: Hotel
let outbox: Outbox

beforeAll(async () => {
  hotel = await openHotel(inject('postgres'))
  outbox = createOutbox(hotel.store)
})
afterAll(() => hotel.close())

async function want({ line, id }: TestGuest, ownId: string | null = null) {
  const seen = await outbox.findNext({ line, guestId: id })
  if (seen === null) throw new Error('nothing waits')
  return { seen, token: newId(), ownId }
}

async function writtenTo(count: number): Promise<TestGuest[]> {
  const guests = await Promise.all(Array.from({ length: count }, () => hotel.checkIn('default')))
  for (const guest of guests) await hotel.write(guest, 'welcome')
  return guests
}

test('one whose id exists already keeps nobody from being claimed', async () => {
  const [first, second, third] = await Promise.all((await writtenTo(3)).map((guest) => want(guest)))
  if (first === undefined || second === undefined || third === undefined) throw new Error('three wait')
  const ownId = '3EB0AAAAAAAAAAAAAAAA'
  expect(await outbox.claim({ ...first, ownId })).toMatchObject({ ownId })
  const claims = [outbox.claim({ ...second, ownId }), outbox.claim(third)]
  expect(await Promise.all(claims)).toMatchObject(['changed', { attempt: 1 }])
})

test('one whose echo came first is merged with it, beside another that is settled', async () => {
  const guests = await writtenTo(2)
  const claims = await Promise.all(
    guests.map(async (guest, index) => {
      const wanted = await want(guest)
      await outbox.claim(wanted)
      return {
        id: wanted.seen.id,
        token: wanted.token,
        ownId: null,
        whatsappId: `3EB0BBBBBBBBBBBBBBB${index}`,
      }
    }),
  )
  const [guest] = guests
  if (guest === undefined) throw new Error('two were written to')
  await hotel.prisma.message.create({
    data: {
      id: newId(),
      line: guest.line,
      chatId: guest.chatId,
      phone: guest.phone,
      direction: 'outbound',
      role: 'Staff',
      kind: 'text',
      text: 'welcome',
      whatsappId: claims[0]?.whatsappId ?? null,
      fromMe: true,
      source: 'api',
      sentAt: new Date(),
      status: 'received',
    },
  })
  await Promise.all(claims.map((claim) => outbox.settleSent(claim)))
  for (const { id, whatsappId } of claims)
    expect(await hotel.read(id)).toMatchObject({ status: 'sent', whatsappId })
  expect(await hotel.prisma.message.count({ where: { whatsappId: claims[0]?.whatsappId ?? '' } })).toBe(1)
})
