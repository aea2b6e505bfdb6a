import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  claimFreeOutbound,
  findEachNextOutbound,
  newId,
  pauseLine,
  resumeLine,
  settleFreeSent,
  type SentClaim,
} from '../src/index.ts'
import { LINE, openOutbox, type Outbox, type TestGuest } from './outbox-fixture.ts'

let outbox: Outbox

beforeAll(async () => {
  outbox = await openOutbox(inject('postgres'))
})
afterAll(() => outbox.close())

let named = 0
const newWhatsappId = () => `3EB0F${String((named += 1)).padStart(15, '0')}`

async function writeTo(count: number): Promise<TestGuest[]> {
  const guests = await Promise.all(Array.from({ length: count }, () => outbox.checkIn()))
  for (const guest of guests) await outbox.write(guest, 'welcome')
  return guests
}

const want = async (guest: TestGuest, ownId: string | null = null) => ({
  seen: await outbox.see(guest),
  token: newId(),
  ownId,
})

/** Holds the guest's message, as another writer would, while the work is done. */
async function whileHeld<T>(id: string, work: () => Promise<T>): Promise<T> {
  return outbox.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM messages WHERE id = ${id}::uuid FOR UPDATE`
    return work()
  })
}

describe('the next messages of several guests', () => {
  test('come in the order in which they were asked for, and none for who has none', async () => {
    const [first, second] = await writeTo(2)
    const nobody = await outbox.checkIn()
    if (first === undefined || second === undefined) throw new Error('two were written to')
    await outbox.write(second, 'auto_reply')
    const asked = [second, nobody, first, second].map(({ id }) => ({ line: LINE, guestId: id }))
    const found = await findEachNextOutbound(outbox.store.direct, asked)
    expect(found.map((next) => next?.phone ?? null)).toEqual([second.phone, null, first.phone, second.phone])
    expect(found[0]).toEqual(await outbox.next(second).then((next) => ({ ...next, now: found[0]?.now })))
  })
})

describe('claims of several guests', () => {
  test('are given in one statement, each with its token and id, and say who has more', async () => {
    const guests = await writeTo(3)
    if (guests[1] === undefined) throw new Error('three were written to')
    await outbox.write(guests[1], 'auto_reply')
    const ids = [newWhatsappId(), null, newWhatsappId()]
    const wanted = await Promise.all(guests.map((guest, index) => want(guest, ids[index])))
    expect(await claimFreeOutbound(outbox.store.direct, wanted)).toEqual([
      { attempt: 1, ownId: ids[0], hasNext: false },
      { attempt: 1, ownId: null, hasNext: true },
      { attempt: 1, ownId: ids[2], hasNext: false },
    ])
    for (const { seen, token, ownId } of wanted)
      expect(await outbox.read(seen.id)).toMatchObject({
        status: 'sending',
        claimToken: token,
        whatsappId: ownId,
      })
  })

  test('are given once to those who want the same message', async () => {
    const [guest] = await writeTo(1)
    if (guest === undefined) throw new Error('one was written to')
    const wanted = [await want(guest), await want(guest)]
    const granted = await claimFreeOutbound(outbox.store.direct, wanted)
    expect(granted.filter((one) => one !== null)).toHaveLength(1)
    const { claimToken } = await outbox.read(wanted[0]?.seen.id ?? '')
    expect(wanted[granted.findIndex((one) => one !== null)]?.token).toBe(claimToken)
  })

  test('pass over what changed since it was seen, and take the rest', async () => {
    const [rotated, taken, free] = await writeTo(3)
    if (rotated === undefined || taken === undefined || free === undefined) throw new Error('three')
    const wanted = [await want(rotated), await want(taken), await want(free)]
    await outbox.rotate(rotated)
    await outbox.takeOver(taken)
    expect(await claimFreeOutbound(outbox.store.direct, wanted)).toEqual([
      null,
      null,
      { attempt: 1, ownId: null, hasNext: false },
    ])
  })

  test('pass over all on a line that is paused', async () => {
    const [guest] = await writeTo(1)
    if (guest === undefined) throw new Error('one was written to')
    const wanted = [await want(guest)]
    await pauseLine(outbox.prisma, LINE, 'operator', 'lunch')
    expect(await claimFreeOutbound(outbox.store.direct, wanted)).toEqual([null])
    await resumeLine(outbox.prisma, LINE, 'operator')
    expect(await claimFreeOutbound(outbox.store.direct, wanted)).toMatchObject([{ attempt: 1 }])
  })

  test('wait for nobody who has a message', async () => {
    const [held, free] = await writeTo(2)
    if (held === undefined || free === undefined) throw new Error('two were written to')
    const wanted = [await want(held), await want(free)]
    const granted = await whileHeld(wanted[0]?.seen.id ?? '', () =>
      claimFreeOutbound(outbox.store.direct, wanted),
    )
    expect(granted).toMatchObject([null, { attempt: 1 }])
  })

  test('are given to none if Postgres refuses the id of one', async () => {
    const [known, other] = await writeTo(2)
    if (known === undefined || other === undefined) throw new Error('two were written to')
    const whatsappId = newWhatsappId()
    await outbox.storeEcho(known, whatsappId, 'an id that exists')
    const wanted = [await want(known, whatsappId), await want(other)]
    await expect(claimFreeOutbound(outbox.store.direct, wanted)).rejects.toThrow()
    expect(await outbox.read(wanted[1]?.seen.id ?? '')).toMatchObject({ status: 'pending', attempts: 0 })
  })
})

describe('sent messages of several guests', () => {
  async function claimed(count: number): Promise<(SentClaim & { guest: TestGuest })[]> {
    const claims = []
    for (const guest of await writeTo(count))
      claims.push({ ...(await outbox.claim(guest)), guest, ownId: null, whatsappId: newWhatsappId() })
    return claims
  }

  test('are settled in one statement, each with its id', async () => {
    const claims = await claimed(3)
    expect(await settleFreeSent(outbox.store.direct, claims)).toEqual([true, true, true])
    for (const { id, whatsappId } of claims)
      expect(await outbox.read(id)).toMatchObject({ status: 'sent', whatsappId, claimToken: null })
  })

  test('without the token of the attempt stay as they are', async () => {
    const [foreign, own] = await claimed(2)
    if (foreign === undefined || own === undefined) throw new Error('two were claimed')
    const claims = [{ ...foreign, token: newId() }, own]
    expect(await settleFreeSent(outbox.store.direct, claims)).toEqual([false, true])
    expect(await outbox.read(foreign.id)).toMatchObject({ status: 'sending', whatsappId: null })
  })

  test('whose echo was stored first, or that somebody has, are left for a statement of their own', async () => {
    const [echoed, held, free] = await claimed(3)
    if (echoed === undefined || held === undefined || free === undefined) throw new Error('three')
    await outbox.storeEcho(echoed.guest, echoed.whatsappId ?? '', 'welcome')
    const settled = await whileHeld(held.id, () => settleFreeSent(outbox.store.direct, [echoed, held, free]))
    expect(settled).toEqual([false, false, true])
    expect(await outbox.read(echoed.id)).toMatchObject({ status: 'sending' })
  })

  test('get what acks told of their ids before', async () => {
    const [claim] = await claimed(1)
    if (claim === undefined || claim.whatsappId === null) throw new Error('one was claimed')
    const { whatsappId } = claim
    await outbox.prisma.messageEvent.create({
      data: {
        id: newId(),
        line: LINE,
        whatsappId,
        fromMe: true,
        kind: 'ack',
        data: { ack: 'delivered' },
        at: new Date(),
        eventKey: newId(),
      },
    })
    expect(await settleFreeSent(outbox.store.direct, [claim])).toEqual([true])
    expect(await outbox.read(claim.id)).toMatchObject({ status: 'delivered' })
  })
})
