import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { within, type App } from '@bellhop/runtime'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { DEADLINE, guestMessage, LINE, openHotel, type Hotel, type TestGuest } from './hotel.ts'
import { openProxy, type Proxy } from './proxy.ts'

const SAYS_AWAY = 'postgres does not answer'
const CLOSE_DEADLINE_MS = 10_000

describe.skipIf(!inject('redis'))('a worker', () => {
  let hotel: Hotel
  let postgres: Proxy
  let worker: App
  let guests: TestGuest[]

  beforeAll(async () => {
    hotel = await openHotel()
    postgres = await openProxy(hotel.databaseUrl)
  })
  beforeEach(async () => {
    hotel.logged.length = 0
    guests = await hotel.checkInMany(5)
    worker = await hotel.startWorker({ DATABASE_URL: postgres.url })
  })
  afterEach(async () => {
    await postgres.heal()
    await worker.close()
    await hotel.forgetQueues()
  })
  afterAll(async () => {
    await postgres.close()
    await hotel.close()
  })

  const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, DEADLINE)
  const everybodyWrites = () => hotel.enqueue(...guests.map((guest) => guestMessage(guest)))
  const readiness = async () => {
    const answer = await fetch(`${worker.url}/readyz`)
    return { status: answer.status, body: await answer.json() }
  }
  const saysAway = () => eventually(() => expect(hotel.logged.join()).toContain(SAYS_AWAY))

  /** Each guest's message has its effects, once, at the first try. */
  const allApplied = () =>
    eventually(async () => {
      for (const guest of guests) {
        expect(await hotel.messages(guest)).toMatchObject([
          { status: 'applied', attempts: 0, error: null },
          { kind: 'welcome' },
          { kind: 'auto_reply' },
        ])
      }
      // An attempt counts when it ends, the successful one too.
      const jobs = await hotel.inbound.getJobs(['completed'])
      expect(jobs.map(({ attemptsMade }) => attemptsMade)).toEqual(guests.map(() => 1))
      expect(await hotel.prisma.quarantinedEvent.count()).toBe(0)
    })

  describe.each([
    ['is killed', () => postgres.cut()],
    ['answers nobody', () => postgres.swallow()],
  ])('whose Postgres %s', (_, lose) => {
    test('says that it is not ready, spends no attempt, and applies everything once when it is back (I10)', async () => {
      expect(await readiness()).toEqual({ status: 200, body: { status: 'ok' } })
      await lose()
      await everybodyWrites()
      await eventually(async () => {
        expect(await readiness()).toEqual({
          status: 503,
          body: { status: 'unavailable', failing: ['postgres'] },
        })
      })
      const jobs = await hotel.inbound.getJobs(['active', 'waiting'])
      expect(jobs.map(({ attemptsMade }) => attemptsMade)).toEqual(guests.map(() => 0))

      await postgres.heal()
      await allApplied()
      await eventually(async () => expect(await readiness()).toMatchObject({ status: 200 }))
    })

    test('ends within its deadline all the same, and leaves its jobs to the next (I11)', async () => {
      await lose()
      await everybodyWrites()
      // Those that it has not taken by then wait: it takes no more while Postgres is away.
      await eventually(async () => expect(await hotel.inbound.getActiveCount()).toBeGreaterThan(0))
      await within(CLOSE_DEADLINE_MS, worker.close())
      expect(await hotel.inbound.getFailedCount()).toBe(0)

      worker = await hotel.startWorker()
      await allApplied()
    })
  })

  test('ends within its deadline with an answer of WAHA that Postgres does not take (I11)', async () => {
    await worker.close()
    const chatId = '18880000000001@lid'
    await hotel.prisma.hiddenChat.create({ data: { line: LINE, chatId, nextAttemptAt: new Date() } })
    const waha = createServer((_, response) => {
      void postgres.swallow().then(() => response.end('{"lid":null,"pn":null}'))
    }).listen(0, '127.0.0.1')
    const asked = once(waha, 'request')
    await once(waha, 'listening')
    const { port } = waha.address() as AddressInfo
    worker = await hotel.startWorker({ DATABASE_URL: postgres.url, WAHA_HOST: `http://127.0.0.1:${port}` })
    await asked
    await within(CLOSE_DEADLINE_MS, worker.close())
    waha.close()
    expect(hotel.logged.join()).toContain('could not ask for numbers, the sweep will')
  })

  test('hands back what it holds when it ends without Postgres', async () => {
    await postgres.cut()
    await everybodyWrites()
    await saysAway()
    await worker.close()
    const jobs = await hotel.inbound.getJobs(['waiting', 'delayed'])
    expect(jobs.map(({ attemptsMade, stalledCounter }) => attemptsMade + stalledCounter)).toEqual(
      guests.map(() => 0),
    )
  })

  test('ends a batch that it has begun, and loses nothing (I1)', async () => {
    let closed: Promise<void> | undefined
    await hotel.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE messages IN EXCLUSIVE MODE`
      await everybodyWrites()
      await eventually(async () => {
        const waiting = await hotel.prisma.$queryRaw`
          SELECT 1 FROM pg_locks WHERE relation = 'messages'::regclass AND NOT granted`
        expect(waiting).not.toEqual([])
      })
      closed = worker.close()
    })
    await closed
    expect(await hotel.inbound.getCompletedCount()).toBeGreaterThan(0)
    worker = await hotel.startWorker()
    await allApplied()
  })

  test('whose agent router is away marks the session, and creates the agent when it is back (I10)', async () => {
    const [guest] = guests as [TestGuest]
    hotel.h2h.faults.always({ answer: 'reset' })
    await hotel.enqueue(guestMessage(guest))
    await eventually(async () =>
      expect(await hotel.sessions(guest)).toMatchObject([{ agentStatus: 'failed' }]),
    )
    expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply'])

    hotel.h2h.faults.clear()
    await eventually(async () =>
      expect(await hotel.sessions(guest)).toMatchObject([{ agentStatus: 'created' }]),
    )
    const [session] = await hotel.sessions(guest)
    const created = hotel.h2h.created.filter(({ identifierId }) => identifierId === session?.id)
    expect(created).toHaveLength(1)
  })
})
