import type { HistoryPage } from '@bellhop/gateways/waha'
import { knowLines, openStore, type Store } from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { createGapRepair } from '../src/gap-repair.ts'
import { DEADLINE, LINE } from './hotel.ts'
import { silentLog } from './silent-log.ts'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url })
  await knowLines(store.prisma, [LINE])
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

test('a worker that ends leaves the repair to others at once, whenever WAHA answers', async () => {
  const ending = new AbortController()
  let isAsked = false
  let answer: (page: HistoryPage) => void = () => {}
  const gapRepair = createGapRepair({
    store,
    waha: {
      session: async () => ({ status: 'WORKING', engine: 'NOWEB' }) as never,
      chatMessages: () => {
        isAsked = true
        return new Promise((resolve) => (answer = resolve))
      },
    },
    missed: { enqueue: async () => 0, waiting: async () => 0 },
    followLines: async () => 0,
    names: [LINE],
    homeCountry: '62',
    everyMs: 600_000,
    retryFirstMs: 60_000,
    graceMs: 0,
    retentionDays: null,
    report: { found: () => {}, finished: () => {}, failed: () => {} },
    log: silentLog,
    signal: ending.signal,
  })
  const looking = gapRepair.look()
  await vi.waitFor(() => expect(isAsked).toBe(true), DEADLINE)
  ending.abort()
  await gapRepair.release()
  answer({ messages: [], rows: 1, unreadable: 0 })
  await looking
  expect(await store.prisma.line.findFirst()).toMatchObject({ repairToken: null })
})
