import type { InboundEvent } from '@bellhop/core'
import type { Doorbells } from '@bellhop/queue'
import { lockGuest, newId } from '@bellhop/store'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createSweep, type SweepDeps } from '../src/sweep.ts'
import { guestMessage } from './hotel.ts'
import { silentLog } from './silent-log.ts'
import { LINE, openStoredHotel, type StoredHotel } from './stored-hotel.ts'

let hotel: StoredHotel

beforeAll(async () => {
  hotel = await openStoredHotel()
})
afterAll(() => hotel.close())

/** One round over all that a worker needs, and what it did. */
async function sweep(overrides: Partial<SweepDeps> = {}) {
  const did = {
    apply: vi.fn<SweepDeps['apply']>(async () => new Map()),
    askNumbers: vi.fn(),
    doorbells: {
      ringMedia: vi.fn<Doorbells['ringMedia']>(async () => {}),
      ringAgent: vi.fn<Doorbells['ringAgent']>(async () => {}),
      remindOutbound: vi.fn<Doorbells['remindOutbound']>(async () => {}),
    },
    failedInbound: { take: vi.fn(async () => []), remove: vi.fn(async () => {}) },
    followLines: vi.fn<SweepDeps['followLines']>(async () => 0),
  }
  const deps = {
    store: hotel.store,
    ...did,
    tellSilence: async () => 0,
    returnToAgent: async () => 0,
    retryQuarantined: async () => 0,
    idleLimitMs: 1_800_000,
    log: silentLog,
    ...overrides,
  }
  await createSweep(deps as unknown as SweepDeps)()
  return did
}

test.each([
  ['is refused by Postgres', {}],
  ['is the victim of a deadlock', { code: '40P01' }],
  ['takes longer than its transaction may', { code: 'P2028' }],
])('a step that %s keeps none of the others from its turn', async (_, facts) => {
  const did = await sweep({ apply: () => Promise.reject(Object.assign(new Error('a step failed'), facts)) })
  expect(did.askNumbers).toHaveBeenCalled()
  expect(did.failedInbound.take).toHaveBeenCalled()
})

test('a round applies what is stored and in nobody’s hands any more (I1)', async () => {
  const [old, fresh] = [await hotel.checkIn(), await hotel.checkIn()]
  await hotel.write(old, { createdAt: new Date(Date.now() - 60_000) })
  await hotel.write(fresh, { createdAt: new Date(Date.now() + 60_000) })
  const { apply } = await sweep()
  expect(apply.mock.calls.flatMap(([keys]) => keys)).toContain(old.phone)
  expect(apply.mock.calls.flatMap(([keys]) => keys)).not.toContain(fresh.phone)
})

const unmatched = { status: 'applied', unmatchedReason: 'unknown_guest' } as const

test('a round makes wait again what a guest wrote before the check-in', async () => {
  const id = await hotel.write(await hotel.checkIn(), unmatched)
  await sweep()
  expect(await hotel.read(id)).toMatchObject({ status: 'received', unmatchedReason: 'unknown_guest' })
})

test('a round replays nothing of a guest whom another has (I9)', async () => {
  const guest = await hotel.checkIn()
  const id = await hotel.write(guest, unmatched)
  await hotel.prisma.$transaction(async (tx) => {
    await lockGuest(tx, guest.phone)
    await sweep()
  })
  expect(await hotel.read(id)).toMatchObject({ status: 'applied' })
})

const ours = { direction: 'outbound', role: 'System', fromMe: true } as const

test('a round gives messages the acks and the edits that came before them', async () => {
  const whatsappId = newId()
  const sent = { ...ours, kind: 'welcome', status: 'sent' } as const
  const id = await hotel.write(await hotel.checkIn(), { ...sent, whatsappId })
  const about = { line: LINE, whatsappId, fromMe: true, at: new Date() }
  await hotel.prisma.messageEvent.createMany({
    data: [
      { ...about, id: newId(), kind: 'ack', data: { ack: 'read' }, eventKey: newId() },
      { ...about, id: newId(), kind: 'edit', data: { text: 'and lunch?' }, eventKey: newId() },
    ],
  })
  await sweep()
  expect(await hotel.read(id)).toMatchObject({ status: 'read', text: 'and lunch?' })
})

test('a round gives each line to the queues as Postgres knows it (I10)', async () => {
  await hotel.prisma.line.create({ data: { line: 'paused', pausedBy: 'operator', sendIntervalMs: 3_000 } })
  const { followLines } = await sweep()
  const [[, lines] = []] = followLines.mock.calls
  expect(lines).toMatchObject([{ line: 'paused', pausedBy: 'operator', sendIntervalMs: 3_000 }])
})

test('a round makes unknown what a dead sender had claimed (I7)', async () => {
  const claim = { claimToken: newId(), claimedAt: new Date(Date.now() - 120_000) }
  const sending = { ...ours, kind: 'welcome', status: 'sending', ...claim } as const
  const id = await hotel.write(await hotel.checkIn(), sending)
  await sweep()
  expect(await hotel.read(id)).toMatchObject({ status: 'unknown', error: 'claim_expired' })
})

test('a round rings for what is due: messages, agents and files (I10)', async () => {
  const guest = await hotel.checkIn()
  const sessionId = await hotel.openSession(guest, { agentStatus: 'failed' })
  await hotel.write(guest, { ...ours, kind: 'welcome', status: 'pending', sessionId, whatsappId: null })
  const withFile = await hotel.write(guest, { kind: 'image', media: { mimetype: 'image/jpeg' } })
  await hotel.prisma.mediaFetch.create({ data: { messageId: withFile, nextAttemptAt: new Date(0) } })
  const { doorbells } = await sweep()
  const ring = { line: LINE, guestId: guest.id, kind: 'welcome' }
  expect(doorbells.remindOutbound.mock.calls.flat(2)).toContainEqual(ring)
  expect(doorbells.ringAgent.mock.calls.flat(2)).toContain(sessionId)
  expect(doorbells.ringMedia.mock.calls.flat(2)).toContain(withFile)
})

test('a round keeps an event that could not be stored before it lets its job go, and none that is stored (I1)', async () => {
  const guest = await hotel.checkIn()
  const stored = guestMessage(guest)
  await hotel.write(guest, { whatsappId: stored.whatsappId })
  const failed = (event: InboundEvent) => ({ id: newId(), event, reason: 'P0042' })
  const jobs = [failed(stored), failed(guestMessage(guest))]
  const kept: (string | undefined)[] = []
  const where = { eventKey: { in: jobs.map(({ id }) => id) } }
  await sweep({
    failedInbound: {
      take: async () => jobs,
      async remove(id) {
        const rows = await hotel.prisma.quarantinedEvent.findMany({ where })
        kept.push(id, rows[0]?.eventKey)
      },
      close: async () => {},
    },
  })
  expect(kept).toEqual([jobs[0]?.id, undefined, jobs[1]?.id, jobs[1]?.id])
  expect(await hotel.prisma.quarantinedEvent.count({ where })).toBe(1)
})
