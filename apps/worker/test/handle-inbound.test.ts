import { inboundJobId, type InboundJob } from '@bellhop/queue'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createInboundHandler, type HandleInboundDeps } from '../src/handle-inbound.ts'
import { guestMessage, update } from './hotel.ts'
import { openApplier } from './open-applier.ts'
import { silentLog } from './silent-log.ts'
import { openStoredHotel, type StoredHotel } from './stored-hotel.ts'

let hotel: StoredHotel

beforeAll(async () => {
  hotel = await openStoredHotel()
})
afterAll(() => hotel.close())

function openHandler() {
  const apply = vi.fn<HandleInboundDeps['apply']>(openApplier(hotel.store).apply)
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
  const { handle } = openHandler()
  const [first, second, third] = await handle(jobs)
  expect([first, third]).toEqual(['done', 'done'])
  expect(second).toMatchObject({ failed: { message: expect.stringContaining('23514') as string } })
  const stored = await hotel.prisma.message.findMany({ orderBy: { seq: 'asc' } })
  const inbound = stored.filter(({ direction }) => direction === 'inbound')
  expect(inbound.map(({ whatsappId, status }) => [whatsappId, status])).toEqual([
    [good?.whatsappId, 'applied'],
    [fine?.whatsappId, 'applied'],
  ])
})

describe("guests' texts, which are stored on the way on which they are applied,", () => {
  test('are applied at once, and change nothing when they come once more', async () => {
    const guest = await hotel.checkIn()
    const { handle, apply } = openHandler()
    const jobs = [guestMessage(guest), guestMessage(guest)].map(jobOf)
    for (let time = 0; time < 2; time += 1) expect(await handle(jobs)).toEqual(['done', 'done'])
    const both = [guest.phone, guest.phone]
    expect(apply.mock.calls.map(([keys]) => keys)).toEqual([both, both])
    expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply', 'auto_reply'])
  })

  test('get what had happened to them before they came', async () => {
    const guest = await hotel.checkIn()
    const { handle } = openHandler()
    const message = guestMessage(guest)
    expect(await handle([jobOf(update(message, 'edit', { text: 'and lunch?' }))])).toEqual(['done'])
    expect(await handle([jobOf(message), jobOf(guestMessage(guest))])).toEqual(['done', 'done'])
    const { text, status } = await hotel.prisma.message.findFirstOrThrow({
      where: { whatsappId: message.whatsappId },
    })
    expect([text, status]).toEqual(['and lunch?', 'applied'])
  })
})
