import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { API_KEY, guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote, weWrote } from './write-message.ts'

const DEADLINE = { timeout: 10_000, interval: 20 }

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

/** Reads the stream as it comes. */
async function follow(query = '') {
  const ending = new AbortController()
  const response = await hotel.request(`/api/events${query}`, {
    headers: { authorization: `Bearer ${API_KEY}` },
    signal: ending.signal,
  })
  const state = { text: '', isOver: false }
  void (async () => {
    const decoder = new TextDecoder()
    for await (const piece of response.body ?? []) state.text += decoder.decode(piece as Uint8Array)
  })()
    .catch(() => {})
    .finally(() => (state.isOver = true))
  const heard = (session: string) => state.text.includes(`event: change\ndata: {"session_id":"${session}"}`)
  await vi.waitFor(() => expect(state.text).toContain('event: hello\ndata: {}\n\n'), DEADLINE)
  return {
    response,
    state,
    heard,
    expectHeard: (session: string) => vi.waitFor(() => expect(heard(session)).toBe(true), DEADLINE),
    leave: () => ending.abort(),
  }
}

test('tells of a session that begins, changes or ends, as a stream that nobody keeps', async () => {
  const stream = await follow()
  expect(Object.fromEntries(stream.response.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  const budi = await guestWithSession(hotel.store)
  await stream.expectHeard(budi.session)

  const other = await follow()
  expect(other.heard(budi.session)).toBe(false)
  await hotel.api('PATCH', `/sessions/${budi.session}`, { mode: 'manual' })
  await other.expectHeard(budi.session)

  const third = await follow()
  await hotel.api('POST', `/sessions/${budi.session}/terminate`)
  await third.expectHeard(budi.session)
  for (const one of [stream, other, third]) one.leave()
})

test('tells of each message, and of what becomes of it, of the session that is looked at', async () => {
  const budi = await guestWithSession(hotel.store)
  const siti = await guestWithSession(hotel.store)
  const reply = await weWrote(hotel.store, budi)
  const stream = await follow(`?session=${budi.session}`)
  await guestWrote(hotel.store, siti)
  await guestWrote(hotel.store, budi)
  await stream.expectHeard(budi.session)

  const again = await follow(`?session=${budi.session}`)
  await hotel.store.prisma.message.update({ where: { id: reply }, data: { status: 'read' } })
  await again.expectHeard(budi.session)
  // A message alone changes no session; those of others are heard of when their session says so.
  expect(stream.heard(siti.session)).toBe(false)
  for (const one of [stream, again]) one.leave()
})

test('is closed to strangers, and to what is no id', async () => {
  expect((await hotel.request('/api/events')).status).toBe(401)
  expect((await hotel.api('GET', '/events?session=x')).status).toBe(400)
})

test('ends when the console does', async () => {
  const own = await runConsole()
  const response = await own.request('/api/events', { headers: { authorization: `Bearer ${API_KEY}` } })
  const reading = response.text()
  await own.close()
  expect(await reading).toMatch(/^(?:event: hello\ndata: \{\}\n\n)?$/)
})
