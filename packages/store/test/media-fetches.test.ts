import type { InboundMessage, Media } from '@bellhop/core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  claimMediaFetch,
  countWaitingMedia,
  findDueMedia,
  giveUpMediaFetch,
  openStore,
  releaseMediaFetch,
  settleFetched,
  settleUnfetched,
  storeEvents,
  type MediaFetchRow,
  type Store,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

const LEASE_MS = 60_000
const PHOTO = { mimetype: 'image/jpeg', filename: 'beach.jpg', url: 'http://waha/api/files/default/1.jpg' }

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

function message(facts: Partial<InboundMessage> = {}): InboundMessage {
  return {
    kind: 'guest-message',
    line: 'default',
    chatId: '6281234567890@c.us',
    phone: '081234567890',
    whatsappId: `3EB0${String((ids += 1)).padStart(8, '0')}`,
    fromMe: false,
    content: 'image',
    text: null,
    media: PHOTO,
    source: null,
    sentAt: Date.now(),
    eventId: null,
    ...facts,
  }
}

const keep = (...events: InboundMessage[]) =>
  storeEvents(
    store,
    events.map((event) => ({ key: event.whatsappId, event })),
    0,
  )
const claim = (id: string) => claimMediaFetch(store.prisma, id, LEASE_MS)
const mediaOf = async (id: string) =>
  (await store.prisma.message.findUniqueOrThrow({ where: { id } })).media as Media
const waitsFor = async (id: string) =>
  (await store.prisma.mediaFetch.count({ where: { messageId: id } })) === 1

async function keepPhoto(facts: Partial<InboundMessage> = {}): Promise<string> {
  const { withFile } = await keep(message(facts))
  return withFile[0] ?? ''
}

async function claimed(id: string): Promise<MediaFetchRow> {
  const row = await claim(id)
  if (row === null) throw new Error('nobody waits for this file')
  return row
}

test('what comes with a file is to be fetched, and nothing else', async () => {
  const files = (['image', 'voice', 'video', 'document', 'sticker'] as const).map((content) =>
    message({ content }),
  )
  const others = [
    message({ content: 'text', text: 'halo', media: null }),
    message({ content: 'location', media: { latitude: 1, longitude: 2 } }),
    message({ content: 'contact', media: { vcards: ['BEGIN:VCARD'] } }),
  ]
  const { withFile } = await keep(...files, ...others)
  const rows = await store.prisma.mediaFetch.findMany({
    where: { message: { whatsappId: { in: [...files, ...others].map(({ whatsappId }) => whatsappId) } } },
    include: { message: true },
  })
  expect(rows).toHaveLength(files.length)
  expect(rows.map((row) => row.messageId).toSorted()).toEqual(withFile.toSorted())
  expect(rows.map((row) => row.message.kind)).toEqual(expect.arrayContaining(files.map((one) => one.content)))
})

test("staff's own files are fetched too, and those that WAHA failed to fetch itself", async () => {
  const own = await keepPhoto({ kind: 'own-message', fromMe: true, source: 'app' })
  const failed = await keepPhoto({ media: { mimetype: 'image/jpeg', error: 'missing in the event' } })
  expect([await waitsFor(own), await waitsFor(failed)]).toEqual([true, true])
})

test('a message that comes again has its file fetched once, also after it was fetched', async () => {
  const photo = message()
  const [id = ''] = (await keep(photo)).withFile
  const before = await countWaitingMedia(store.prisma)
  await keep(photo, photo)
  expect(await countWaitingMedia(store.prisma)).toBe(before)

  await settleFetched(store.prisma, { messageId: id }, { path: 'p', size: 1 })
  await keep(photo)
  expect(await countWaitingMedia(store.prisma)).toBe(before - 1)
})

test('a file is due at once, in one hand at a time, and due again when that hand has died', async () => {
  const id = await keepPhoto()
  expect(await findDueMedia(store.prisma, 500)).toContain(id)
  const both = await Promise.all([claim(id), claim(id)])
  expect(both.filter((row) => row !== null)).toHaveLength(1)
  expect(await findDueMedia(store.prisma, 500)).not.toContain(id)

  await store.prisma.mediaFetch.update({ where: { messageId: id }, data: { nextAttemptAt: new Date() } })
  expect(await claim(id)).toMatchObject({ messageId: id, media: PHOTO, attempts: 0 })
})

test('a claim that is given back is due again, and nobody gives back what another has', async () => {
  const row = await claimed(await keepPhoto())
  await releaseMediaFetch(store.prisma, { ...row, claimedUntil: new Date(0) })
  expect(await claim(row.messageId)).toBeNull()
  await releaseMediaFetch(store.prisma, row)
  expect(await claim(row.messageId)).not.toBeNull()
})

test('a fetched file stands at its message, without an error, and what the event told stays', async () => {
  const { error: _, ...told } = { ...PHOTO, error: 'timeout' }
  const id = await keepPhoto({ media: { ...told, error: 'timeout' } })
  const fetched = { path: 'default/2026-11/1.jpg', size: 12, mimetype: 'image/png', filename: 'other.png' }
  await settleFetched(store.prisma, { messageId: id }, fetched)
  expect(await mediaOf(id)).toEqual({ ...told, path: 'default/2026-11/1.jpg', size: 12 })
  expect(await waitsFor(id)).toBe(false)
})

test('what the event did not tell is filled in', async () => {
  const id = await keepPhoto({ media: { error: 'missing in the event' } })
  await settleFetched(store.prisma, { messageId: id }, { path: 'p', size: 12, mimetype: 'image/png' })
  expect(await mediaOf(id)).toEqual({ path: 'p', size: 12, mimetype: 'image/png' })
})

test('a failed attempt is counted, and not by one who has lost the claim', async () => {
  const row = await claimed(await keepPhoto())
  const failed = { attempts: 1, delayMs: -1_000, error: 'gone' }
  await settleUnfetched(store.prisma, { ...row, claimedUntil: new Date(0) }, { ...failed, attempts: 9 })
  await settleUnfetched(store.prisma, row, failed)
  expect(await claim(row.messageId)).toMatchObject({ attempts: 1 })
})

test('a file that is given up leaves its reason, and the message as it was', async () => {
  const id = await keepPhoto({ text: 'the sea' })
  const before = await store.prisma.message.findUniqueOrThrow({ where: { id } })
  await giveUpMediaFetch(store.prisma, { messageId: id }, 'too large')
  const after = await store.prisma.message.findUniqueOrThrow({ where: { id } })
  expect(after).toEqual({ ...before, media: { ...PHOTO, error: 'too large' } })
  expect(await waitsFor(id)).toBe(false)
})

test('a late hand that gives up does not spoil what another has fetched', async () => {
  const id = await keepPhoto()
  await settleFetched(store.prisma, { messageId: id }, { path: 'p', size: 12 })
  await giveUpMediaFetch(store.prisma, { messageId: id }, 'gone')
  expect(await mediaOf(id)).toEqual({ ...PHOTO, path: 'p', size: 12 })
})
