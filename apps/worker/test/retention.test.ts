import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findMessageIds, newId, openStore, storeEvents, type Prisma, type Store } from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest'
import { openMediaDir, type MediaDir } from '../src/media-dir.ts'
import { createRetention, type RetentionDeps } from '../src/retention.ts'
import { guestMessage } from './hotel.ts'
import { silentLog } from './silent-log.ts'

const DAYS = 30
const IDLE_MS = 30 * 60_000
const DAY_MS = 86_400_000

const NOTE_DELETIONS = [
  'CREATE TABLE deletions (tx xid8 DEFAULT pg_current_xact_id(), at timestamptz DEFAULT clock_timestamp())',
  `CREATE FUNCTION note_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO deletions DEFAULT VALUES; RETURN NULL; END $$`,
  'CREATE TRIGGER note_deletion AFTER DELETE ON messages FOR EACH ROW EXECUTE FUNCTION note_deletion()',
]

let database: TestDatabase
let store: Store
let root: string
let dir: MediaDir

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url, poolMax: 6 })
  root = await mkdtemp(join(tmpdir(), 'bellhop-media-'))
  dir = await openMediaDir(root)
})
afterAll(async () => {
  await store.close()
  await database.drop()
  await rm(root, { recursive: true })
})
beforeEach(async () => {
  await store.prisma.$executeRaw`
    TRUNCATE guests, messages, message_events, quarantined_events, hidden_chats CASCADE`
})

const ago = (days: number, ms = 0) => new Date(Date.now() - days * DAY_MS - ms)
const OLD = () => ago(DAYS, 60_000)
const YOUNG = () => ago(DAYS, -60_000)
let numbers = 0

/** Runs it to its end. What it has deleted, by kind. */
async function deleteOld(overrides: Partial<RetentionDeps> = {}): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  await given({ onDeleted: (kind, count) => (counts[kind] = (counts[kind] ?? 0) + count), ...overrides })()
  return counts
}

function given(overrides: Partial<RetentionDeps>): () => Promise<void> {
  return createRetention({
    store,
    dir,
    finishedJobs: { removeOlder: async () => 0 },
    rewriteQueueLog: async () => true,
    days: DAYS,
    idleLimitMs: IDLE_MS,
    onDeleted: () => {},
    log: silentLog,
    signal: new AbortController().signal,
    ...overrides,
  })
}

async function message(facts: Partial<Prisma.MessageUncheckedCreateInput> = {}): Promise<string> {
  const id = newId()
  await store.prisma.message.create({ data: toRow(id, facts) })
  return id
}

const toRow = (id: string, facts: Partial<Prisma.MessageUncheckedCreateInput>) => ({
  id,
  line: 'default',
  chatId: '6281234567890@c.us',
  phone: '081234567890',
  direction: 'inbound' as const,
  role: 'User' as const,
  kind: 'text' as const,
  text: 'halo',
  whatsappId: id,
  fromMe: false,
  sentAt: OLD(),
  status: 'applied' as const,
  ...facts,
})

async function guest({ createdAt = OLD(), stay = 'over' }: { createdAt?: Date; stay?: 'over' | 'now' } = {}) {
  const phone = `0812${String((numbers += 1)).padStart(8, '0')}`
  const [id, checkInId] = [newId(), newId()]
  const over = stay === 'over' ? { status: 'checked_out' as const, checkedOutAt: createdAt } : {}
  await store.prisma.guest.create({
    data: {
      id,
      phone,
      name: 'Budi',
      locale: 'id',
      createdAt,
      checkIns: { create: { id: checkInId, roomNumber: '101', checkedInAt: createdAt, ...over } },
      chats: { create: { line: 'default', chatId: `${phone}@c.us` } },
    },
  })
  return { id, phone, checkInId }
}

async function session(of: { id: string; checkInId: string }, at: Date, isOpen = false): Promise<string> {
  const id = newId()
  const end = isOpen ? { status: 'open' as const } : ended(at)
  await store.prisma.session.create({
    data: {
      id,
      guestId: of.id,
      checkInId: of.checkInId,
      line: 'default',
      chatId: 'c',
      mode: 'agent',
      startedAt: at,
      lastActivityAt: at,
      ...end,
    },
  })
  return id
}

const ended = (at: Date) => ({ status: 'terminated' as const, endedAt: at, endReason: 'expired' as const })
const ids = async () => (await store.prisma.message.findMany()).map(({ id }) => id).toSorted()

async function file(messageId: string, at = new Date()): Promise<string> {
  const path = `default/2026-01/${messageId}.jpg`
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), 'a photo')
  await utimes(join(root, path), at, at)
  return path
}

const files = async () => (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.jpg'))

test('the boundary is exact: by the time of writing, or else of storing, older goes and younger stays', async () => {
  const kept = [
    await message({ sentAt: YOUNG(), createdAt: OLD() }),
    await message({ sentAt: null, createdAt: YOUNG() }),
  ]
  await message({ sentAt: OLD(), createdAt: YOUNG() })
  await message({ sentAt: null, createdAt: OLD() })
  expect(await deleteOld()).toEqual({ messages: 2 })
  expect(await ids()).toEqual(kept.toSorted())
})

test('nothing that is not settled is touched, however old it is', async () => {
  const unsettled = ['received', 'pending', 'unknown'] as const
  const kept = await Promise.all(unsettled.map((status) => message({ status })))
  const claim = { claimToken: randomUUID(), claimedAt: OLD() }
  kept.push(await message({ status: 'sending', ...claim }))
  const settled = [
    'applied',
    'set_aside',
    'sent',
    'delivered',
    'read',
    'played',
    'failed',
    'cancelled',
  ] as const
  for (const status of settled) await message({ status })
  expect(await deleteOld()).toEqual({ messages: settled.length })
  expect(await ids()).toEqual(kept.toSorted())
})

test("an open session keeps its messages while it lives, and goes with them when it is idle for the guests' days", async () => {
  const living = await guest({ stay: 'now' })
  const sessionId = await session(living, YOUNG(), true)
  const kept = await message({ sessionId, phone: living.phone })
  const idle = await guest({ stay: 'now' })
  const idleSession = await session(idle, ago(DAYS, IDLE_MS - 60_000), true)
  const alsoKept = await message({ sessionId: idleSession, phone: idle.phone })
  const over = await guest({ stay: 'now' })
  await message({ sessionId: await session(over, ago(DAYS, IDLE_MS + 60_000), true), phone: over.phone })
  expect(await deleteOld()).toEqual({ messages: 1, sessions: 1 })
  expect(await ids()).toEqual([kept, alsoKept].toSorted())
})

test('a guest goes only when nothing is left of them: no stay, no session, no message', async () => {
  const gone = await guest()
  await message({ phone: gone.phone, sessionId: await session(gone, OLD()) })
  const staying = await guest({ stay: 'now' })
  const waiting = await guest()
  await message({ phone: waiting.phone, sessionId: await session(waiting, OLD()), status: 'pending' })
  const fresh = await guest({ createdAt: YOUNG() })
  expect(await deleteOld()).toEqual({ messages: 1, sessions: 1, check_ins: 1, guests: 1 })
  const left = await store.prisma.guest.findMany({ include: { chats: true } })
  expect(left.map(({ id }) => id).toSorted()).toEqual([staying.id, waiting.id, fresh.id].toSorted())
  expect(await store.prisma.guestChat.count({ where: { guestId: gone.id } })).toBe(0)
})

test('a guest whose lock somebody has is left alone, and goes with the next run', async () => {
  const { phone } = await guest()
  await store.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('guest:' || ${phone}, 0))::text`
    expect(await deleteOld()).toEqual({})
  })
  expect(await deleteOld()).toEqual({ check_ins: 1, guests: 1 })
})

test('edits, files to be fetched, unreadable events and hidden addresses of nobody go too', async () => {
  const [old, young] = [
    await message({ whatsappId: 'OLD' }),
    await message({ whatsappId: 'NEW', sentAt: YOUNG() }),
  ]
  await store.prisma.mediaFetch.createMany({ data: [{ messageId: old }, { messageId: young }] })
  const event = (whatsappId: string, at: Date) => ({
    id: newId(),
    line: 'default',
    whatsappId,
    fromMe: false,
    kind: 'edit' as const,
    data: { text: 'anders' },
    at,
    eventKey: newId(),
  })
  await store.prisma.messageEvent.createMany({
    data: [event('OLD', YOUNG()), event('NOBODY', OLD()), event('NEW', OLD()), event('NOBODY', YOUNG())],
  })
  const raw = Buffer.from('{')
  const unreadable = (createdAt: Date) => ({ id: newId(), eventKey: newId(), raw, reason: 'json', createdAt })
  await store.prisma.quarantinedEvent.createMany({ data: [unreadable(OLD()), unreadable(YOUNG())] })
  const hidden = (chatId: string, phone: string | null, createdAt = OLD()) => ({
    line: 'default',
    chatId,
    phone,
    createdAt,
  })
  await message({ phone: null, chatId: 'waits@lid', status: 'received' })
  await store.prisma.hiddenChat.createMany({
    data: [
      hidden('nobody@lid', null),
      hidden('stranger@lid', '0899'),
      hidden('waits@lid', null),
      hidden('writes@lid', '081234567890'),
      hidden('new@lid', null, YOUNG()),
    ],
  })
  expect(await deleteOld()).toEqual({
    messages: 1,
    message_events: 1,
    quarantined_events: 1,
    hidden_chats: 2,
  })
  expect((await store.prisma.messageEvent.findMany()).map(({ whatsappId }) => whatsappId).toSorted()).toEqual(
    ['NEW', 'NOBODY'],
  )
  expect(await store.prisma.mediaFetch.findMany()).toMatchObject([{ messageId: young }])
})

test('a file goes with its message', async () => {
  const [old, young] = [newId(), newId()]
  const media = async (id: string) => ({ path: await file(id), size: 7 })
  await store.prisma.message.create({ data: toRow(old, { media: await media(old) }) })
  await store.prisma.message.create({ data: toRow(young, { media: await media(young), sentAt: YOUNG() }) })
  expect(await deleteOld()).toEqual({ messages: 1, files: 1 })
  expect(await files()).toEqual([`default/2026-01/${young}.jpg`])
  await rm(join(root, 'default'), { recursive: true })
})

test('a file whose row went before a crash is found later, and none is taken that is just being fetched', async () => {
  const old = newId()
  await store.prisma.message.create({
    data: toRow(old, { media: { path: await file(old, OLD()), size: 7 } }),
  })
  const crash = async () => {
    throw new Error('killed between row and file')
  }
  await expect(deleteOld({ dir: { remove: crash } })).rejects.toThrow('killed')
  expect(await ids()).toEqual([])
  const known = await message({ sentAt: YOUNG() })
  const kept = [await file(known, OLD()), await file(newId())]
  expect(await dir.removeOrphans((some) => findMessageIds(store.prisma, some))).toBe(1)
  expect((await files()).toSorted()).toEqual(kept.toSorted())
  await rm(join(root, 'default'), { recursive: true })
})

test('thousands go in transactions of bounded size, in one worker at a time, and each once', async () => {
  const COUNT = 1_300
  await store.prisma.message.createMany({ data: Array.from({ length: COUNT }, () => toRow(newId(), {})) })
  for (const statement of NOTE_DELETIONS) await store.prisma.$executeRawUnsafe(statement)
  const runs = await Promise.all([deleteOld(), deleteOld()])
  expect(runs.reduce((sum, { messages = 0 }) => sum + messages, 0)).toBe(COUNT)
  expect(await ids()).toEqual([])
  const steps = await store.prisma.$queryRaw<{ rows: number; began: Date; ended: Date }[]>`
    SELECT count(*)::int AS rows, min(at) AS began, max(at) AS ended FROM deletions GROUP BY tx ORDER BY 2`
  expect(Math.max(...steps.map(({ rows }) => rows))).toBe(500)
  for (const [index, { began }] of steps.entries())
    expect(began.getTime()).toBeGreaterThanOrEqual(steps[index - 1]?.ended.getTime() ?? 0)
})

test('the queue lets go of it on its disk when something has gone, and is asked again if it could not', async () => {
  const answers = [false, new Error('away'), true]
  const rewriteQueueLog = vi.fn(async () => {
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer ?? true
  })
  const run = given({ rewriteQueueLog })
  await run()
  expect(rewriteQueueLog).not.toHaveBeenCalled()
  await message({ sentAt: OLD() })
  for (const times of [1, 2, 3, 3]) {
    await run()
    expect(rewriteQueueLog).toHaveBeenCalledTimes(times)
  }
})

test('what is older than the days when it comes was acknowledged: it is stored, and goes when it is applied', async () => {
  const event = guestMessage(
    { phone: '081277777777', chatId: '6281277777777@c.us' },
    { sentAt: OLD().getTime() },
  )
  await storeEvents(store, [{ key: event.whatsappId, event }], 0)
  expect(await deleteOld()).toEqual({})
  await store.prisma.message.updateMany({ data: { status: 'applied', unmatchedReason: 'unknown_guest' } })
  expect(await deleteOld()).toMatchObject({ messages: 1 })
})
