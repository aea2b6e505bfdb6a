import { QueueUnavailableError } from '@bellhop/queue'
import { createMetrics } from '@bellhop/runtime'
import { lockGuest, openStore } from '@bellhop/store'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { buildConsole } from '../src/build-console.ts'
import { createServer } from '../src/create-server.ts'
import { createLineQueues } from '../src/line-queues.ts'
import { createRing } from '../src/ring.ts'
import { API_KEY, guestWithSession, runConsole, type RunningConsole } from './running-console.ts'

let hotel: RunningConsole

beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

const key = { authorization: `Bearer ${API_KEY}` }

/** The same console, whose database or queue does not answer. */
async function withOutage({ of }: { of: 'postgres' | 'queue' }): Promise<FastifyInstance> {
  const { config, parts } = hotel
  const store =
    of === 'postgres' ? openStore({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing' }) : parts.store
  const doorbells = {
    ...parts.doorbells,
    ...(of === 'queue' && { ringOutbound: refuse, ringAgent: refuse, ping: refuse }),
  }
  const server = await createServer(config, {
    ...parts,
    ...config,
    store,
    board: { ...parts.board, ...(of === 'queue' && { isReady: () => false, countJobs: noAnswer }) },
    feed: { listen: () => () => {} },
    metrics: createMetrics(),
    ring: createRing(doorbells, parts.log),
    lineQueues: createLineQueues(of === 'queue' ? NO_QUEUE : parts.lineControls, parts.log),
    checks: { postgres: () => store.ping(), queue: () => doorbells.ping() },
  })
  if (of === 'postgres') server.addHook('onClose', () => store.close())
  return server
}

async function noAnswer(): Promise<never> {
  throw new QueueUnavailableError('not-connected')
}

async function refuse(): Promise<void> {
  throw new Error('no queue today')
}

const NO_QUEUE = { pause: refuse, resume: refuse, setPace: refuse }

describe('without Postgres', () => {
  test('the console says so, by name, and answers 503', async () => {
    const server = await withOutage({ of: 'postgres' })
    const ready = await server.inject('/readyz')
    expect(ready.statusCode).toBe(503)
    expect(ready.json()).toEqual({ status: 'unavailable', failing: ['postgres'] })
    expect((await server.inject('/livez')).statusCode).toBe(200)

    const answer = await server.inject({ url: '/api/sessions', headers: key })
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(answer.json()).toMatchObject({
      status: 503,
      code: 'database_away',
      detail: 'The database does not answer. Try again soon.',
    })

    const { cookie } = await hotel.login()
    const page = await server.inject({ url: '/', headers: { cookie } })
    expect(page.statusCode).toBe(503)
    expect(page.body).toContain('The database does not answer.')
    await server.close()
  })
})

describe('without the queue', () => {
  test('a reply is accepted all the same, for the sweep to ring', async () => {
    const guest = await guestWithSession(hotel.store)
    const server = await withOutage({ of: 'queue' })
    expect((await server.inject('/readyz')).json()).toEqual({ status: 'unavailable', failing: ['queue'] })

    const answer = await server.inject({
      method: 'POST',
      url: `/api/sessions/${guest.session}/messages`,
      headers: { ...key, 'idempotency-key': 'k' },
      payload: { text: 'still here', role: 'Staff' },
    })
    expect(answer.statusCode).toBe(202)
    expect(await hotel.store.prisma.message.count({ where: { phone: guest.phone, status: 'pending' } })).toBe(
      1,
    )
    await server.close()
  })

  test('a line is paused and goes on all the same: the sender asks Postgres, and the sweep sees to the queue', async () => {
    const server = await withOutage({ of: 'queue' })
    for (const [verb, pausedBy] of [
      ['pause', 'operator'],
      ['resume', null],
    ]) {
      const answer = await server.inject({ method: 'POST', url: `/api/lines/spa/${verb}`, headers: key })
      expect(answer.statusCode).toBe(200)
      expect(await hotel.store.prisma.line.findUnique({ where: { line: 'spa' } })).toMatchObject({ pausedBy })
    }
    await server.close()
  })

  test('its jobs are not counted, and nobody waits for it', async () => {
    const server = await withOutage({ of: 'queue' })
    const answer = await server.inject({ url: '/api/queues', headers: key })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ status: 503, detail: 'The queue does not answer.' })
    await server.close()
  })

  test('Bull Board says so instead of waiting', async () => {
    const { cookie } = await hotel.login()
    const server = await withOutage({ of: 'queue' })
    const answer = await server.inject({ url: '/queues/api/queues', headers: { cookie } })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ code: 'queue_away' })
    expect((await server.inject({ url: '/queues', headers: { cookie } })).statusCode).toBe(200)
    await server.close()
  })
})

test('a request under way is answered when the console ends, and idle connections keep it from nothing', async () => {
  const app = await buildConsole(hotel.config, hotel.parts)
  await (await fetch(`${app.url}/livez`)).text()
  const guest = await guestWithSession(hotel.store)
  const { promise: held, release } = await holdGuest(guest.phone)
  const answer = fetch(`${app.url}/api/sessions/${guest.session}/terminate`, { method: 'POST', headers: key })
  await waitingForLock()
  const closed = app.close()
  release()
  expect((await answer).status).toBe(200)
  await Promise.all([held, closed])
})

/** Holds the guest's lock until it is released. */
async function holdGuest(phone: string): Promise<{ promise: Promise<void>; release: () => void }> {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  let locked = () => {}
  const taken = new Promise<void>((resolve) => (locked = resolve))
  const promise = hotel.store.prisma.$transaction(async (tx) => {
    await lockGuest(tx, phone)
    locked()
    await released
  })
  await taken
  return { promise, release }
}

async function waitingForLock(): Promise<void> {
  await expect
    .poll(async () => {
      const [row] = await hotel.store.prisma.$queryRaw<{ waiting: bigint }[]>`
        SELECT count(*) AS waiting FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()`
      return row?.waiting
    })
    .toBe(1n)
}
