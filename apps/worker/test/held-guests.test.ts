import { lockGuest, type Store, type Tx } from '@bellhop/store'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openApplier } from './open-applier.ts'
import { openStoredHotel, type StoredHotel } from './stored-hotel.ts'

/** An advisory lock that nobody else has. */
const BARRIER = 77
const UNTIL_STOPPED = { interval: 2, timeout: 10_000 }

let hotel: StoredHotel

beforeAll(async () => {
  hotel = await openStoredHotel()
})
afterAll(() => hotel.close())

test('a worker leaves a guest whom another has to that one, asks again later, and serves the others (I9)', async () => {
  const [held, free] = [await hotel.checkIn(), await hotel.checkIn()]
  const [left, taken] = [await hotel.write(held), await hotel.write(free)]
  const { apply, retryLater } = openApplier(hotel.store)
  await hotel.prisma.$transaction(async (tx) => {
    await lockGuest(tx, held.phone)
    await apply([held.phone, free.phone])
  })
  expect(await hotel.read(left)).toMatchObject({ status: 'received', attempts: 0 })
  expect(await hotel.read(taken)).toMatchObject({ status: 'applied' })
  expect(retryLater.mock.calls).toEqual([[[held.phone]]])
})

test('a worker looks once more after its commit at what came while it had the guest (I9)', async () => {
  const guest = await hotel.checkIn()
  await hotel.write(guest)
  let late: string | undefined
  const { apply } = openApplier(
    stopped(
      hotel.store,
      'commit',
      async () => void (late ??= await hotel.write(guest, { text: 'and dinner?' })),
    ),
  )
  await apply([guest.phone])
  expect(await hotel.read(late ?? '')).toMatchObject({ status: 'applied' })
  expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply', 'auto_reply'])
})

test('a worker reads what waits after it has the guest: what the last one applied is not applied again (I9)', async () => {
  const guest = await hotel.checkIn()
  const { apply: applyFirst } = openApplier(hotel.store)
  // Only what opens no session and brings no welcome could be applied twice: indexes refuse the others.
  await hotel.write(guest)
  await applyFirst([guest.phone])
  await hotel.write(guest)
  const { apply } = openApplier(stopped(hotel.store, 'lock', () => applyFirst([guest.phone])))
  await apply([guest.phone])
  expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply', 'auto_reply'])
})

async function isSomebodyWaiting(tx: Tx): Promise<boolean> {
  const waiting = await tx.$queryRaw<object[]>`
    SELECT pid FROM pg_locks
    WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  return waiting.length > 0
}

/** The same store. Just before it locks guests, or commits what became of them, it stands still while something happens. */
function stopped(store: Store, before: 'lock' | 'commit', happens: () => Promise<unknown>): Store {
  const isLock = (query: unknown) => JSON.stringify(query).includes('pg_try_advisory_xact_lock')
  return {
    ...store,
    async pipeline(work) {
      const run = () =>
        store.pipeline((real) => {
          const stop = () =>
            void real.$queryRaw`SELECT pg_advisory_xact_lock_shared(${BARRIER}::bigint)::text`
          return work({
            ...real,
            async $queryRaw(...query) {
              if (before === 'lock' && isLock(query)) stop()
              return real.$queryRaw(...query)
            },
            async commit() {
              if (before === 'commit') stop()
              await real.commit()
            },
          })
        })
      const { running } = await store.prisma.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT pg_advisory_xact_lock(${BARRIER}::bigint)::text`
        const running = run()
        // What was asked before that is done by then.
        await Promise.race([vi.waitUntil(() => isSomebodyWaiting(tx), UNTIL_STOPPED), running])
        await happens()
        return { running }
      })
      return running
    },
  }
}
