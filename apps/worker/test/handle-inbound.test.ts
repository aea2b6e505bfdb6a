import { inboundJobId, type InboundJob } from '@bellhop/queue'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createInboundHandler, type HandleInboundDeps } from '../src/handle-inbound.ts'
import { guestMessage } from './hotel.ts'
import { silentLog } from './silent-log.ts'
import { openStoredHotel, type StoredHotel } from './stored-hotel.ts'

let hotel: StoredHotel

beforeAll(async () => {
  hotel = await openStoredHotel()
})
afterAll(() => hotel.close())

function openHandler() {
  const apply = vi.fn<HandleInboundDeps['apply']>(async () => new Map())
  const handle = createInboundHandler({
    store: hotel.store,
    apply,
    later: { add: () => {}, stop: async () => {} },
    gate: { run: (work) => work() },
    ringMedia: async () => {},
    lineWatch: { heard: async () => {} },
    askNumbers: () => {},
    backlogSettleMs: 0,
    log: silentLog,
  })
  return { handle, apply }
}

const jobOf = (event: InboundJob['event']): InboundJob => ({
  id: inboundJobId(event),
  event,
  restarted: false,
  attempt: 1,
})

test('an event that cannot be stored spoils no other of its batch, and is the only one to fail (I8)', async () => {
  const guests = [await hotel.checkIn(), await hotel.checkIn(), await hotel.checkIn()] as const
  const [good, bad, fine] = guests.map((guest) => guestMessage(guest))
  const jobs = [good, bad, fine].flatMap((event) => (event === undefined ? [] : [jobOf(event)]))
  await hotel.prisma.$executeRawUnsafe(
    `ALTER TABLE messages ADD CONSTRAINT refused CHECK (whatsapp_id <> '${bad?.whatsappId}')`,
  )
  const { handle, apply } = openHandler()
  const [first, second, third] = await handle(jobs)
  expect([first, third]).toEqual(['done', 'done'])
  expect(second).toMatchObject({ failed: { message: expect.stringContaining('23514') as string } })
  const stored = await hotel.prisma.message.findMany({ orderBy: { seq: 'asc' } })
  expect(stored.map(({ whatsappId }) => whatsappId)).toEqual([good?.whatsappId, fine?.whatsappId])
  expect(apply.mock.calls.flat(2)).toEqual(expect.arrayContaining([guests[0].phone, guests[2].phone]))
})
