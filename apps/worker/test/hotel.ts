import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InboundEvent, InboundMessage, MessageUpdate } from '@bellhop/core'
import { startH2hSimulator } from '@bellhop/gateways/h2h/simulator'
import { openBoardQueues, openInboundProducer, openLineControls } from '@bellhop/queue'
import { createLogger, type App } from '@bellhop/runtime'
import { newId, openStore } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'
import { expect, inject } from 'vitest'
import { buildWorker, readConfig, type WorkerOverrides } from '../src/index.ts'

export const LINE = 'default'
export const DEADLINE = { timeout: 15_000, interval: 20 }

/** So long that there is none: what happens then happens by itself. */
export const NO_SWEEP = { sweepIntervalMs: 3_600_000 }

export interface TestGuest {
  id: string
  phone: string
  chatId: string
}

export type Hotel = Awaited<ReturnType<typeof openHotel>>

/** A database and queues of its own, an agent router, and as many workers as a test builds. */
export async function openHotel() {
  const database = await createTestDatabase(inject('postgres'))
  const logged: string[] = []
  const log = createLogger({
    name: 'test',
    level: 'trace',
    pretty: false,
    destination: { write: (line) => void logged.push(line) },
  })
  const queue = { queueUrl: inject('redis') ?? '', prefix: `test_${randomUUID()}`, log }
  const [store, h2h, producer, controls, board] = [
    openStore({ databaseUrl: database.url, poolMax: 5, applicationName: 'test' }),
    await startH2hSimulator(),
    await openInboundProducer(queue),
    await openLineControls(queue),
    await openBoardQueues({ ...queue, lines: [LINE] }),
  ]
  const { prisma } = store
  const mediaDir = await mkdtemp(join(tmpdir(), 'bellhop-media-'))
  const [inbound, media, agent, outbound] = board.queues as [Board, Board, Board, Board]
  const workers: App[] = []
  let guests = 0

  /** A phone nobody has had, and its chat. */
  function newNumber(): { phone: string; chatId: string } {
    const digits = `62812${String((guests += 1)).padStart(8, '0')}`
    return { phone: `0${digits.slice(2)}`, chatId: `${digits}@c.us` }
  }

  async function checkInAll(numbers: { phone: string; chatId: string }[]): Promise<TestGuest[]> {
    const all = numbers.map((number) => ({ id: newId(), ...number }))
    await prisma.guest.createMany({
      data: all.map(({ id, phone }) => ({ id, phone, name: 'Budi Santoso', locale: 'id' })),
    })
    const stay = { roomNumber: '101', checkedInAt: new Date('2020-01-01') }
    await prisma.checkIn.createMany({
      data: all.map(({ id: guestId }) => ({ id: newId(), guestId, ...stay })),
    })
    return all
  }

  return {
    store,
    prisma,
    h2h,
    controls,
    inbound,
    media,
    mediaDir,
    agent,
    outbound,
    databaseUrl: database.url,
    /** What workers logged, line by line. */
    logged,

    async startWorker(env: NodeJS.ProcessEnv = {}, overrides: Partial<WorkerOverrides> = {}): Promise<App> {
      const config = readConfig({
        DATABASE_URL: database.url,
        QUEUE_URL: queue.queueUrl,
        H2H_AGENT_ROUTER_HOST: h2h.url,
        // Nobody listens there.
        WAHA_HOST: 'http://127.0.0.1:9',
        MEDIA_DIR: mediaDir,
        PORT: '0',
        BACKLOG_SETTLE: '0s',
        STALE_AFTER: 'off',
        GAP_REPAIR_EVERY: 'off',
        ...env,
      })
      const worker = await buildWorker(config, {
        log,
        queuePrefix: queue.prefix,
        sweepIntervalMs: 200,
        ...overrides,
      })
      workers.push(worker)
      return worker
    },

    newNumber,

    /** Makes a guest who stays in a room. */
    async checkIn(number = newNumber()): Promise<TestGuest> {
      const [guest] = (await checkInAll([number])) as [TestGuest]
      return guest
    },

    checkInMany: (count: number) => checkInAll(Array.from({ length: count }, newNumber)),

    async enqueue(...events: InboundEvent[]): Promise<void> {
      for (const event of events) await producer.enqueue(event)
    },

    /** Ends when no inbound job waits or runs. Nobody waits for a backoff. */
    async idle(): Promise<void> {
      await expect
        .poll(async () => {
          await inbound.promoteJobs()
          return inbound.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')
        }, DEADLINE)
        .toBe(0)
    },

    messages: ({ phone }: { phone: string }) =>
      prisma.message.findMany({ where: { phone }, orderBy: { seq: 'asc' } }),
    replies: async ({ phone }: { phone: string }) => {
      const rows = await prisma.message.findMany({
        where: { phone, direction: 'outbound' },
        orderBy: { seq: 'asc' },
      })
      return rows.map(({ kind }) => kind)
    },
    sessions: ({ id: guestId }: TestGuest) =>
      prisma.session.findMany({ where: { guestId }, orderBy: { startedAt: 'asc' } }),

    /** Everything that Postgres keeps. */
    async everything(): Promise<Record<string, unknown>> {
      const tables = ['messages', 'message_events', 'quarantined_events', 'sessions', 'lines', 'guest_chats']
      const rows = await Promise.all(
        tables.map((table) => prisma.$queryRawUnsafe(`SELECT * FROM ${table} ORDER BY 1, 2`)),
      )
      return Object.fromEntries(tables.map((table, index) => [table, rows[index]]))
    },

    /** Makes a write fail: `condition` speaks of NEW, the row that would be written. */
    async refuse(verb: 'INSERT' | 'INSERT OR UPDATE', condition: string): Promise<void> {
      const name = `refuse_${randomUUID().replaceAll('-', '')}`
      await prisma.$executeRawUnsafe(`
        CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF ${condition} THEN RAISE EXCEPTION 'refused %', NEW.text USING ERRCODE = 'P0042'; END IF;
          RETURN NEW;
        END $$`)
      await prisma.$executeRawUnsafe(
        `CREATE TRIGGER ${name} BEFORE ${verb} ON messages FOR EACH ROW EXECUTE FUNCTION ${name}()`,
      )
    },

    /** As if Redis had lost its memory. */
    async forgetQueues(): Promise<void> {
      const client = await inbound.getBackend().client
      const found = client.scanStream({ match: `${queue.prefix}:*`, count: 1000 })
      for await (const keys of found as AsyncIterable<string[]>)
        if (keys.length > 0) await client.del(...keys)
    },

    async close(): Promise<void> {
      for (const worker of workers) await worker.close()
      await this.forgetQueues()
      for (const one of [board, controls, producer, h2h, store]) await one.close()
      await database.drop()
      await rm(mediaDir, { recursive: true, force: true })
    },
  }
}

type Board = Awaited<ReturnType<typeof openBoardQueues>>['queues'][number]

let ids = 0
const nextId = (prefix: string) => `${prefix}${String((ids += 1)).padStart(6, '0')}`

/** A guest's message, written now unless it is said otherwise. */
export function guestMessage(
  { phone, chatId }: { phone: string | null; chatId: string },
  facts: Partial<InboundMessage> = {},
): InboundMessage {
  return {
    kind: 'guest-message',
    line: LINE,
    chatId,
    phone,
    whatsappId: nextId('3EB0'),
    fromMe: false,
    content: 'text',
    text: 'is breakfast included?',
    media: null,
    source: null,
    sentAt: Date.now(),
    eventId: null,
    ...facts,
  }
}

/** A message that left under the hotel's number. */
export function ownMessage(
  number: { phone: string; chatId: string },
  facts: Partial<InboundMessage> = {},
): InboundMessage {
  return guestMessage(number, { kind: 'own-message', fromMe: true, source: 'app', ...facts })
}

/** Something that happened to a message afterwards. */
export function update(
  { line, chatId, phone, whatsappId, fromMe }: InboundMessage,
  kind: MessageUpdate['kind'],
  detail: MessageUpdate['detail'],
): MessageUpdate {
  const eventId = nextId('evt_')
  return { kind, line, chatId, phone, whatsappId, fromMe, detail, sentAt: Date.now(), eventId }
}
