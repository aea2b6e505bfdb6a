import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'

import type { messageOutput } from '../src/api/message-output.ts'
import type { excerptOutput, quarantinedOutput } from '../src/api/quarantined-routes.ts'
import type { AsideMessage, QuarantinedEvent, QuarantinedExcerpt } from '../ui/src/set-aside/contract.ts'
import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { mayHaveLeft, weWrote } from './write-message.ts'

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

test('the page of what was set aside reads what it shows as the API answers it', () => {
  expectTypeOf<z.infer<typeof messageOutput>>().toExtend<AsideMessage>()
  expectTypeOf<z.infer<typeof quarantinedOutput>>().toExtend<QuarantinedEvent>()
  expectTypeOf<z.infer<typeof excerptOutput>>().toExtend<QuarantinedExcerpt>()
})

test('a message that may have left says whether a later one has left already', async () => {
  const guest = await guestWithSession(hotel.store)
  const first = await mayHaveLeft(hotel.store, guest)
  const listed = async () => (await hotel.api('GET', '/messages?status=unknown')).body.items
  expect(await listed()).toMatchObject([{ id: first, overtaken: false }])
  await weWrote(hotel.store, guest, { status: 'delivered' })
  expect(await listed()).toMatchObject([{ id: first, overtaken: true }])
})
