import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'

import type { figuresOutput } from '../src/api/figure-routes.ts'
import type { lineOutput } from '../src/api/line-routes.ts'
import type { messageOutput } from '../src/api/message-output.ts'
import type { queuesOutput } from '../src/api/queue-routes.ts'
import type { Figures, Line, QueueCounts, WaitingMessage } from '../ui/src/lines/contract.ts'
import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { weWrote } from './write-message.ts'

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

test('the page of the lines reads what it shows as the API answers it', () => {
  expectTypeOf<z.infer<typeof lineOutput>>().toExtend<Line>()
  expectTypeOf<z.infer<typeof figuresOutput>>().toExtend<Figures>()
  expectTypeOf<z.infer<typeof messageOutput>>().toExtend<WaitingMessage>()
  expectTypeOf<z.infer<typeof queuesOutput>>().toExtend<{ items: QueueCounts[] }>()
})

test('what waits to leave is listed for a line, or for all', async () => {
  const guest = await guestWithSession(hotel.store)
  const ours = await weWrote(hotel.store, guest, { status: 'pending' })
  const spas = await weWrote(hotel.store, guest, { status: 'pending', line: 'spa' })
  const listed = async (query: string) =>
    (await hotel.api('GET', `/messages?status=pending${query}`)).body.items.map(
      ({ id }: { id: string }) => id,
    )
  expect(await listed('')).toEqual([spas, ours])
  expect(await listed('&line=default')).toEqual([ours])
  expect(await listed('&line=spa')).toEqual([spas])
  expect(await listed('&line=nobodys')).toEqual([])
})

test('whoever may look sees how full the queues are, and no job of them', async () => {
  await hotel.parts.doorbells.ringOutbound([{ line: 'spa', guestId: 'one', kind: 'welcome' }])
  await hotel.api('POST', '/lines/spa/pause', {})
  const viewer = await hotel.login({ name: (await hotel.operator('viewer')).name })
  const { status, body } = await hotel.api('GET', '/queues', undefined, viewer)
  expect(status).toBe(200)
  const none = { waiting: 0, active: 0, delayed: 0, failed: 0, paused: false }
  expect(body).toEqual({
    items: [
      { ...none, name: 'inbound' },
      { ...none, name: 'media' },
      { ...none, name: 'agent' },
      { ...none, name: 'outbound-default' },
      { ...none, name: 'outbound-spa', waiting: 1, paused: true },
    ],
  })
  expect((await hotel.request('/queues', { headers: viewer })).status).toBe(403)
})
