import { createServer, connect, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  isDatabaseUnavailable,
  isStatementTimeout,
  newId,
  openStore,
  Prisma,
  type Store,
  type Tx,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'
import { createGate } from './gate.ts'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
})

beforeEach(() => {
  store = openStore({ databaseUrl: database.url, poolMax: 3 })
})

afterEach(() => store.close())

afterAll(() => database.drop())

/** The error of something that has to fail. */
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const settled = await work.then(
    () => null,
    (error: unknown) => ({ error }),
  )
  if (settled === null) throw new Error('it did not fail')
  return settled.error
}

const touch = (tx: Tx, line: string) => tx.line.update({ where: { line }, data: { pausedReason: 'touched' } })

const sleep = (db: Pick<Tx, '$queryRaw'>) => db.$queryRaw`SELECT pg_sleep(30)::text`

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it does not listen on a port')
  return address.port
}

async function terminateSleepers(): Promise<void> {
  const killer = openStore({ databaseUrl: database.url })
  await expect
    .poll(
      () => killer.prisma.$executeRaw`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep(30)%'`,
    )
    .toBeGreaterThan(0)
  await killer.close()
}

describe('Postgres did not answer', () => {
  test('when it ended the connection under a statement', async () => {
    const failure = failureOf(sleep(store.prisma))
    await terminateSleepers()
    expect(isDatabaseUnavailable(await failure)).toBe(true)
    expect(isStatementTimeout(await failure)).toBe(false)
  })

  test('when it ended the connection inside a transaction', async () => {
    const failure = failureOf(store.prisma.$transaction((tx) => sleep(tx)))
    await terminateSleepers()
    expect(isDatabaseUnavailable(await failure)).toBe(true)
  })

  test('when a statement took too long', async () => {
    const failure = store.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 50`
      await sleep(tx)
    })
    const error = await failureOf(failure)
    expect(isDatabaseUnavailable(error)).toBe(true)
    expect(isStatementTimeout(error)).toBe(true)
  })

  test('when a transaction was idle for too long', async () => {
    const failure = store.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 50`
      const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      await expect
        .poll(() => store.prisma.$queryRaw`SELECT 1 FROM pg_stat_activity WHERE pid = ${row?.pid}::int`)
        .toEqual([])
      await tx.$queryRaw`SELECT 1`
    })
    expect(isDatabaseUnavailable(await failureOf(failure))).toBe(true)
  })

  test('when all connections of the pool were taken for too long', async () => {
    const done = createGate()
    const holders = [1, 2, 3].map(() => {
      const taken = createGate()
      const ended = store.prisma.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1`
        taken.open()
        await done.opened
      })
      return { taken: taken.opened, ended }
    })
    await Promise.all(holders.map(({ taken }) => taken))
    const failures = await Promise.all([
      failureOf(store.prisma.$queryRaw`SELECT 1`),
      failureOf(store.prisma.$transaction((tx) => tx.$queryRaw`SELECT 1`)),
    ])
    done.open()
    await Promise.all(holders.map(({ ended }) => ended))
    expect(failures.map(isDatabaseUnavailable)).toEqual([true, true])
  })

  test('when two transactions waited for each other', async () => {
    const [a, b] = [newId(), newId()]
    await store.prisma.line.createMany({ data: [{ line: a }, { line: b }] })
    let arrived = 0
    const both = (first: string, second: string) =>
      store.prisma.$transaction(async (tx) => {
        await touch(tx, first)
        arrived += 1
        await expect.poll(() => arrived).toBe(2)
        await touch(tx, second)
      })
    const results = await Promise.allSettled([both(a, b), both(b, a)])
    const failures = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    )
    expect(failures.map(isDatabaseUnavailable)).toEqual([true])
  })

  test.each(['127.0.0.1:1', 'postgres.invalid:5432'])('when nobody is to be found at %s', async (host) => {
    const gone = openStore({ databaseUrl: `postgresql://nobody@${host}/none` })
    const failures = await Promise.all([
      failureOf(gone.ping()),
      failureOf(gone.prisma.$queryRaw`SELECT 1`),
      failureOf(gone.prisma.$transaction((tx) => sleep(tx))),
    ])
    await gone.close()
    expect(failures.map(isDatabaseUnavailable)).toEqual([true, true, true])
  })
})

describe('a network that breaks between', () => {
  let proxy: Server
  let sockets: Set<Socket>
  let swallow: boolean
  let url: string
  let behind: Store

  beforeEach(async () => {
    sockets = new Set()
    swallow = false
    const { hostname, port } = new URL(database.url)
    proxy = createServer((client) => {
      const server = connect(Number(port), hostname)
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        sockets.add(from)
        from.on('data', (chunk) => {
          if (!swallow) to.write(chunk)
        })
        from.on('error', () => to.destroy())
        from.on('close', () => to.destroy())
      }
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => proxy.once('listening', resolve))
    const through = new URL(database.url)
    through.host = `127.0.0.1:${portOf(proxy)}`
    url = through.href
    behind = openStore({ databaseUrl: url })
    await behind.ping()
  })

  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => proxy.close(resolve))
    await behind.close()
  })

  test('is no answer when it cuts the connection under a statement, and the pool gets over it', async () => {
    const failure = failureOf(sleep(behind.prisma))
    await expect
      .poll(
        () => store.prisma.$queryRaw`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
            AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep(30)%'`,
      )
      .toHaveLength(1)
    for (const socket of sockets) socket.destroy()
    expect(isDatabaseUnavailable(await failure)).toBe(true)
    await behind.ping()
  })

  test('is no answer when new connections hang', async () => {
    swallow = true
    const hanging = openStore({ databaseUrl: url })
    const failures = await Promise.all([
      failureOf(hanging.ping()),
      failureOf(hanging.prisma.$queryRaw`SELECT 1`),
    ])
    await hanging.close()
    expect(failures.map(isDatabaseUnavailable)).toEqual([true, true])
  })
})

describe('Postgres did answer', () => {
  test('when it refused a row or a statement', async () => {
    const { prisma } = store
    await prisma.line.create({ data: { line: 'once' } })
    const refusals = [
      prisma.line.create({ data: { line: 'once' } }),
      prisma.$executeRaw`INSERT INTO lines (line) VALUES ('once')`,
      prisma.line.update({ where: { line: 'never' }, data: { status: 'WORKING' } }),
      prisma.$queryRaw`SELECT nonsense FROM nowhere`,
      prisma.$queryRaw`SELECT ${'no uuid'}::uuid`,
      prisma.$executeRaw`INSERT INTO sessions (id) VALUES (${newId()}::uuid)`,
      prisma.$queryRaw`SELECT 1 / 0`,
    ]
    const failures = await Promise.all(refusals.map(failureOf))
    expect(failures.filter(isDatabaseUnavailable)).toEqual([])
  })

  test('or was not asked: our own mistakes are not its absence', () => {
    for (const mistake of [new Error('bug'), new TypeError('x is undefined'), null, undefined, 'text', 42]) {
      expect(isDatabaseUnavailable(mistake)).toBe(false)
    }
    expect(isDatabaseUnavailable(new Prisma.PrismaClientValidationError('bad', { clientVersion: '' }))).toBe(
      false,
    )
  })
})
