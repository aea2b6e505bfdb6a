import { OUTBOUND_KINDS } from '@bellhop/core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  cancelOutbound,
  claimOutbound,
  findDueOutbound,
  newId,
  pauseLine,
  releaseDeadClaims,
  resumeLine,
  settleFailed,
  settleForRetry,
  settleSent,
  settleUnknown,
} from '../src/index.ts'
import { LINE, openOutbox, type Outbox } from './outbox-fixture.ts'

let outbox: Outbox

beforeAll(async () => {
  outbox = await openOutbox(inject('postgres'))
})

afterAll(() => outbox.close())

describe('the next message of a guest', () => {
  test('is the oldest one that is not settled, in the order of storing', async () => {
    const guest = await outbox.checkIn()
    const ids: string[] = []
    for (const kind of OUTBOUND_KINDS) ids.push(await outbox.write(guest, kind))

    const seen: string[] = []
    for (let left = ids.length; left > 0; left -= 1) {
      const claim = await outbox.claim(guest)
      await settleSent(outbox.store, { ...claim, whatsappId: newId() })
      seen.push(claim.id)
    }
    expect(seen).toEqual(ids)
    expect(await outbox.next(guest)).toBeNull()
  })

  test('is never one of another guest, of another line, or one that staff typed on the phone', async () => {
    const [guest, other] = [await outbox.checkIn(), await outbox.checkIn()]
    await outbox.write(other, 'welcome')
    const elsewhere = await outbox.write(guest, 'welcome')
    await outbox.prisma.message.update({ where: { id: elsewhere }, data: { line: 'spa' } })
    await outbox.storeEcho(guest, newId(), 'typed on the phone')
    expect(await outbox.next(guest)).toBeNull()
  })

  test('tells all that its delivery depends on, as it is now', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'auto_reply', 'one moment')
    expect(await outbox.next(guest)).toMatchObject({
      id,
      text: 'one moment',
      attempts: 0,
      head: { kind: 'auto_reply', status: 'pending', nextAttemptAt: null },
      session: { status: 'open', mode: 'agent' },
      ownId: null,
      resends: 0,
      lineState: { paused: false, timelockedUntil: null },
      chat: { isNew: false, lastSentAt: null, isTakeoverWaiting: false },
    })
    await outbox.rotate(guest)
    expect(await outbox.next(guest)).toMatchObject({
      session: { status: 'terminated', endReason: 'expired' },
    })
  })

  test('stays the one in flight, and the one that may have left for ten minutes', async () => {
    const guest = await outbox.checkIn()
    const first = await outbox.write(guest, 'welcome')
    const second = await outbox.write(guest, 'auto_reply')
    const claim = await outbox.claim(guest)
    expect(await outbox.next(guest)).toMatchObject({ id: first, head: { status: 'sending' } })

    await settleUnknown(outbox.prisma, { ...claim, error: 'timeout' })
    await outbox.age(first, 9 * 60 + 50)
    expect(await outbox.next(guest)).toMatchObject({ id: first, head: { status: 'unknown' } })
    await outbox.age(first, 11)
    expect(await outbox.next(guest)).toMatchObject({ id: second, head: { status: 'pending' } })
  })
})

describe('a claim', () => {
  test('is given once, whoever asks at the same time, and counts the attempt', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    const seen = await outbox.see(guest)
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => claimOutbound(outbox.prisma, seen, newId())),
    )
    expect(claims.filter((claim) => typeof claim === 'object')).toEqual([
      { attempt: 1, ownId: null, hasNext: false },
    ])
    expect(await outbox.read(id)).toMatchObject({
      status: 'sending',
      attempts: 1,
      claimedAt: expect.any(Date),
    })
  })

  test('is refused as busy while another message of that guest is in flight', async () => {
    const guest = await outbox.checkIn()
    const first = await outbox.write(guest, 'welcome')
    const second = await outbox.write(guest, 'auto_reply')
    const seen = await outbox.see(guest)
    const taken = { status: 'sending', claimToken: newId(), claimedAt: new Date() } as const
    await outbox.prisma.message.update({ where: { id: second }, data: taken })
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('busy')
    expect(await outbox.read(first)).toMatchObject({ status: 'pending', attempts: 0 })
  })

  test('is refused when staff took the session over after the message was read', async () => {
    const guest = await outbox.checkIn()
    await outbox.write(guest, 'agent_reply')
    const seen = await outbox.see(guest)
    await outbox.takeOver(guest)
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('changed')
  })

  test('is refused when the session was rotated after the message was read', async () => {
    const guest = await outbox.checkIn()
    await outbox.write(guest, 'welcome')
    const seen = await outbox.see(guest)
    await outbox.rotate(guest)
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('changed')
  })

  test('is refused when the message was cancelled after it was read', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    const seen = await outbox.see(guest)
    expect(await cancelOutbound(outbox.prisma, id, 'taken_over')).toBe(true)
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('changed')
    expect(await outbox.read(id)).toMatchObject({ status: 'cancelled', error: 'taken_over' })
  })

  test('is refused while the message may have left, also to one who saw just that (I7)', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    await settleUnknown(outbox.prisma, { ...(await outbox.claim(guest)), error: 'timeout' })
    const seen = await outbox.see(guest)
    expect(seen).toMatchObject({ id, attempts: 1, head: { status: 'unknown' } })
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('changed')
  })

  test('is refused to one who saw the message before the attempt of another', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    const seen = await outbox.see(guest)
    await settleForRetry(outbox.prisma, { ...(await outbox.claim(guest)), delayMs: 0, error: 'refused' })
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('changed')
    expect(await outbox.read(id)).toMatchObject({ status: 'pending', attempts: 1 })
  })

  test('is refused when staff wrote on the phone after the message was read, but for what they write themselves', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'agent_reply')
    const seen = await outbox.see(guest)
    const whatsappId = newId()
    await outbox.storeEcho(guest, whatsappId, 'I will see to it')
    await outbox.prisma.message.updateMany({ where: { whatsappId }, data: { source: 'app' } })
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('changed')

    await outbox.prisma.message.update({ where: { id }, data: { kind: 'staff_reply' } })
    expect(await claimOutbound(outbox.prisma, seen, newId())).toMatchObject({ attempt: 1 })
  })

  test('keeps the message from being dropped: it may be on its way', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    await outbox.claim(guest)
    expect(await cancelOutbound(outbox.prisma, id, 'taken_over')).toBe(false)
    expect(await outbox.read(id)).toMatchObject({ status: 'sending', error: null })
  })

  test('is refused while the line is paused, whatever the queue does', async () => {
    const guest = await outbox.checkIn()
    await outbox.write(guest, 'staff_reply')
    const seen = await outbox.see(guest)
    await pauseLine(outbox.prisma, LINE, 'operator', 'maintenance')
    expect(await claimOutbound(outbox.prisma, seen, newId())).toBe('changed')
    await resumeLine(outbox.prisma, LINE, 'operator')
    expect(await claimOutbound(outbox.prisma, seen, newId())).toEqual({
      attempt: 1,
      ownId: null,
      hasNext: false,
    })
  })

  test('is refused before the message is due, even to one who read it before it was put off', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    const claim = await outbox.claim(guest)
    await settleForRetry(outbox.prisma, { ...claim, delayMs: 60_000, error: 'refused' })
    expect(await outbox.read(id)).toMatchObject({ status: 'pending', error: 'refused', claimToken: null })
    expect(await claimOutbound(outbox.prisma, await outbox.see(guest), newId())).toBe('changed')
  })
})

describe('settling', () => {
  test('gives the message the id and time of its sending', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    const whatsappId = newId()
    expect(await settleSent(outbox.store, { ...(await outbox.claim(guest)), whatsappId })).toBe('settled')
    expect(await outbox.read(id)).toMatchObject({ status: 'sent', whatsappId, sentAt: expect.any(Date) })
  })

  test('merges with an echo that was stored first: one row with the id, and it is ours', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome', 'hello')
    const claim = await outbox.claim(guest)
    const whatsappId = newId()
    await outbox.storeEcho(guest, whatsappId, 'hello')
    expect(await settleSent(outbox.store, { ...claim, whatsappId })).toBe('settled')
    const rows = await outbox.prisma.message.findMany({ where: { whatsappId } })
    expect(rows).toMatchObject([{ id, status: 'sent', kind: 'welcome' }])
  })

  test('takes its id back from a message with the same text that the echo was taken for', async () => {
    const guest = await outbox.checkIn()
    const [first, second] = [await outbox.write(guest, 'auto_reply'), await outbox.write(guest, 'auto_reply')]
    await settleUnknown(outbox.prisma, { ...(await outbox.claim(guest)), error: 'timeout' })
    await outbox.age(first, 601)
    const claim = await outbox.claim(guest)
    const whatsappId = newId()
    await outbox.prisma.message.update({ where: { id: first }, data: { status: 'sent', whatsappId } })

    expect(await settleSent(outbox.store, { ...claim, whatsappId })).toBe('settled')
    expect(await outbox.read(second)).toMatchObject({ status: 'sent', whatsappId })
    expect(await outbox.read(first)).toMatchObject({ status: 'unknown', whatsappId: null })
  })

  test('takes back nothing that is known of the message already', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    const claim = await outbox.claim(guest)
    await outbox.prisma.message.update({ where: { id }, data: { status: 'delivered', whatsappId: newId() } })
    expect(await settleSent(outbox.store, { ...claim, whatsappId: null })).toBe('settled')
    expect(await outbox.read(id)).toMatchObject({ status: 'delivered' })
  })

  test('is nobody else’s: without the token of the attempt nothing changes', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    await outbox.claim(guest)
    const foreign = { id, token: newId(), error: 'not mine' }
    expect(await settleSent(outbox.store, { ...foreign, whatsappId: newId() })).toBe('superseded')
    expect(await settleFailed(outbox.prisma, foreign)).toBe('superseded')
    expect(await settleUnknown(outbox.prisma, foreign)).toBe('superseded')
    expect(await settleForRetry(outbox.prisma, { ...foreign, delayMs: 0 })).toBe('superseded')
    expect(await outbox.read(id)).toMatchObject({ status: 'sending', error: null })
  })

  test('a message that failed lets the next one go', async () => {
    const guest = await outbox.checkIn()
    const first = await outbox.write(guest, 'welcome')
    const second = await outbox.write(guest, 'auto_reply')
    await settleFailed(outbox.prisma, { ...(await outbox.claim(guest)), error: 'bad-request' })
    expect(await outbox.read(first)).toMatchObject({ status: 'failed', error: 'bad-request' })
    expect(await outbox.next(guest)).toMatchObject({ id: second })
  })
})

describe('a claim whose holder is dead', () => {
  test('becomes unknown after a minute and not before', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    await outbox.claim(guest)
    await outbox.age(id, 50)
    await releaseDeadClaims(outbox.prisma)
    expect(await outbox.read(id)).toMatchObject({ status: 'sending' })
    await outbox.age(id, 11)
    expect(await releaseDeadClaims(outbox.prisma)).toBe(1)
    expect(await outbox.read(id)).toMatchObject({ status: 'unknown', error: 'claim_expired' })
  })

  test('is settled all the same by its holder, if that was only frozen', async () => {
    const guest = await outbox.checkIn()
    const id = await outbox.write(guest, 'welcome')
    const claim = await outbox.claim(guest)
    await outbox.age(id, 61)
    await releaseDeadClaims(outbox.prisma)
    expect(await settleSent(outbox.store, { ...claim, whatsappId: newId() })).toBe('settled')
    expect(await outbox.read(id)).toMatchObject({ status: 'sent', error: null })
  })
})

describe('guests whose next message is due', () => {
  const due = async () => findDueOutbound(outbox.prisma, 1_000, [LINE])
  const isDue = async (guest: { id: string }) => (await due()).some(({ guestId }) => guestId === guest.id)

  test('are named once each, by the kind of that message', async () => {
    const guest = await outbox.checkIn()
    await outbox.write(guest, 'welcome')
    await outbox.write(guest, 'auto_reply')
    const own = (await due()).filter(({ guestId }) => guestId === guest.id)
    expect(own).toEqual([{ line: LINE, guestId: guest.id, kind: 'welcome' }])
  })

  test('are left out while one is in flight, may have left, or is backing off', async () => {
    const guest = await outbox.checkIn()
    const first = await outbox.write(guest, 'welcome')
    await outbox.write(guest, 'auto_reply')
    const claim = await outbox.claim(guest)
    expect(await isDue(guest)).toBe(false)

    await settleUnknown(outbox.prisma, { ...claim, error: 'timeout' })
    expect(await isDue(guest)).toBe(false)

    await settleForRetry(outbox.prisma, { ...claim, delayMs: 60_000, error: 'refused' })
    expect(await isDue(guest)).toBe(false)

    await outbox.prisma.message.update({ where: { id: first }, data: { nextAttemptAt: new Date(0) } })
    expect(await isDue(guest)).toBe(true)
  })

  test('are found again once what may have left has held them for ten minutes', async () => {
    const guest = await outbox.checkIn()
    const first = await outbox.write(guest, 'welcome')
    await outbox.write(guest, 'staff_reply')
    await settleUnknown(outbox.prisma, { ...(await outbox.claim(guest)), error: 'timeout' })
    await outbox.age(first, 601)
    expect(await due()).toContainEqual({ line: LINE, guestId: guest.id, kind: 'staff_reply' })
  })

  test('are found on every line, however many wait on another', async () => {
    const [one, two] = [await outbox.checkIn(), await outbox.checkIn()]
    for (const guest of [one, two]) await outbox.write(guest, 'welcome')
    await outbox.prisma.message.updateMany({
      where: { phone: { in: [one.phone, two.phone] } },
      data: { line: 'nobody-serves' },
    })
    await outbox.write(one, 'goodbye')
    const found = await findDueOutbound(outbox.prisma, 1, ['nobody-serves', LINE])
    expect(found.map(({ line }) => line).toSorted()).toEqual([LINE, 'nobody-serves'].toSorted())
  })

  test('are left out while their line is paused', async () => {
    const guest = await outbox.checkIn()
    await outbox.write(guest, 'welcome')
    await pauseLine(outbox.prisma, LINE, 'bellhop', 'not-working')
    expect(await isDue(guest)).toBe(false)
    await resumeLine(outbox.prisma, LINE, 'bellhop')
    expect(await isDue(guest)).toBe(true)
  })
})
