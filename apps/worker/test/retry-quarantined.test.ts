import type { InboundEvent } from '@bellhop/core'
import { inboundJobId, type InboundJob } from '@bellhop/queue'
import {
  BUILT_IN_OPERATOR_ID,
  forgetMessages,
  newId,
  retryQuarantined,
  storeEvents,
  withSweepLock,
} from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInboundHandler } from '../src/handle-inbound.ts'
import { noWaiting } from '../src/outage-gate.ts'
import { quarantine } from '../src/quarantine.ts'
import { createReadQuarantined } from '../src/read-quarantined.ts'
import { createRetryQuarantined, type RetryQuarantinedDeps } from '../src/retry-quarantined.ts'
import { guestMessage } from './hotel.ts'
import { openApplier } from './open-applier.ts'
import { silentLog } from './silent-log.ts'
import { LINE, openStoredHotel, type StoredGuest, type StoredHotel } from './stored-hotel.ts'

const ADMIN = { kind: 'operator', id: BUILT_IN_OPERATOR_ID, name: 'admin' } as const

let hotel: StoredHotel
let handle: RetryQuarantinedDeps['handle']

beforeAll(async () => {
  hotel = await openStoredHotel()
  handle = createInboundHandler({
    store: hotel.store,
    apply: openApplier(hotel.store).apply,
    later: { add: () => {}, stop: async () => {} },
    gate: noWaiting,
    ringMedia: async () => {},
    lineWatch: { heard: async () => {} },
    askNumbers: () => {},
    backlogSettleMs: 0,
    log: silentLog,
  })
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

/** An event that could not be read once, which somebody wants tried again. Gives its id. */
async function asked(raw: Buffer, eventKey = newId()): Promise<string> {
  const unreadable = { kind: 'unreadable', line: LINE, eventId: null, reason: 'unknown line' } as const
  await storeEvents(
    hotel.store,
    [{ key: eventKey, event: { ...unreadable, raw: raw.toString('base64') } }],
    0,
  )
  return ask(eventKey)
}

/** A job of that event has failed, and somebody wants it tried again. Gives its id in the quarantine. */
async function askedForJob(event: InboundEvent): Promise<string> {
  const id = inboundJobId(event)
  await quarantine(hotel.store, { id, event, reason: 'P0042' })
  return ask(id)
}

async function ask(eventKey: string): Promise<string> {
  const { id } = await hotel.prisma.quarantinedEvent.findUniqueOrThrow({ where: { eventKey } })
  await retryQuarantined(hotel.store, id, ADMIN)
  return id
}

/** One round of the sweep's step. */
const round = (overrides: Partial<RetryQuarantinedDeps> = {}) => {
  const read = createReadQuarantined({ lines: [LINE, 'spa'], homeCountry: '62' })
  const retry = createRetryQuarantined({ store: hotel.store, read, handle, log: silentLog, ...overrides })
  return withSweepLock(hotel.store, 'retries', retry)
}

const row = (id: string) => hotel.prisma.quarantinedEvent.findUnique({ where: { id } })
const messages = (whatsappId: string) => hotel.prisma.message.findMany({ where: { whatsappId } })

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
  await handle([{ id: inboundJobId(event), event, restarted: false, attempt: 1 }])
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
      await handle(jobs)
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

test('an outage of Postgres spends nothing (I10)', async () => {
  const event = guestMessage(await hotel.checkIn())
  const id = await askedForJob(event)
  const before = await row(id)
  const gone = Object.assign(new Error('gone'), { code: '57P01' })
  await round({ handle: () => noWaiting.run(() => Promise.reject(gone)) })
  expect(await row(id)).toEqual(before)
  await round()
  expect(await row(id)).toBeNull()
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
      const outcomes = await handle(jobs)
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
