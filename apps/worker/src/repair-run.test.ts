import type { InboundEvent, InboundMessage } from '@bellhop/core'
import { WahaError, type HistoryQuery } from '@bellhop/gateways/waha'
import type { LineRow, Queryable } from '@bellhop/store'
import { expect, test } from 'vitest'
import { beginRepair } from './repair-run.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const row: LineRow = {
  line: 'desk',
  status: 'WORKING',
  statusAt: null,
  workingSince: null,
  lastEventAt: null,
  pausedBy: null,
  pausedReason: null,
  pausedAt: null,
  sendIntervalMs: 0,
  resumedAt: null,
  timelockedUntil: null,
  knownSince: new Date(0),
  repairedUntil: new Date(NOW.getTime() - HOUR),
  repairedAt: null,
  now: NOW,
}

function message(whatsappId: string, sentAt: number): InboundMessage {
  const chat = { line: 'desk', chatId: '6281234567890@c.us', phone: '081234567890' }
  const content = { content: 'text', text: 'hello', media: null } as const
  const identity = { kind: 'guest-message', eventId: null, whatsappId, fromMe: false, source: null } as const
  return { ...chat, ...content, ...identity, sentAt }
}

/** A repair of a line of which nothing is stored. */
async function begin({ pages = [] as InboundMessage[][], waiting = 0, graceMs = MINUTE }) {
  const asked: HistoryQuery[] = []
  const enqueued: InboundEvent[] = []
  const backlog = { waiting }
  const db = { $queryRaw: async (_: unknown, keys: string[]) => keys.map((key) => ({ key })) }
  const run = await beginRepair(
    {
      db: db as unknown as Queryable,
      waha: {
        async chatMessages(query) {
          asked.push(query)
          const messages = pages[asked.length - 1] ?? []
          return { messages, rows: messages.length, unreadable: 0 }
        },
      },
      missed: {
        async enqueue(events) {
          enqueued.push(...events)
          return events.length
        },
        waiting: async () => backlog.waiting,
      },
      homeCountry: '62',
      graceMs,
      retentionDays: null,
      onFound: () => {},
    },
    row,
    'GOWS',
  )
  return { run, asked, enqueued, backlog }
}

test('pages by its limit, however few came, until WAHA has had nothing to give three times in a row', async () => {
  const old = NOW.getTime() - HOUR
  const { run, asked, enqueued } = await begin({
    pages: [[message('A1', old)], [], [], [message('A2', old)]],
  })
  const states = []
  while (states.at(-1) !== 'done' && states.length < 20) states.push(await run.step())
  expect(asked.map(({ offset }) => offset)).toEqual([0, 100, 200, 300, 400, 500, 600])
  expect(asked[0]).toMatchObject({ chatId: 'all', limit: 100, since: NOW.getTime() - 2 * HOUR })
  expect(enqueued).toMatchObject([
    { whatsappId: 'A1', repaired: true },
    { whatsappId: 'A2', repaired: true },
  ])
  expect(run.totals).toEqual({ pages: 7, found: 2, unreadable: 0 })
})

test('takes nothing older than it asked for, and leaves the last minute to the webhooks, though WAHA may not read times', async () => {
  const [since, until] = [NOW.getTime() - 2 * HOUR, NOW.getTime() - MINUTE]
  const times = [since - 1_000, since, until, until + 1_000]
  const page = times.map((sentAt, index) => message(`A${index}`, sentAt))
  const { run, asked, enqueued } = await begin({ pages: [page] })
  await run.step()
  expect(asked).toMatchObject([{ since, until }])
  expect(enqueued).toMatchObject([{ whatsappId: 'A1' }, { whatsappId: 'A2' }])
})

test('waits while thousands are waiting in the queue, and goes on where it was', async () => {
  const old = NOW.getTime() - HOUR
  const { run, asked, backlog } = await begin({ pages: [[message('A1', old)]] })
  expect(await run.step()).toBe('more')
  backlog.waiting = 2_001
  expect(await run.step()).toBe('queue is full')
  expect(asked).toHaveLength(1)
  backlog.waiting = 2_000
  expect(await run.step()).toBe('more')
  expect(asked.map(({ offset }) => offset)).toEqual([0, 100])
})

test('gives up a history that has no end', async () => {
  const page = [message('A1', NOW.getTime() - HOUR)]
  const { run } = await begin({ pages: Array.from({ length: 20_001 }, () => page) })
  const steps = async () => {
    for (let page = 0; page < 20_001; page += 1) await run.step()
  }
  await expect(steps()).rejects.toBeInstanceOf(WahaError)
})
