import type { InboundMessage, MessageUpdate } from '@bellhop/core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  applyStoredAcks,
  loadWaiting,
  newId,
  openStore,
  settleByEcho,
  storeEvents,
  type Store,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

let ids = 0
const nextId = () => `3EB0${String((ids += 1)).padStart(8, '0')}`

function message(facts: Partial<InboundMessage> = {}): InboundMessage {
  return {
    kind: 'guest-message',
    line: 'default',
    chatId: '6281234567890@c.us',
    phone: '081234567890',
    whatsappId: nextId(),
    fromMe: false,
    content: 'text',
    text: 'halo',
    media: null,
    source: null,
    sentAt: Date.now(),
    eventId: null,
    ...facts,
  }
}

const ownMessage = (facts: Partial<InboundMessage> = {}) =>
  message({ kind: 'own-message', fromMe: true, source: 'app', ...facts })

function ackOf({ whatsappId }: { whatsappId: string }, ack: 'sent' | 'delivered' | 'read'): MessageUpdate {
  const { line, chatId, phone } = message()
  return {
    kind: 'ack',
    line,
    chatId,
    phone,
    whatsappId,
    fromMe: true,
    detail: { ack },
    sentAt: Date.now(),
    eventId: null,
  }
}

const keep = (events: readonly (InboundMessage | MessageUpdate)[], settleMs = 0) =>
  storeEvents(
    store,
    events.map((event) => ({
      key: JSON.stringify([event.kind, event.whatsappId, 'detail' in event && event.detail]),
      event,
    })),
    settleMs,
  )
const many = <T>(make: () => T): T[] => Array.from({ length: 200 }, make)
const waiting = async (key: string, limit = 1_000) => {
  const { messages } = await store.prisma.$transaction((tx) => loadWaiting(tx, [key], limit))
  return messages
}

test('messages are numbered in the order of their arrival, whatever their ids', async () => {
  const arrived = many(message).toReversed()
  await keep(arrived)
  const rows = await store.prisma.message.findMany({ orderBy: { seq: 'asc' } })
  expect(rows.map(({ whatsappId }) => whatsappId)).toEqual(arrived.map(({ whatsappId }) => whatsappId))
})

describe('two batches at the same time', () => {
  test('with the same messages in opposite order do not wait for each other for ever', async () => {
    for (let round = 1; round <= 20; round += 1) {
      const messages = many(message)
      await Promise.all([keep(messages), keep(messages.toReversed())])
      const kept = messages.map(({ whatsappId }) => whatsappId)
      expect(await store.prisma.message.count({ where: { whatsappId: { in: kept } } })).toBe(messages.length)
    }
  })

  test('nor with acks of the same messages, and the highest counts', async () => {
    for (let round = 1; round <= 20; round += 1) {
      const messages = many(ownMessage)
      await keep(messages)
      const whatsappId = { in: messages.map((own) => own.whatsappId) }
      await store.prisma.message.updateMany({ where: { whatsappId }, data: { status: 'sent' } })
      const batches = (['delivered', 'read'] as const).map((ack) => messages.map((own) => ackOf(own, ack)))
      await Promise.all([keep(batches[0] ?? []), keep(batches[1]?.toReversed() ?? [])])
      expect(await store.prisma.message.count({ where: { whatsappId, status: 'read' } })).toBe(
        messages.length,
      )
    }
  })
})

test('an ack that comes before the echo is recognised raises the message whose echo it is', async () => {
  const id = newId()
  await store.prisma.message.create({
    data: {
      id,
      line: 'default',
      chatId: '6281234567890@c.us',
      phone: '081234567890',
      direction: 'outbound',
      role: 'System',
      kind: 'welcome',
      text: 'Selamat datang',
      fromMe: true,
      status: 'unknown',
    },
  })
  const echo = ownMessage({ text: 'Selamat datang' })
  await keep([echo, ackOf(echo, 'delivered')])
  const row = await store.prisma.message.findFirstOrThrow({ where: { whatsappId: echo.whatsappId } })
  expect(row.status).toBe('received')

  const { whatsappId } = echo
  await store.prisma.$transaction((tx) =>
    settleByEcho(tx, [{ echoRowId: row.id, messageId: id, whatsappId, sentAt: new Date() }]),
  )
  await applyStoredAcks(store.prisma, 500)
  const rows = await store.prisma.message.findMany({ where: { whatsappId } })
  expect(rows).toMatchObject([{ id, status: 'delivered' }])
})

describe('what waits', () => {
  test('comes in the order in which it was written, a flood in pieces', async () => {
    const phone = '081200000001'
    const now = Date.now()
    const written = Array.from({ length: 5 }, (_, index) => message({ phone, sentAt: now + index }))
    await keep(written.toReversed())
    const pieces = [await waiting(phone, 3), await waiting(phone)]
    const ids = written.map(({ whatsappId }) => whatsappId)
    expect(pieces.map((rows) => rows.map((row) => row.whatsappId))).toEqual([ids.slice(0, 3), ids])
  })

  test('is held on the line where a backlog settles, and on no other', async () => {
    const phone = '081200000002'
    const other = message({ phone, line: 'second' })
    await keep([message({ phone }), message({ phone, sentAt: Date.now() - 60_000 }), other], 3_600_000)
    expect(await waiting(phone)).toMatchObject([{ line: 'second', whatsappId: other.whatsappId }])
  })
})
