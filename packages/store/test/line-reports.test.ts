import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  claimSilences,
  confirmWorking,
  listLines,
  noteEvents,
  openStore,
  pauseLine,
  storeEvents,
  type LineRow,
  type Store,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

const LINE = 'desk'
const START = Date.parse('2026-01-15T12:00:00Z')

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url })
})
beforeEach(() => store.prisma.line.deleteMany())
afterAll(async () => {
  await store.close()
  await database.drop()
})

const line = async (): Promise<LineRow> => {
  const [row] = await listLines(store.prisma)
  if (row === undefined) throw new Error('there is no line')
  return row
}

/** WAHA reports these states, a second apart from `from` on, in one batch. */
const report = (statuses: string[], from = 0) =>
  storeEvents(
    store,
    statuses.map((status, index) => {
      const [sentAt, eventId] = [START + (from + index) * 1_000, `evt_${from + index}`]
      return { key: eventId, event: { kind: 'line-status', line: LINE, eventId, status, sentAt } }
    }),
    0,
  )

const OURS = (reason: string) => ({ pausedBy: 'bellhop', pausedReason: reason })
const NOBODYS = { pausedBy: null, pausedReason: null }

describe('a report of WAHA', () => {
  test.each(['STOPPED', 'SCAN_QR_CODE', 'FAILED', 'PASSKEY_REQUIRED', 'A_NEW_WORD'])(
    'of %s pauses the line with that reason, and WORKING lifts the pause',
    async (status) => {
      await report([status])
      expect(await line()).toMatchObject({ status, ...OURS(status), workingSince: null, resumedAt: null })
      await report(['WORKING'], 1)
      const resumed = await line()
      expect(resumed).toMatchObject({ status: 'WORKING', ...NOBODYS })
      expect(resumed.workingSince).toEqual(resumed.resumedAt)
      expect(resumed.resumedAt).not.toBeNull()
    },
  )

  test('of STARTING neither pauses nor lifts a pause, and is a break in working', async () => {
    await report(['WORKING'])
    await report(['STARTING'], 1)
    expect(await line()).toMatchObject({ status: 'STARTING', ...NOBODYS, workingSince: null })
    await report(['FAILED', 'STARTING'], 2)
    expect(await line()).toMatchObject({ status: 'STARTING', ...OURS('FAILED') })
  })

  test('tells until when new people may not be written to, and that they may again; one that does not tell changes nothing', async () => {
    const until = new Date(START + 3_600_000)
    const tell = (second: number, told: { timelockedUntil?: number | null }) => {
      const [sentAt, eventId] = [START + second * 1_000, `evt_timelock_${second}`]
      const event = { kind: 'line-status' as const, line: LINE, eventId, status: 'WORKING', sentAt, ...told }
      return storeEvents(store, [{ key: eventId, event }], 0)
    }
    await tell(1, { timelockedUntil: until.getTime() })
    expect(await line()).toMatchObject({ timelockedUntil: until })
    await tell(2, {})
    expect(await line()).toMatchObject({ timelockedUntil: until, ...NOBODYS })
    await tell(3, { timelockedUntil: null })
    expect(await line()).toMatchObject({ timelockedUntil: null })
  })

  test('that is older than what is known changes nothing', async () => {
    await report(['WORKING'], 10)
    const before = await line()
    await report(['FAILED'], 5)
    expect(await line()).toEqual({ ...before, now: expect.any(Date) as Date })
  })

  test('out of the future counts as of now: no wrong clock keeps the next ones out', async () => {
    const YEAR_IN_SECONDS = 365 * 24 * 3_600
    await report(['WORKING'], 10 * YEAR_IN_SECONDS)
    const { statusAt, now } = await line()
    // The column is rounded to the millisecond, and what is read here is cut off.
    expect(statusAt?.getTime()).toBeLessThanOrEqual(now.getTime() + 1)
    await report(['FAILED'], 9 * YEAR_IN_SECONDS)
    expect(await line()).toMatchObject({ status: 'FAILED', ...OURS('FAILED') })
  })

  test('of WORKING again is no transition', async () => {
    await report(['WORKING'])
    const { workingSince } = await line()
    await report(['WORKING'], 1)
    expect(await line()).toMatchObject({
      workingSince,
      resumedAt: null,
      statusAt: new Date(START + 1_000),
    })
  })

  test('counts when it came and went within a batch, in whatever order it came', async () => {
    await report(['WORKING'])
    await store.prisma.$executeRaw`UPDATE lines SET working_since = now() - interval '1 h'`
    const [failed, works] = ['FAILED', 'WORKING'].map((status, index) => {
      const event = { kind: 'line-status', line: LINE, eventId: null, status } as const
      return { key: status, event: { ...event, sentAt: START + (1 + index) * 1_000 } }
    }) as [Parameters<typeof storeEvents>[1][0], Parameters<typeof storeEvents>[1][0]]
    await storeEvents(store, [works, failed], 0)
    const now = await line()
    expect(now).toMatchObject({ status: 'WORKING', ...NOBODYS })
    expect(now.resumedAt).not.toBeNull()
    expect(now.workingSince).toEqual(now.resumedAt)
  })

  test("never touches an operator's pause", async () => {
    await pauseLine(store.prisma, LINE, 'operator', 'maintenance')
    await report(['FAILED'])
    expect(await line()).toMatchObject({ pausedBy: 'operator', pausedReason: 'maintenance' })
    await report(['WORKING'], 1)
    expect(await line()).toMatchObject({
      status: 'WORKING',
      pausedBy: 'operator',
      pausedReason: 'maintenance',
      resumedAt: null,
    })
  })

  test('of WORKING lifts the pause after a send that WAHA refused for the line, not one for the key', async () => {
    await pauseLine(store.prisma, LINE, 'bellhop', 'not-working')
    await report(['WORKING'])
    expect(await line()).toMatchObject(NOBODYS)
    await pauseLine(store.prisma, LINE, 'bellhop', 'unauthorized')
    await report(['STOPPED', 'WORKING'], 1)
    expect(await line()).toMatchObject({ status: 'WORKING', ...OURS('unauthorized') })
  })

  test('makes a line known from then on', async () => {
    await report(['WORKING'])
    const { repairedUntil, now } = await line()
    expect(now.getTime() - repairedUntil.getTime()).toBeLessThan(60_000)
  })
})

describe('an answer that the line works', () => {
  test('says so where the report was lost, and lifts the pause', async () => {
    await report(['FAILED'])
    expect(await confirmWorking(store.prisma, await line())).toEqual({ lifted: true })
    const now = await line()
    expect(now).toMatchObject({ status: 'WORKING', statusAt: new Date(START), ...NOBODYS })
    expect([now.workingSince, now.resumedAt]).not.toContain(null)
  })

  test('is nothing new where it is known', async () => {
    await report(['WORKING'])
    const before = await line()
    expect(await confirmWorking(store.prisma, before)).toEqual({ lifted: false })
    expect(await line()).toEqual({ ...before, now: expect.any(Date) as Date })
  })

  test('yields to a report that came while WAHA was asked', async () => {
    await report(['FAILED'])
    const asked = await line()
    await report(['SCAN_QR_CODE'], 1)
    expect(await confirmWorking(store.prisma, asked)).toEqual({ lifted: false })
    expect(await line()).toMatchObject({ status: 'SCAN_QR_CODE', ...OURS('SCAN_QR_CODE') })
  })

  test("leaves an operator's pause alone", async () => {
    await pauseLine(store.prisma, LINE, 'operator', 'maintenance')
    expect(await confirmWorking(store.prisma, await line())).toEqual({ lifted: false })
    expect(await line()).toMatchObject({ status: 'WORKING', pausedBy: 'operator', resumedAt: null })
  })
})

describe('a sign of life', () => {
  const setHeard = (ago: string) =>
    store.prisma.$executeRaw`UPDATE lines SET last_event_at = now() - ${ago}::text::interval`

  test('is noted at most each half minute', async () => {
    await report(['WORKING'])
    await noteEvents(store.prisma, [LINE])
    const { lastEventAt } = await line()
    await noteEvents(store.prisma, [LINE])
    expect(await line()).toMatchObject({ lastEventAt })
    await setHeard('31 s')
    await noteEvents(store.prisma, [LINE, 'unknown'])
    expect((await line()).lastEventAt?.getTime()).toBeGreaterThanOrEqual(lastEventAt?.getTime() ?? Number.NaN)
  })

  test('waits for nobody who holds the line', async () => {
    await report(['WORKING'])
    await store.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT FROM lines FOR UPDATE`
      await noteEvents(store.prisma, [LINE])
    })
    expect(await line()).toMatchObject({ lastEventAt: null })
  })

  test('ends a silence: each is told once', async () => {
    await report(['WORKING'])
    await setHeard('7 h')
    await store.prisma.$executeRaw`UPDATE lines SET working_since = now() - interval '8 h'`
    expect(await claimSilences(store.prisma, [LINE])).toEqual([LINE])
    expect(await claimSilences(store.prisma, [LINE])).toEqual([])
    // Times are kept to the millisecond.
    await store.prisma.$executeRaw`UPDATE lines SET silence_told_at = silence_told_at - interval '1 ms'`
    await noteEvents(store.prisma, [LINE])
    expect(await claimSilences(store.prisma, [LINE])).toEqual([LINE])
  })
})
