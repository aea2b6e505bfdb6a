import { inboundJobId, type InboundJob } from '@bellhop/queue'
import { lockGuest } from '@bellhop/store'
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

describe("guests' texts, which are stored as they are applied,", () => {
  const textsOf = async ({ phone }: { phone: string }) =>
    (
      await hotel.prisma.message.findMany({ where: { phone, direction: 'inbound' }, orderBy: { seq: 'asc' } })
    ).map(({ text, status }) => [text, status])

  test('are applied at once, and change nothing when they come once more', async () => {
    const guest = await hotel.checkIn()
    const { handle, apply } = openHandler()
    const jobs = [guestMessage(guest, { text: 'one' }), guestMessage(guest, { text: 'two' })].map(jobOf)
    expect(await handle(jobs)).toEqual(['done', 'done'])
    expect(apply).toHaveBeenCalledOnce()
    expect(await handle(jobs)).toEqual(['done', 'done'])
    expect(await textsOf(guest)).toEqual([
      ['one', 'applied'],
      ['two', 'applied'],
    ])
    expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply', 'auto_reply'])
  })

  test('come after what waits already', async () => {
    const guest = await hotel.checkIn()
    const sentAt = Date.now()
    await hotel.write(guest, { text: 'one', sentAt: new Date(sentAt) })
    const { handle } = openHandler()
    expect(await handle([jobOf(guestMessage(guest, { text: 'two', sentAt }))])).toEqual(['done'])
    expect(await textsOf(guest)).toEqual([
      ['one', 'applied'],
      ['two', 'applied'],
    ])
    expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply', 'auto_reply'])
  })

  test('get what had happened to them before they came, and stay in their order', async () => {
    const guest = await hotel.checkIn()
    const { handle } = openHandler()
    const message = guestMessage(guest, { text: 'and breakfast?' })
    expect(await handle([jobOf(update(message, 'edit', { text: 'and lunch?' }))])).toEqual(['done'])
    const jobs = [jobOf(message), jobOf(guestMessage(guest, { text: 'please' }))]
    expect(await handle(jobs)).toEqual(['done', 'done'])
    expect(await textsOf(guest)).toEqual([
      ['and lunch?', 'applied'],
      ['please', 'applied'],
    ])
  })

  test('are stored for whoever has their guest', async () => {
    const guest = await hotel.checkIn()
    const { handle } = openHandler()
    await hotel.prisma.$transaction(async (tx) => {
      await lockGuest(tx, guest.phone)
      expect(await handle([jobOf(guestMessage(guest, { text: 'one' }))])).toEqual(['done'])
    })
    expect(await textsOf(guest)).toEqual([['one', 'received']])
  })

  test('cost what waits before them, and cannot be applied, a single try', async () => {
    const guest = await hotel.checkIn()
    const older = await hotel.write(guest, { text: 'old' })
    await hotel.prisma.$executeRawUnsafe(
      `ALTER TABLE messages ADD CONSTRAINT stays_waiting CHECK (id <> '${older}' OR status <> 'applied')`,
    )
    const { handle } = openHandler()
    const [outcome] = await handle([jobOf(guestMessage(guest, { text: 'new' }))])
    expect(outcome).toMatchObject({ failed: { message: expect.stringContaining('23514') as string } })
    expect(await hotel.read(older)).toMatchObject({ status: 'received', attempts: 1 })
    expect(await textsOf(guest)).toEqual([
      ['old', 'received'],
      ['new', 'received'],
    ])
  })

  test('wait with a backlog that is still settling', async () => {
    const guest = await hotel.checkIn()
    await hotel.write(guest, { text: 'old', nextAttemptAt: new Date(Date.now() + 60_000) })
    const { handle } = openHandler()
    expect(await handle([jobOf(guestMessage(guest, { text: 'new' }))])).toEqual(['done'])
    expect(await textsOf(guest)).toEqual([
      ['old', 'received'],
      ['new', 'received'],
    ])
  })
})
