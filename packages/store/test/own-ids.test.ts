import type { InboundEvent } from '@bellhop/core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  cancelOutbound,
  claimOutbound,
  leaveToStaff,
  confirmNotArrived,
  newId,
  resendUnknown,
  sendAgain,
  settleForRetry,
  settleFound,
  settleSent,
  settleUnknown,
  storeEvents,
  takeUncertain,
} from '../src/index.ts'
import { LINE, openOutbox, type Outbox, type TestGuest } from './outbox-fixture.ts'

let outbox: Outbox
let ids = 0

beforeAll(async () => {
  outbox = await openOutbox(inject('postgres'))
})
afterAll(() => outbox.close())

const newWhatsappId = () => `3EB0${String((ids += 1)).padStart(16, '0')}`

async function claimAs(guest: TestGuest, whatsappId: string | null): Promise<{ id: string; token: string }> {
  const seen = await outbox.see(guest)
  const token = newId()
  expect(await claimOutbound(outbox.prisma, seen, token, whatsappId)).toMatchObject({ attempt: 1 })
  return { id: seen.id, token }
}

const echoOf = (guest: TestGuest, whatsappId: string, text: string): InboundEvent => ({
  kind: 'own-message',
  line: LINE,
  eventId: null,
  chatId: '188812345678901@lid',
  phone: guest.phone,
  whatsappId,
  fromMe: true,
  sentAt: Date.now(),
  content: 'text',
  text,
  media: null,
  source: 'app',
})

const hear = (event: InboundEvent) => storeEvents(outbox.store, [{ key: newId(), event }], 0)

describe('the echo of a message that has its id from us', () => {
  test('settles it and makes no row of its own; what the attempt learns later changes nothing', async () => {
    const [guest, whatsappId] = [await outbox.checkIn(), newWhatsappId()]
    await outbox.write(guest, 'welcome')
    const claim = await claimAs(guest, whatsappId)
    await hear(echoOf(guest, whatsappId, 'welcome'))
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'sent', sentAt: expect.any(Date) })
    expect(await settleUnknown(outbox.prisma, { ...claim, error: 'timeout' })).toBe('superseded')
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'sent', error: null })
    expect(await outbox.prisma.message.count({ where: { phone: guest.phone } })).toBe(1)
  })

  test('settles it though it was dropped after it may have left', async () => {
    const [guest, whatsappId] = [await outbox.checkIn(), newWhatsappId()]
    await outbox.write(guest, 'welcome')
    const claim = await claimAs(guest, whatsappId)
    await settleUnknown(outbox.prisma, { ...claim, error: 'timeout' })
    await sendAgain(outbox.prisma, claim)
    expect(await cancelOutbound(outbox.prisma, claim.id, 'taken_over')).toBe(true)
    await hear(echoOf(guest, whatsappId, 'welcome'))
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'sent', error: null })
  })

  test('settles it though staff had given it up', async () => {
    const [guest, whatsappId] = [await outbox.checkIn(), newWhatsappId()]
    await outbox.write(guest, 'welcome')
    const claim = await claimAs(guest, whatsappId)
    await settleUnknown(outbox.prisma, { ...claim, error: 'timeout' })
    await confirmNotArrived(outbox.store, claim.id)
    await hear(echoOf(guest, whatsappId, 'welcome'))
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'sent', error: null })
  })

  test('does not make up for a message that WhatsApp refused', async () => {
    const [guest, whatsappId] = [await outbox.checkIn(), newWhatsappId()]
    await outbox.write(guest, 'welcome')
    const { id } = await claimAs(guest, whatsappId)
    await outbox.prisma.message.update({ where: { id }, data: { status: 'failed', error: 'bad-request' } })
    await hear(echoOf(guest, whatsappId, 'welcome'))
    expect(await outbox.read(id)).toMatchObject({ status: 'failed', error: 'bad-request' })
  })
})

describe('a claim', () => {
  test('keeps the id of an attempt before', async () => {
    const [guest, whatsappId] = [await outbox.checkIn(), newWhatsappId()]
    const id = await outbox.write(guest, 'welcome')
    await settleForRetry(outbox.prisma, {
      ...(await claimAs(guest, whatsappId)),
      delayMs: 0,
      error: 'refused',
    })
    const seen = await outbox.see(guest)
    expect(seen.ownId).toBe(whatsappId)
    const again = await claimOutbound(outbox.prisma, seen, newId(), newWhatsappId())
    expect(again).toEqual({ attempt: 2, ownId: whatsappId, hasNext: false })
    expect(await outbox.read(id)).toMatchObject({ whatsappId })
  })

  test('with an id that exists looks again, and takes another', async () => {
    const [guest, other, whatsappId] = [await outbox.checkIn(), await outbox.checkIn(), newWhatsappId()]
    await outbox.write(guest, 'welcome')
    await outbox.write(other, 'welcome')
    await claimAs(guest, whatsappId)
    const seen = await outbox.see(other)
    expect(await claimOutbound(outbox.prisma, seen, newId(), whatsappId)).toBe('changed')
    expect(await outbox.read(seen.id)).toMatchObject({ status: 'pending', attempts: 0, whatsappId: null })
  })
})

describe('a message that may have left', () => {
  async function uncertain(guest: TestGuest) {
    await outbox.write(guest, 'welcome')
    const claim = await claimAs(guest, null)
    await settleUnknown(outbox.prisma, { ...claim, error: 'timeout' })
    return claim
  }
  const take = async (id: string) =>
    (await takeUncertain(outbox.prisma, [LINE], 100)).find((one) => one.id === id)

  test('is taken by one who asks, and by nobody else meanwhile', async () => {
    const guest = await outbox.checkIn()
    const claim = await uncertain(guest)
    const taken = await Promise.all([take(claim.id), take(claim.id), take(claim.id)])
    expect(taken.filter((one) => one !== undefined)).toMatchObject([
      { ...claim, guestId: guest.id, phone: guest.phone, hasOwnId: false, resends: 0 },
    ])
  })

  test('is asked for no more once it is left to staff', async () => {
    const claim = await uncertain(await outbox.checkIn())
    await leaveToStaff(outbox.prisma, claim)
    expect(await take(claim.id)).toBeUndefined()
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'unknown', error: 'absent' })
  })

  test('is not sent again when a later one to its guest has left (I6)', async () => {
    const guest = await outbox.checkIn()
    const claim = await uncertain(guest)
    await outbox.age(claim.id, 601)
    await outbox.write(guest, 'auto_reply')
    const later = await claimAs(guest, null)
    await settleSent(outbox.store, { ...later, whatsappId: newWhatsappId() })
    expect(await sendAgain(outbox.prisma, claim)).toBe('superseded')
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'unknown', resends: 0 })
  })

  test('is found only if nobody else has the id', async () => {
    const [guest, other, whatsappId] = [await outbox.checkIn(), await outbox.checkIn(), newWhatsappId()]
    await outbox.storeEcho(other, whatsappId, 'welcome')
    const claim = await uncertain(guest)
    const found = { ...claim, claimedAt: Date.now(), sentAt: Date.now() }
    expect(await settleFound(outbox.prisma, { ...found, whatsappId })).toBe('superseded')
    expect(await settleFound(outbox.prisma, { ...found, whatsappId: newWhatsappId() })).toBe('settled')
  })

  test('is not sent once more if it is found at the moment when staff want that', async () => {
    const claim = await uncertain(await outbox.checkIn())
    const [seen, whatsappId] = [await take(claim.id), newWhatsappId()]
    if (seen === undefined) throw new Error('not taken')
    expect(await resendUnknown(outbox.store, claim.id, { staleAfterMs: null })).toMatchObject({
      type: 'settled',
    })
    expect(await settleFound(outbox.prisma, { ...seen, whatsappId, sentAt: Date.now() })).toBe('settled')
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'sent', whatsappId })
  })

  test('lets nothing overtake it that was seen before staff wanted it sent again (I6)', async () => {
    const guest = await outbox.checkIn()
    const claim = await uncertain(guest)
    await outbox.age(claim.id, 601)
    const later = await outbox.write(guest, 'auto_reply')
    const seen = await outbox.see(guest)
    expect(seen.id).toBe(later)
    await resendUnknown(outbox.store, claim.id, { staleAfterMs: null })
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('changed')
    expect(await outbox.see(guest)).toMatchObject({ id: claim.id })
  })

  test('holds its guest no longer for being sent again under its own id: from its first attempt on', async () => {
    const guest = await outbox.checkIn()
    const claim = await uncertain(guest)
    await outbox.age(claim.id, 590)
    const { claimedAt: first } = await outbox.read(claim.id)
    await sendAgain(outbox.prisma, claim)
    const again = { id: claim.id, token: newId() }
    await claimOutbound(outbox.prisma, await outbox.see(guest), again.token)
    await settleUnknown(outbox.prisma, { ...again, error: 'timeout' })
    expect(await take(claim.id)).toMatchObject({ uncertainSince: first?.getTime(), resends: 1 })

    const later = await outbox.write(guest, 'auto_reply')
    expect(await outbox.see(guest)).toMatchObject({ id: claim.id })
    await outbox.prisma
      .$executeRaw`UPDATE messages SET uncertain_since = uncertain_since - interval '11 s' WHERE id = ${claim.id}::uuid`
    expect(await outbox.see(guest)).toMatchObject({ id: later })
  })

  test('that is known not to have left begins anew when it is sent again', async () => {
    const guest = await outbox.checkIn()
    const claim = await uncertain(guest)
    await sendAgain(outbox.prisma, claim, { isAbsent: true })
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'pending', uncertainSince: null })
  })

  test('that was settled meanwhile stays as it is', async () => {
    const claim = await uncertain(await outbox.checkIn())
    await settleSent(outbox.store, { ...claim, whatsappId: newWhatsappId() })
    expect(await sendAgain(outbox.prisma, claim)).toBe('superseded')
    expect(await leaveToStaff(outbox.prisma, claim)).toBe('superseded')
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'sent', error: null })
  })
})
