import { HIDDEN_LONG_PAUSE_MS } from '@bellhop/core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  applyUpdates,
  bringBackHidden,
  claimHiddenQuestion,
  countHiddenQuestions,
  loadWaiting,
  meetHiddenChats,
  noteFailedQuestion,
  noteUnknownNumber,
  openStore,
  remindOfHidden,
  savingDecisions,
  type AppliedMessage,
  type Store,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { guestMessage, keeper, LINE, newPerson, ownMessage, update } from './event-fixture.ts'

const HOUR = 3_600_000

let database: TestDatabase
let store: Store
let keep: ReturnType<typeof keeper>

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url })
  keep = keeper(store)
})
afterAll(async () => {
  await store.close()
  await database.drop()
})
beforeEach(async () => {
  await store.prisma.hiddenChat.deleteMany()
})

const rowOf = ({ whatsappId }: { whatsappId: string }) =>
  store.prisma.message.findFirstOrThrow({ where: { whatsappId } })
const knownOf = ({ lid }: { lid: string }) =>
  store.prisma.hiddenChat.findUnique({ where: { line_chatId: { line: LINE, chatId: lid } } })
const hidden = ({ lid }: { lid: string }, facts = {}) => guestMessage({ chatId: lid, phone: null, ...facts })
const claim = () => claimHiddenQuestion(store.prisma, [LINE], 30_000)
const due = (person: { lid: string }) =>
  store.prisma.hiddenChat.update({
    where: { line_chatId: { line: LINE, chatId: person.lid } },
    data: { nextAttemptAt: new Date(Date.now() - 1000) },
  })

/** As a worker leaves a message whose number nobody knows. */
async function save(applied: AppliedMessage): Promise<void> {
  for (const statement of savingDecisions([], [applied])) await store.prisma.$executeRaw(statement)
}

async function leaveUnresolved(message: { whatsappId: string }): Promise<void> {
  const { id } = await rowOf(message)
  const outcome = { type: 'unmatched', reason: 'unresolved_lid' } as const
  await save({ id, status: 'applied', outcome })
}

test.each(['applied', 'set_aside'] as const)(
  'what is told of an own message that is %s, and not decided about, is not lost when it is',
  async (status) => {
    const { lid, phone } = newPerson()
    const own = ownMessage({ chatId: lid, phone: null, text: 'one' })
    await keep(own)
    await leaveUnresolved(own)
    const { id } = await rowOf(own)
    await store.prisma.message.update({ where: { id }, data: { status } })
    await keep(update(own, 'ack', { ack: 'read' }), update(own, 'edit', { text: 'two' }))
    expect(await rowOf(own)).toMatchObject({ status, text: 'one' })

    await store.prisma.message.update({ where: { id }, data: { status: 'received', phone } })
    await save({ id, status: 'sent', outcome: null })
    await applyUpdates(store, [own])
    expect(await rowOf(own)).toMatchObject({ status: 'read', text: 'two', originalText: 'one' })
  },
)

describe('the number behind a hidden address', () => {
  test('is not what it was when an old message went to the number before, whatever is told of that message', async () => {
    const [before, now] = [newPerson(), newPerson()]
    const old = ownMessage({ ...before })
    await keep(old, hidden(before, { phone: before.phone }))
    await keep(hidden(before, { phone: now.phone }))
    const ack = { ...update(old, 'ack', { ack: 'read' }), chatId: before.lid, phone: null }
    expect(await keep(ack)).toMatchObject({ contradictedOn: [] })
    expect(await knownOf(before)).toMatchObject({ phone: now.phone })
  })

  test.each([
    ['a message under the number that tells the address', 'guest'],
    ['a message under the address that tells the number', 'hidden'],
    ['an ack that tells both', 'ack'],
  ])('is learnt from %s', async (_, by) => {
    const person = newPerson()
    const told = {
      guest: () => guestMessage({ ...person, otherChatId: person.lid }),
      hidden: () => guestMessage({ chatId: person.lid, phone: person.phone, otherChatId: person.chatId }),
      ack: () => ({
        ...update(ownMessage(person), 'ack', { ack: 'read' as const }),
        otherChatId: person.lid,
      }),
    }[by]
    await keep(...(told ? [told()] : []))
    expect(await knownOf(person)).toMatchObject({ phone: person.phone, nextAttemptAt: null })
    const next = hidden(person)
    await keep(next)
    expect(await rowOf(next)).toMatchObject({ phone: person.phone, chatId: person.lid })
  })

  test.each([
    ['the message came under the number first', true],
    ['the message came under the address first', false],
  ])('is learnt from a message that comes under both, where %s', async (_, isNamedFirst) => {
    const person = newPerson()
    const named = guestMessage(person)
    const twins = [named, { ...named, chatId: person.lid, phone: null }]
    for (const twin of isNamedFirst ? twins : twins.toReversed()) await keep(twin)
    expect(await knownOf(person)).toMatchObject({ phone: person.phone })
    expect(await rowOf(named)).toMatchObject({ phone: person.phone })
  })

  test('is learnt from what happens under the address to a message under the number', async () => {
    const person = newPerson()
    const own = ownMessage(person)
    await keep(own)
    await keep({ ...update(own, 'ack', { ack: 'delivered' }), chatId: person.lid, phone: null })
    expect(await knownOf(person)).toMatchObject({ phone: person.phone })
  })

  test('holds on its line only', async () => {
    const [person, other] = [newPerson(), newPerson()]
    await keep(guestMessage({ ...person, otherChatId: person.lid }))
    const elsewhere = hidden(person, { line: 'second' })
    await keep(elsewhere)
    expect(await rowOf(elsewhere)).toMatchObject({ phone: null })
    await keep(guestMessage({ ...other, otherChatId: person.lid, line: 'second' }))
    expect(await rowOf(elsewhere)).toMatchObject({ phone: other.phone })
    expect(await knownOf(person)).toMatchObject({ phone: person.phone })
  })

  test('is what was told last, and a contradiction is told once', async () => {
    const [person, other] = [newPerson(), newPerson()]
    expect(await keep(guestMessage({ ...other, otherChatId: person.lid }))).toMatchObject({
      contradictedOn: [],
    })
    const told = () => guestMessage({ ...person, otherChatId: person.lid })
    expect(await keep(told())).toMatchObject({ contradictedOn: [LINE] })
    expect(await keep(told(), told())).toMatchObject({ contradictedOn: [] })
    expect(await knownOf(person)).toMatchObject({ phone: person.phone })
  })

  test('was known before these tables were: a guest’s remembered chat counts', async () => {
    const person = newPerson()
    const guest = { id: crypto.randomUUID(), phone: person.phone, name: 'Budi', locale: 'id' }
    await store.prisma.guest.create({
      data: { ...guest, chats: { create: { line: LINE, chatId: person.lid } } },
    })
    const message = hidden(person)
    await keep(message)
    expect(await rowOf(message)).toMatchObject({ phone: person.phone })
  })

  test('two workers that learn the same many numbers do not block each other', async () => {
    const people = Array.from({ length: 200 }, newPerson)
    const told = () => people.map((person) => guestMessage({ ...person, otherChatId: person.lid }))
    const unknown = people.map((person) => hidden(person))
    await Promise.all([
      keep(...told()),
      keep(...told().toReversed(), ...unknown),
      keep(...unknown.toReversed()),
    ])
    await bringBackHidden(store.prisma, 1_000)
    const chatId = { in: people.map(({ lid }) => lid) }
    expect(await store.prisma.hiddenChat.count({ where: { chatId, phone: { not: null } } })).toBe(200)
    expect(await store.prisma.message.count({ where: { chatId, phone: null } })).toBe(0)
  })
})

describe('messages that waited for a number', () => {
  test('go to their guest when it is learnt, the own ones too, and wait to be applied', async () => {
    const person = newPerson()
    const waiting = [
      hidden(person),
      ownMessage({ chatId: person.lid, phone: null }),
      hidden(person, { line: 'second' }),
    ]
    await keep(...waiting)
    for (const message of waiting) await leaveUnresolved(message)

    const { broughtBack } = await keep(guestMessage({ ...person, otherChatId: person.lid }))
    expect(broughtBack).toEqual([person.phone])
    const [first, own, elsewhere] = await Promise.all(waiting.map(rowOf))
    const back = { phone: person.phone, status: 'received', unmatchedReason: null }
    expect([first, own]).toMatchObject([back, back])
    expect(elsewhere).toMatchObject({ phone: null, status: 'applied', unmatchedReason: 'unresolved_lid' })
    expect(await bringBackHidden(store.prisma, 10)).toEqual([])
  })

  test('are replayed if they are older than a day: filed, and not answered', async () => {
    const person = newPerson()
    const [old, recent] = [25, 23].map((hours) => hidden(person, { sentAt: Date.now() - hours * HOUR }))
    await keep(...[old, recent].filter((message) => message !== undefined))
    await keep(guestMessage({ ...person, otherChatId: person.lid, sentAt: Date.now() }))
    const { messages } = await store.prisma.$transaction((tx) => loadWaiting(tx, [person.phone], 10))
    expect(messages.map(({ whatsappId, isReplay }) => ({ whatsappId, isReplay }))).toMatchObject([
      { whatsappId: old?.whatsappId, isReplay: true },
      { whatsappId: recent?.whatsappId, isReplay: false },
      { isReplay: false },
    ])
  })

  test('are never taken for unresolved by one who read them before', async () => {
    const person = newPerson()
    const message = hidden(person)
    await keep(message)
    await meetHiddenChats(store.prisma, [{ line: LINE, chatId: person.lid, phone: person.phone }])
    expect(await bringBackHidden(store.prisma, 10)).toEqual([person.phone])
    await leaveUnresolved(message)
    expect(await rowOf(message)).toMatchObject({ status: 'received', unmatchedReason: null })
  })

  test('are looked at again, if one of them was stored while the number was learnt', async () => {
    const person = newPerson()
    await meetHiddenChats(store.prisma, [{ line: LINE, chatId: person.lid, phone: person.phone }])
    await bringBackHidden(store.prisma, 10)
    const message = hidden(person)
    await keep(message)
    await store.prisma.message.updateMany({
      where: { whatsappId: message.whatsappId },
      data: { phone: null },
    })
    const chat = { line: LINE, chatId: person.lid }
    expect(await remindOfHidden(store.prisma, [chat, { line: LINE, chatId: newPerson().lid }])).toEqual([
      chat,
    ])
    expect(await bringBackHidden(store.prisma, 10)).toEqual([person.phone])
    expect(await rowOf(message)).toMatchObject({ phone: person.phone })
  })
})

describe('a number that nobody has told', () => {
  test('is asked for by one worker at a time, on its line', async () => {
    const people = [newPerson(), newPerson()]
    await keep(...people.map((person) => hidden(person)))
    expect(await claimHiddenQuestion(store.prisma, ['second'], 30_000)).toBeNull()
    const claims = await Promise.all([claim(), claim(), claim()])
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(2)
    expect(await claim()).toBeNull()
    expect(await countHiddenQuestions(store.prisma)).toBe(2)
  })

  test('is asked for later, the longer it is not known, and at once after a failure no later', async () => {
    const person = newPerson()
    await keep(hidden(person))
    const first = await claim()
    await noteUnknownNumber(store.prisma, first ?? { line: '', chatId: '', attempts: 0 })
    expect(await knownOf(person)).toMatchObject({ attempts: 1 })
    await due(person)
    const second = await claim()
    expect(second).toMatchObject({ chatId: person.lid, attempts: 1 })
    await noteFailedQuestion(store.prisma, second ?? { line: '', chatId: '', attempts: 0 })
    expect(await knownOf(person)).toMatchObject({ attempts: 1 })
    expect(await claim()).toBeNull()
  })

  test.each([
    ['waits in a long pause', 2 * HIDDEN_LONG_PAUSE_MS],
    ['is not asked for any more', null],
  ])('and %s is asked for soon when the person writes again', async (_, pauseMs) => {
    const person = newPerson()
    await keep(hidden(person))
    const nextAttemptAt = pauseMs === null ? null : new Date(Date.now() + pauseMs)
    await store.prisma.hiddenChat.updateMany({ data: { nextAttemptAt, attempts: 20 } })
    await keep(hidden(person))
    const after = await knownOf(person)
    expect(after?.nextAttemptAt?.getTime()).toBeLessThan(Date.now() + HIDDEN_LONG_PAUSE_MS)
    expect(after).toMatchObject({ attempts: 20 })
  })

  test('is not asked for because of what happens to a message that nobody has', async () => {
    const person = newPerson()
    await keep(update(hidden(person), 'reaction', { emoji: '👍' }))
    expect(await knownOf(person)).toBeNull()
  })
})
