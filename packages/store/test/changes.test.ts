import type { MessageUpdate } from '@bellhop/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  applyChanges,
  findChanged,
  loadWaiting,
  openStore,
  savingDecisions,
  type Store,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { guestMessage, keeper, newPerson, ownMessage, update } from './event-fixture.ts'

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

const NOON = Date.UTC(2026, 0, 15, 12)
const at = (minute: number) => ({ sentAt: NOON + minute * 60_000 })
const rowOf = ({ whatsappId }: { whatsappId: string }) =>
  store.prisma.message.findFirstOrThrow({ where: { whatsappId } })
const unapplied = ({ whatsappId }: { whatsappId: string }) =>
  store.prisma.messageEvent.count({ where: { whatsappId, appliedAt: null } })
const written = (text: string | null = 'one') => guestMessage({ ...newPerson(), text, sentAt: NOON })

/** All that can happen to a message of a guest, in the order in which it happened. */
const happenings = (message: ReturnType<typeof written>): MessageUpdate[] => [
  update(message, 'edit', { text: 'two' }, at(1)),
  update(message, 'reaction', { emoji: '👍', byMe: false }, at(2)),
  update(message, 'reaction', { emoji: '❤️', byMe: true }, at(3)),
  update(message, 'edit', { text: 'three' }, at(4)),
  update(message, 'reaction', { emoji: '', byMe: false }, at(5)),
  update(message, 'revoke', {}, at(6)),
  update(message, 'revoke', {}, at(7)),
]
const OUTCOME = {
  text: 'three',
  originalText: 'one',
  editedAt: new Date(at(4).sentAt),
  revokedAt: new Date(at(6).sentAt),
  reactions: { hotel: '❤️' },
}

test('what happened to a message comes to the same in any order, in any batches, however often, and before it', async () => {
  const deliveries = fc.record({
    order: fc.array(fc.nat(1000), { minLength: 16, maxLength: 16 }),
    batches: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 16, maxLength: 16 }),
    repeated: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  })
  await fc.assert(
    fc.asyncProperty(deliveries, async ({ order, batches, repeated }) => {
      const message = written()
      const events = [message, ...happenings(message)]
      const arriving = [...events, ...events.filter((_, index) => repeated[index])]
        .map((event, index) => ({ event, key: order[index] ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ event }) => event)
      for (let round = 0; arriving.length > 0; round += 1) await keep(...arriving.splice(0, batches[round]))
      expect(await rowOf(message)).toMatchObject(OUTCOME)
      expect(await unapplied(message)).toBe(0)
    }),
    { numRuns: 40 },
  )
})

test('nor does it matter that several workers store it at the same time', async () => {
  for (let round = 1; round <= 20; round += 1) {
    const message = written()
    await keep(message)
    await Promise.all(happenings(message).map((event) => keep(event)))
    expect(await rowOf(message)).toMatchObject(OUTCOME)
  }
})

test('many messages that are changed by two batches in opposite order do not block each other', async () => {
  const messages = Array.from({ length: 100 }, () => written())
  await keep(...messages)
  const edits = ['two', 'three'].map((text, index) =>
    messages.map((message) => update(message, 'edit', { text }, at(index))),
  )
  await Promise.all([keep(...(edits[0] ?? [])), keep(...(edits[1]?.toReversed() ?? []))])
  const whatsappId = { in: messages.map((message) => message.whatsappId) }
  expect(
    await store.prisma.message.count({ where: { whatsappId, text: 'three', originalText: 'one' } }),
  ).toBe(100)
})

test('the text before the first edit stays known, also where there was none', async () => {
  const message = written(null)
  await keep(message)
  await keep(update(message, 'edit', { text: 'a caption' }, at(1)))
  await keep(update(message, 'edit', { text: 'another' }, at(2)))
  expect(await rowOf(message)).toMatchObject({ text: 'another', originalText: null })
})

test('the rules see a message as it was written: no edit makes an /end of it', async () => {
  const message = written('when is breakfast?')
  await keep(message, update(message, 'edit', { text: '/end' }, at(1)))
  const { messages } = await store.prisma.$transaction((tx) => loadWaiting(tx, [message.phone ?? ''], 10))
  expect(messages).toMatchObject([{ text: 'when is breakfast?' }])
})

test('a hidden address is no obstacle: the message is found by its id', async () => {
  const person = newPerson()
  const message = guestMessage({ ...person, text: 'one' })
  await keep(message)
  await keep({ ...update(message, 'edit', { text: 'two' }), chatId: person.lid, phone: null })
  expect(await rowOf(message)).toMatchObject({ text: 'two', originalText: 'one' })
})

describe('an own message', () => {
  test('gets what happened to it once it is applied: until then it may be an echo, whose row will go', async () => {
    const own = ownMessage({ ...newPerson(), text: 'one' })
    await keep(own, update(own, 'revoke', {}, at(1)))
    const { id, revokedAt } = await rowOf(own)
    expect(revokedAt).toBeNull()
    expect(await findChanged(store.prisma, 10)).toEqual([])

    for (const statement of savingDecisions([], [{ id, status: 'sent', outcome: null }]))
      await store.prisma.$executeRaw(statement)
    await store.prisma.messageEvent.updateMany({
      where: { whatsappId: own.whatsappId },
      data: { at: new Date() },
    })
    const changed = await findChanged(store.prisma, 10)
    expect(changed).toEqual([{ line: own.line, fromMe: true, whatsappId: own.whatsappId }])
    await applyChanges(store, changed)
    expect(await rowOf(own)).toMatchObject({ text: 'one', revokedAt: expect.any(Date) as Date })
    expect(await findChanged(store.prisma, 10)).toEqual([])
  })

  test('is not a guest’s message with the same id', async () => {
    const message = written()
    await keep(message)
    await keep({ ...update(message, 'revoke', {}, at(1)), fromMe: true })
    expect(await rowOf(message)).toMatchObject({ revokedAt: null })
  })
})
