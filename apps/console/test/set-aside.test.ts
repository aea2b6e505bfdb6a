import { afterAll, beforeAll, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote } from './write-message.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000000'

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

test('what was set aside is listed with its reason, and waits again when it is asked to', async () => {
  const guest = await guestWithSession(hotel.store)
  const aside = { status: 'set_aside', attempts: 5, error: 'P0042', sessionId: null } as const
  const id = await guestWrote(hotel.store, guest, aside)
  const fine = await guestWrote(hotel.store, guest)
  const listed = async () => (await hotel.api('GET', '/set-aside')).body.items
  expect(await listed()).toMatchObject([{ id, status: 'set_aside', attempts: 5, error: 'P0042' }])

  const again = () => hotel.api('POST', `/messages/${id}/try-again`)
  expect(await again()).toMatchObject({ status: 200, body: { status: 'received', attempts: 0, error: null } })
  expect(await again()).toMatchObject({ status: 200, body: { status: 'received' } })
  expect(await listed()).toEqual([])
  expect(await hotel.api('POST', `/messages/${fine}/try-again`)).toMatchObject({
    status: 409,
    body: { detail: 'It is not set aside: it is applied.' },
  })
  expect((await hotel.api('POST', `/messages/${NOBODY}/try-again`)).status).toBe(404)
})
