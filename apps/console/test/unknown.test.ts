import { findNextOutbound, settleSent } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote, mayHaveLeft, weWrote } from './write-message.ts'

const MINUTE = 60_000
const NOBODY = '0190a000-0000-7000-8000-000000000000'

let hotel: RunningConsole

beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

const arrived = (id: string) => hotel.api('POST', `/messages/${id}/arrived`)
const sendAgain = (id: string) => hotel.api('POST', `/messages/${id}/send-again`)
const row = (id: string) => hotel.store.prisma.message.findUniqueOrThrow({ where: { id } })
const rings = async () =>
  (await hotel.queues.find(({ name }) => name === 'outbound-default')?.getJobs())?.map(({ data }) => data)

describe('a message that may have left', () => {
  test('is sent, once staff say that it arrived, at the time of the attempt; and the next one may leave', async () => {
    const guest = await guestWithSession(hotel.store)
    const id = await mayHaveLeft(hotel.store, guest)
    await weWrote(hotel.store, guest, { status: 'pending', kind: 'agent_reply', role: 'Agent', sentAt: null })
    const { claimedAt } = await row(id)

    const { status, body } = await arrived(id)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, status: 'sent', sent_at: claimedAt?.toISOString(), error: null })
    expect(await rings()).toContainEqual({ line: 'default', guestId: guest.guest, kind: 'agent_reply' })
    expect(await arrived(id)).toMatchObject({ status: 200, body })
  })

  test('goes back to its place with its own id when it is to be sent again, and the sender is rung', async () => {
    const guest = await guestWithSession(hotel.store)
    const id = await mayHaveLeft(hotel.store, guest, { whatsappId: 'OUR-OWN-ID', nextAttemptAt: new Date(0) })
    await weWrote(hotel.store, guest, { status: 'pending', sentAt: null })

    expect(await sendAgain(id)).toMatchObject({
      status: 200,
      body: { id, status: 'pending', whatsapp_id: 'OUR-OWN-ID', resends: 1, error: null },
    })
    expect(await rings()).toContainEqual({ line: 'default', guestId: guest.guest, kind: 'staff_reply' })
    const next = await findNextOutbound(hotel.store.prisma, { line: 'default', guestId: guest.guest })
    expect(next?.id).toBe(id)
    expect(await row(id)).toMatchObject({ claimToken: null, nextAttemptAt: null, absentSince: null })
  })

  test('belongs to its new attempt: one that was still under way cannot settle it any more', async () => {
    const guest = await guestWithSession(hotel.store)
    const id = await mayHaveLeft(hotel.store, guest)
    const token = (await row(id)).claimToken ?? ''
    await sendAgain(id)
    expect(await settleSent(hotel.store, { id, token, whatsappId: 'LATE' })).toBe('superseded')
    expect(await row(id)).toMatchObject({ status: 'pending', whatsappId: null })
  })

  test('is settled by staff or by what becomes known, whichever is first; the other is told', async () => {
    const guest = await guestWithSession(hotel.store)
    const id = await mayHaveLeft(hotel.store, guest)
    const token = (await row(id)).claimToken ?? ''
    const [word, answer] = await Promise.all([
      sendAgain(id),
      settleSent(hotel.store, { id, token, whatsappId: null }),
    ])
    const { status } = await row(id)
    expect([word.status, answer, status]).toEqual(
      answer === 'settled' ? [409, 'settled', 'sent'] : [200, 'superseded', 'pending'],
    )
  })

  test.for([
    ['pending', 409, 409],
    ['sending', 409, 409],
    ['sent', 200, 409],
    ['read', 200, 409],
    ['failed', 409, 409],
    ['cancelled', 409, 409],
  ] as const)('that is %s by now stays that, and staff are told', async ([status, told, toldAgain]) => {
    const guest = await guestWithSession(hotel.store)
    const id = await mayHaveLeft(hotel.store, guest, { status })
    const before = await row(id)
    expect((await arrived(id)).status).toBe(told)
    const again = await sendAgain(id)
    expect(again.status).toBe(toldAgain)
    expect(again.body.detail).toBe(`This message is not unknown: it is ${status}.`)
    expect(await row(id)).toEqual(before)
  })

  test.for([
    ['staff have taken its session over', { mode: 'manual' }, {}],
    ['its session has ended', { status: 'terminated', endedAt: new Date(), endReason: 'staff' }, {}],
    ['a new session has begun', { status: 'terminated', endedAt: new Date(), endReason: 'expired' }, {}],
    ['it is too old', {}, { kind: 'auto_reply', createdAt: new Date(Date.now() - 31 * MINUTE) }],
  ] as const)('and would only be dropped, since %s, is not sent again', async ([reason, session, facts]) => {
    const guest = await guestWithSession(hotel.store)
    const id = await mayHaveLeft(hotel.store, guest, { kind: 'agent_reply', role: 'Agent', ...facts })
    await hotel.store.prisma.session.update({ where: { id: guest.session }, data: session })
    expect(await sendAgain(id)).toMatchObject({
      status: 409,
      body: { detail: `It would not be sent: ${reason}.` },
    })
    expect((await row(id)).status).toBe('unknown')
    expect((await hotel.api('POST', `/messages/${id}/not-arrived`)).status).toBe(200)
    expect(await row(id)).toMatchObject({ status: 'failed', error: 'not_arrived' })
    expect((await hotel.api('POST', `/messages/${id}/not-arrived`)).body).toMatchObject({ status: 'failed' })
    expect((await arrived(id)).status).toBe(409)
  })

  test("of a guest's own, or of nobody, is not there to be settled", async () => {
    const guest = await guestWithSession(hotel.store)
    expect((await arrived(NOBODY)).status).toBe(404)
    expect((await sendAgain(NOBODY)).status).toBe(404)
    expect((await sendAgain('12')).status).toBe(400)
    expect((await arrived(await guestWrote(hotel.store, guest))).status).toBe(409)
  })

  test('is listed with what else is on its way, page by page', async () => {
    const guest = await guestWithSession(hotel.store)
    const ids = [await mayHaveLeft(hotel.store, guest), await mayHaveLeft(hotel.store, guest)]
    await weWrote(hotel.store, guest, { status: 'pending', sentAt: null })
    const first = await hotel.api('GET', '/messages?status=unknown&limit=1')
    expect(first.body.items).toMatchObject([{ id: ids[1], status: 'unknown', error: 'timeout' }])
    const second = await hotel.api('GET', `/messages?status=unknown&limit=1&cursor=${first.body.next_cursor}`)
    expect(second.body.items).toMatchObject([{ id: ids[0] }])
    expect((await hotel.api('GET', '/messages')).body.errors[0].field).toBe('status')
    expect((await hotel.api('GET', '/messages?status=sent')).status).toBe(400)
  })
})
