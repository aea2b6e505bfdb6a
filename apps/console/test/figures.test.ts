import { afterAll, beforeAll, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote, mayHaveLeft, weWrote } from './write-message.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

test('the last day is told by the hour: what came, what left, what failed, and how long guests waited', async () => {
  const thisHour = Math.floor(Date.now() / HOUR) * HOUR
  const at = (hoursAgo: number, minute: number) => {
    const sentAt = new Date(thisHour - hoursAgo * HOUR + minute * MINUTE)
    return { sentAt, createdAt: sentAt }
  }
  const budi = await guestWithSession(hotel.store)
  const siti = await guestWithSession(hotel.store)
  // Budi waits ten minutes for his first answer, and two for the next; what he adds while he waits begins no new wait.
  await guestWrote(hotel.store, budi, at(3, 0))
  await guestWrote(hotel.store, budi, at(3, 6))
  await weWrote(hotel.store, budi, { role: 'System', kind: 'auto_reply', ...at(3, 1) })
  await weWrote(hotel.store, budi, at(3, 10))
  await guestWrote(hotel.store, budi, at(3, 20))
  await weWrote(hotel.store, budi, { role: 'Agent', kind: 'agent_reply', ...at(3, 22) })
  // What staff say unasked answers nothing, nor does what was dropped.
  await weWrote(hotel.store, siti, at(3, 30))
  await guestWrote(hotel.store, siti, at(2, 0))
  await weWrote(hotel.store, siti, { status: 'cancelled', ...at(2, 1) })
  await weWrote(hotel.store, siti, { status: 'failed', ...at(2, 2) })
  await mayHaveLeft(hotel.store, siti, at(2, 3))
  await guestWrote(hotel.store, siti, at(30, 0))

  const { status, body } = await hotel.api('GET', '/figures')
  expect(status).toBe(200)
  expect(body.hours).toHaveLength(24)
  // Of two, three and ten minutes.
  expect(body.reply_ms).toBe(3 * MINUTE)
  expect(body.hours.at(-4)).toEqual({
    from: new Date(thisHour - 3 * HOUR).toISOString(),
    received: 3,
    sent: 4,
    failed: 0,
    reply_ms: 6 * MINUTE,
  })
  expect(body.hours.at(-3)).toMatchObject({ received: 1, sent: 0, failed: 2, reply_ms: 3 * MINUTE })
  const quiet = { received: 0, sent: 0, failed: 0, reply_ms: null }
  expect(body.hours.at(-1)).toMatchObject(quiet)
  expect(body.hours[0]).toMatchObject(quiet)
})
