import { afterAll, beforeAll, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote, mayHaveLeft, weWrote } from './write-message.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000000'

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

const cancel = (id: string) => hotel.api('POST', `/messages/${id}/cancel`)

test('a message that waits is cancelled, once and for all, and the next one is rung for', async () => {
  const guest = await guestWithSession(hotel.store)
  const first = await weWrote(hotel.store, guest, { status: 'pending', sentAt: null })
  await weWrote(hotel.store, guest, { status: 'pending', sentAt: null })
  const outbound = hotel.queues.find(({ name }) => name === 'outbound-default')
  const before = (await outbound?.getJobCountByTypes('waiting', 'prioritized')) ?? 0
  expect(await cancel(first)).toMatchObject({ status: 200, body: { status: 'cancelled', error: 'by_hand' } })
  expect(await outbound?.getJobCountByTypes('waiting', 'prioritized')).toBe(before + 1)
  expect(await cancel(first)).toMatchObject({ status: 200, body: { status: 'cancelled' } })
})

test.each(['sent', 'read', 'failed'] as const)('one that is %s stays as it is', async (status) => {
  const guest = await guestWithSession(hotel.store)
  const id = await weWrote(hotel.store, guest, { status })
  const { status: code, body } = await cancel(id)
  expect(code).toBe(409)
  expect(body.detail).toContain(`it is ${status}`)
})

test('one that is leaving, or may have left, is not called unsent, however it waits', async () => {
  const guest = await guestWithSession(hotel.store)
  expect((await cancel(await mayHaveLeft(hotel.store, guest))).status).toBe(409)
  const other = await guestWithSession(hotel.store)
  const leaving = await mayHaveLeft(hotel.store, other, { status: 'sending', error: null })
  expect((await cancel(leaving)).body.detail).toContain('it is sending')
  const again = await weWrote(hotel.store, guest, { status: 'pending', resends: 1, sentAt: null })
  expect((await cancel(again)).status).toBe(409)
})

test("a guest's message, and one that is not there, can't be cancelled", async () => {
  const guest = await guestWithSession(hotel.store)
  expect((await cancel(await guestWrote(hotel.store, guest))).status).toBe(409)
  expect((await cancel(NOBODY)).status).toBe(404)
})
