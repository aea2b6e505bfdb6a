import { newId } from '@bellhop/store'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote, mayHaveLeft, weWrote } from './write-message.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000000'
const at = (second: number) => new Date(Date.parse('2026-11-28T10:00:00Z') + second * 1_000)

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

const timeline = (id: string) => hotel.api('GET', `/messages/${id}/timeline`)
const stepsOf = async (id: string): Promise<{ step: string; at: string | null; facts: object }[]> =>
  (await timeline(id)).body.steps
const namesOf = async (id: string) => (await stepsOf(id)).map(({ step }) => step)

test("a guest's first message opened the session, for a reason, and the next one joined it", async () => {
  const guest = await guestWithSession(hotel.store, { lastActivityAt: at(60) })
  const old = newId()
  await hotel.store.prisma.session.create({
    data: {
      id: old,
      guestId: guest.guest,
      checkInId: guest.checkIn,
      line: 'default',
      chatId: '6281@c.us',
      status: 'terminated',
      mode: 'agent',
      startedAt: at(-3_600),
      lastActivityAt: at(-3_600),
      endedAt: at(0),
      endReason: 'expired',
    },
  })
  const first = await guestWrote(hotel.store, guest, { sentAt: at(0), createdAt: at(1) })
  const second = await guestWrote(hotel.store, guest, { sentAt: at(2), createdAt: at(3) })
  expect(await stepsOf(first)).toEqual([
    { at: at(0).toISOString(), step: 'written', facts: {} },
    { at: at(1).toISOString(), step: 'stored', facts: { line: 'default' } },
    {
      at: at(1).toISOString(),
      step: 'session_opened',
      facts: { session_id: guest.session, before_id: old, before_ended: 'expired' },
    },
    { at: at(1).toISOString(), step: 'agent', facts: { status: 'created' } },
  ])
  expect(await namesOf(second)).toEqual(['written', 'stored', 'session_joined'])
})

test('a reply was queued, claimed, sent and acknowledged', async () => {
  const guest = await guestWithSession(hotel.store)
  const whatsappId = newId()
  const reply = await weWrote(hotel.store, guest, {
    createdAt: at(0),
    claimedAt: at(1),
    attempts: 2,
    sentAt: at(2),
    status: 'read',
    whatsappId,
  })
  for (const [second, ack] of [
    [3, 'delivered'],
    [4, 'read'],
  ] as const)
    await hotel.store.prisma.messageEvent.create({
      data: {
        id: newId(),
        line: 'default',
        whatsappId,
        fromMe: true,
        kind: 'ack',
        data: { ack },
        at: at(second),
        eventKey: newId(),
        appliedAt: at(second),
      },
    })
  expect((await stepsOf(reply)).map(({ step, facts }) => ({ step, ...facts }))).toEqual([
    { step: 'queued', kind: 'staff_reply', role: 'Staff' },
    { step: 'claimed', attempts: 2, resends: 0 },
    { step: 'sent', whatsapp_id: whatsappId },
    { step: 'ack', ack: 'delivered' },
    { step: 'ack', ack: 'read' },
  ])
  expect((await timeline(reply)).body.queue_href).toBe('/queues/queue/outbound-default')
})

test.each([
  ['waits', { status: 'pending', error: 'refused', nextAttemptAt: at(9), sentAt: null }, 'waits_to_leave'],
  ['failed', { status: 'failed', error: 'bad-request', sentAt: null }, 'failed'],
  ['was dropped', { status: 'cancelled', error: 'taken_over', sentAt: null }, 'cancelled'],
] as const)('one that %s says why, last', async (_, facts, step) => {
  const guest = await guestWithSession(hotel.store)
  const steps = await stepsOf(await weWrote(hotel.store, guest, facts))
  expect(steps.at(-1)).toMatchObject({ step, at: null, facts: { error: facts.error } })
})

test('one that may have left, and one that belongs to nobody, say so', async () => {
  const guest = await guestWithSession(hotel.store)
  expect(await namesOf(await mayHaveLeft(hotel.store, guest, { createdAt: at(0) }))).toEqual([
    'queued',
    'claimed',
    'unknown',
  ])
  const lost = await guestWrote(hotel.store, guest, { sessionId: null, unmatchedReason: 'unknown_guest' })
  expect((await stepsOf(lost)).at(-1)).toMatchObject({
    step: 'unmatched',
    facts: { reason: 'unknown_guest' },
  })
  const aside = await guestWrote(hotel.store, guest, { status: 'set_aside', attempts: 5, error: 'P0042' })
  expect(await stepsOf(aside)).toContainEqual({
    at: null,
    step: 'set_aside',
    facts: { attempts: 5, error: 'P0042' },
  })
})

test('what is not there has none', async () => {
  expect((await timeline(NOBODY)).status).toBe(404)
  expect((await timeline('x')).status).toBe(400)
})
