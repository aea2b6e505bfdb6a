import type { InboundEvent } from '@bellhop/core'
import { inboundJobId, type InboundJob } from '@bellhop/queue'
import { forgetMessages, newId, storeEvents } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RetryQuarantinedDeps } from '../src/retry-quarantined.ts'
import { guestMessage } from './hotel.ts'
import { quarantineOf } from './quarantine-of.ts'
import { LINE, openStoredHotel, type StoredGuest, type StoredHotel } from './stored-hotel.ts'

let hotel: StoredHotel
let quarantine: ReturnType<typeof quarantineOf>

beforeAll(async () => {
  hotel = await openStoredHotel()
  quarantine = quarantineOf(hotel)
})
afterAll(() => hotel.close())

let bodies = 0

/** What WAHA posts when this guest writes. */
function bodyOf({ chatId }: StoredGuest, envelope: object = {}, payload: object = {}) {
  const whatsappId = `3EB1${String((bodies += 1)).padStart(6, '0')}`
  const id = `false_${chatId}_${whatsappId}`
  const timestamp = Math.floor(Date.now() / 1_000)
  const message = { id, timestamp, from: chatId, fromMe: false, body: 'breakfast?', hasMedia: false }
  const event = { id: `evt_${whatsappId}`, timestamp: Date.now(), event: 'message', session: LINE }
  const body = { ...event, payload: { ...message, ...payload }, ...envelope }
  return { whatsappId, raw: Buffer.from(JSON.stringify(body)) }
}

const asked = (...event: Parameters<typeof quarantine.asked>) => quarantine.asked(...event)
const askedForJob = (event: InboundEvent) => quarantine.askedForJob(event)
const round = (overrides: Partial<RetryQuarantinedDeps> = {}) => quarantine.round(overrides)
const row = (id: string) => quarantine.row(id)
const messages = (whatsappId: string) => quarantine.messages(whatsappId)

test('an event of a line that is known now becomes a message with its effects, and is quarantined no more', async () => {
  const guest = await hotel.checkIn()
  const { whatsappId, raw } = bodyOf(guest, { session: 'spa' })
  const id = await asked(raw)
  expect(await round()).toBe(1)
  expect(await messages(whatsappId)).toMatchObject([{ line: 'spa', status: 'applied', text: 'breakfast?' }])
  expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply'])
  expect(await row(id)).toBeNull()
})

test('what nobody asked for stays as it is', async () => {
  const { whatsappId, raw } = bodyOf(await hotel.checkIn())
  const id = await asked(raw)
  await hotel.prisma.quarantinedEvent.update({ where: { id }, data: { retryAt: null } })
  await round()
  expect(await row(id)).toMatchObject({ reason: 'unknown line' })
  expect(await messages(whatsappId)).toEqual([])
})

describe('an event that comes to nothing again stays, with the reason of now, and nobody asks for it any more:', () => {
  const guest = { id: '', checkInId: '', phone: '081200099999', chatId: '6281200099999@c.us' }
  test.each([
    ['one of a line that is still unknown', bodyOf(guest, { session: 'bar' }).raw, 'unknown line'],
    ['one that is no JSON', Buffer.from([0x7b, 0xff, 0xfe]), 'malformed JSON'],
    ['one that nobody needs', bodyOf(guest, { event: 'presence.update' }).raw, 'nobody needs it: presence'],
  ])('%s', async (_, raw, reason) => {
    const id = await asked(raw)
    await round()
    expect(await row(id)).toMatchObject({ reason, retryAt: null, retryBegun: 0 })
    expect(Buffer.from((await row(id))?.raw ?? [])).toEqual(raw)
  })

  test('one whose body claims to be the data of a job', async () => {
    const forged = guestMessage(await hotel.checkIn())
    const id = await asked(Buffer.from(JSON.stringify(forged)))
    await round()
    expect(await row(id)).toMatchObject({ reason: expect.stringContaining('envelope') as string })
    expect(await messages(forged.whatsappId)).toEqual([])
  })
})

describe('the event of a failed job', () => {
  test('is stored and applied as the job had it', async () => {
    const guest = await hotel.checkIn()
    const event = guestMessage(guest, { eventId: 'evt_1' })
    const id = await askedForJob(event)
    await round()
    expect(await messages(event.whatsappId)).toMatchObject([{ status: 'applied', phone: guest.phone }])
    expect(await row(id)).toBeNull()
  })

  test('is read anew where it was one that could not be read', async () => {
    const { whatsappId, raw } = bodyOf(await hotel.checkIn())
    const facts = { line: 'bar', eventId: 'evt_bar', reason: 'unknown line' }
    const id = await askedForJob({ kind: 'unreadable', ...facts, raw: raw.toString('base64') })
    await round()
    expect(await messages(whatsappId)).toHaveLength(1)
    expect(await row(id)).toBeNull()
  })

  test('stays with the new reason where Postgres refuses it, and keeps no other from its turn (I1)', async () => {
    const [bad, good] = [guestMessage(await hotel.checkIn()), guestMessage(await hotel.checkIn())]
    await hotel.prisma.$executeRawUnsafe(
      `ALTER TABLE messages ADD CONSTRAINT refused CHECK (whatsapp_id <> '${bad.whatsappId}')`,
    )
    const ids = [await askedForJob(bad), await askedForJob(good)] as const
    await round()
    expect(await row(ids[0])).toMatchObject({
      reason: expect.stringContaining('23514') as string,
      retryAt: null,
    })
    expect(await row(ids[1])).toBeNull()
  })
})

test('what was stored before the worker died is not stored twice, and leaves the quarantine (I2)', async () => {
  const guest = await hotel.checkIn()
  const event = guestMessage(guest)
  await quarantine.handle([{ id: inboundJobId(event), event, restarted: false, attempt: 1 }])
  const id = await askedForJob(event)
  await round()
  expect(await messages(event.whatsappId)).toHaveLength(1)
  expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply'])
  expect(await row(id)).toBeNull()
})

test('a message that is stored and cannot be applied leaves the quarantine: it has its own tries', async () => {
  const event = guestMessage(await hotel.checkIn())
  const id = await askedForJob(event)
  await round({
    async handle(jobs) {
      await quarantine.handle(jobs)
      return [{ failed: new Error('P0042') }]
    },
  })
  expect(await row(id)).toBeNull()
})

test('an event of which one worker after the other dies is left alone', async () => {
  const event = guestMessage(await hotel.checkIn())
  const id = await askedForJob(event)
  await hotel.prisma.quarantinedEvent.update({ where: { id }, data: { retryBegun: 3 } })
  await round()
  expect(await row(id)).toMatchObject({ reason: expect.stringContaining('died') as string, retryAt: null })
  expect(await messages(event.whatsappId)).toEqual([])
})

test('the same event may come again while it is tried: it is stored, once (I1)', async () => {
  const { whatsappId, raw } = bodyOf(await hotel.checkIn())
  const eventKey = newId()
  const id = await asked(raw, eventKey)
  const unreadable = { kind: 'unreadable', line: LINE, eventId: null, reason: 'unknown line' } as const
  const again = () =>
    storeEvents(hotel.store, [{ key: eventKey, event: { ...unreadable, raw: raw.toString('base64') } }], 0)
  await round({
    async handle(jobs: readonly InboundJob[]) {
      await again()
      const outcomes = await quarantine.handle(jobs)
      await again()
      return outcomes
    },
  })
  expect(await messages(whatsappId)).toHaveLength(1)
  expect(await row(id)).toBeNull()
})

test('what was erased does not come back', async () => {
  const event = guestMessage(await hotel.checkIn())
  const id = await askedForJob(event)
  await forgetMessages(hotel.prisma, [event])
  await round()
  expect(await messages(event.whatsappId)).toEqual([])
  expect(await row(id)).toBeNull()
})
