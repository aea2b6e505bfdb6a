import { createLogger, createMetrics } from '@bellhop/runtime'
import { claimOutbound, findNextOutbound, newId } from '@bellhop/store'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { createAttempt, instants, type Instants } from '../src/attempt.ts'
import { createOutbox } from '../src/outbox.ts'
import { createReport } from '../src/report.ts'
import { openHotel, type Hotel } from './hotel.ts'

let hotel: Hotel

beforeAll(async () => {
  hotel = await openHotel(inject('postgres'))
})
afterAll(() => hotel.close())

const MINUTE = 60_000
const NOT_THIS = () => Promise.reject(new Error('not this'))

test.each<[string, (now: Instants) => Instants]>([
  ['its process stood still', (now) => ({ ...now, monotonic: now.monotonic - MINUTE })],
  ['its machine was suspended', (now) => ({ ...now, wall: now.wall - MINUTE })],
])('a claim that grew old because %s is given back unsent', async (_, before) => {
  const sendText = vi.fn<() => Promise<{ whatsappId: string | null }>>()
  const guest = await hotel.checkIn('default')
  const id = await hotel.write(guest, 'welcome')
  const message = await findNextOutbound(hotel.prisma, { line: 'default', guestId: guest.id })
  if (message === null) throw new Error('nothing waits')
  const token = newId()
  await claimOutbound(hotel.prisma, message, token)

  const attempt = createAttempt({
    store: hotel.store,
    outbox: createOutbox(hotel.store),
    sendText,
    lines: { pause: NOT_THIS, timelock: NOT_THIS },
    ownIds: { learn: () => {} },
    jitter: () => 0,
    ending: new AbortController().signal,
    report: createReport(createMetrics(), createLogger({ name: 'test', level: 'silent' })),
  })
  const chat = { line: 'default', chatId: guest.chatId }
  await attempt(message, chat, { id, token, attempt: 1, ownId: null, since: before(instants()) })
  expect(sendText).not.toHaveBeenCalled()
  expect(await hotel.read(id)).toMatchObject({ status: 'pending', error: 'claim-too-old' })
})
