import { ensureLines, pauseLine } from '@bellhop/store'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { weWrote } from './write-message.ts'

const HOUR = 3_600_000

let hotel: RunningConsole

beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

beforeEach(async () => {
  await hotel.store.prisma.line.deleteMany()
  await hotel.store.prisma.message.deleteMany()
  await ensureLines(hotel.store.prisma, ['default', 'spa', 'of-another-hotel'], 3_000)
})

const post = (path: string, body?: unknown) => hotel.api('POST', `/lines/${path}`, body)
const list = async () => (await hotel.api('GET', '/lines')).body.items
const be = (facts: Parameters<typeof hotel.store.prisma.line.update>[0]['data']) =>
  hotel.store.prisma.line.update({ where: { line: 'default' }, data: facts })

describe('the lines', () => {
  test('are those of this hotel, with what waits on each and since when', async () => {
    const guest = await guestWithSession(hotel.store)
    const createdAt = new Date(Date.now() - HOUR)
    await weWrote(hotel.store, guest, { status: 'pending', createdAt })
    await weWrote(hotel.store, guest, { status: 'pending' })
    await weWrote(hotel.store, guest, { status: 'sent' })
    expect(await list()).toMatchObject([
      { line: 'default', waiting: 2, oldest_waiting_at: createdAt.toISOString(), send_interval_ms: 3_000 },
      { line: 'spa', waiting: 0, oldest_waiting_at: null, status: null, paused_by: null },
    ])
  })

  test('tell when one has been silent for too long, and until when it writes to nobody new', async () => {
    const timelockedUntil = new Date(Date.now() + HOUR)
    const heard = (ago: number) => ({
      workingSince: new Date(Date.now() - 9 * HOUR),
      lastEventAt: new Date(Date.now() - ago),
    })
    await be({ status: 'WORKING', timelockedUntil, ...heard(5 * HOUR) })
    expect(await list()).toMatchObject([
      { silent: false, timelocked_until: timelockedUntil.toISOString() },
      {},
    ])

    await be({ timelockedUntil: new Date(Date.now() - HOUR), ...heard(7 * HOUR) })
    expect(await list()).toMatchObject([{ silent: true }, {}])
  })

  test('say why Bellhop has paused one by itself', async () => {
    await pauseLine(hotel.store.prisma, 'default', 'bellhop', 'unauthorized')
    expect(await list()).toMatchObject([
      { paused_by: 'bellhop', paused_reason: 'unauthorized', paused_at: expect.any(String) },
      {},
    ])
  })
})

describe('an operator', () => {
  test('pauses a line and its queue at once, and lets it go on', async () => {
    const guest = await guestWithSession(hotel.store)
    await weWrote(hotel.store, guest, { status: 'pending' })
    const paused = await post('default/pause', { reason: ' the number\nmoves ' })
    expect(paused).toMatchObject({
      status: 200,
      body: { line: 'default', paused_by: 'operator', paused_reason: 'the number moves' },
    })
    expect(await hotel.lineState('default')).toMatchObject({ paused: true })
    expect(await hotel.lineState('spa')).toMatchObject({ paused: false })

    const again = await post('default/pause')
    expect(again.body).toMatchObject({ paused_reason: 'by hand', paused_at: paused.body.paused_at })

    const resumed = await post('default/resume')
    expect(resumed).toMatchObject({ status: 200, body: { paused_by: null, paused_at: null } })
    // In the first minute a third of its pace.
    expect(resumed.body.current_interval_ms).toBe(9_000)
    expect(await hotel.lineState('default')).toEqual({ paused: false, intervalMs: 9_000 })
    const jobs = await hotel.queues.find(({ name }) => name === 'outbound-default')?.getJobs()
    expect(jobs?.map(({ data }) => data)).toContainEqual(expect.objectContaining({ guestId: guest.guest }))
    expect(await post('default/resume')).toMatchObject({ status: 200, body: resumed.body })
  })

  test("lifts Bellhop's pause, and Bellhop does not lift the operator's", async () => {
    await pauseLine(hotel.store.prisma, 'default', 'bellhop', 'not-working')
    expect((await post('default/pause', {})).body.paused_by).toBe('operator')
    await pauseLine(hotel.store.prisma, 'default', 'bellhop', 'not-working')
    expect(await list()).toMatchObject([{ paused_by: 'operator', paused_reason: 'by hand' }, {}])
    expect((await post('default/resume')).body.paused_by).toBeNull()
  })

  test('is refused what makes no sense', async () => {
    for (const line of ['of-another-hotel', 'nobody', '%00', '..']) {
      expect((await post(`${line}/pause`, {})).status, line).toBe(404)
      expect((await post(`${line}/resume`)).status, line).toBe(404)
    }
    const { status, body } = await post('default/pause', { reason: 'x'.repeat(201) })
    expect(status).toBe(400)
    expect(body.errors).toEqual([{ field: 'reason', message: 'At most 200 characters.', code: 'too_long' }])
    expect((await post('default/pause', { reason: 7 })).status).toBe(400)
    expect(await list()).toMatchObject([{ paused_by: null }, { paused_by: null }])
  })
})
