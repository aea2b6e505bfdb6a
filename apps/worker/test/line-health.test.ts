import type { LineStatusEvent } from '@bellhop/core'
import type { App } from '@bellhop/runtime'
import { pauseLine } from '@bellhop/store'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { DEADLINE, guestMessage, LINE, NO_SWEEP, openHotel, type Hotel } from './hotel.ts'

const SILENT = 'line is silent although WAHA calls it WORKING'

describe.skipIf(!inject('redis'))('a worker', () => {
  let hotel: Hotel
  let worker: App
  let reports = 0

  beforeAll(async () => {
    hotel = await openHotel()
  })
  beforeEach(async () => {
    hotel.logged.length = 0
    await hotel.prisma.line.deleteMany()
    await hotel.prisma.message.deleteMany()
    worker = await hotel.startWorker({ LINE_SILENCE_ALERT: '2h' }, NO_SWEEP)
  })
  afterEach(async () => {
    await worker.close()
    await hotel.forgetQueues()
  })
  afterAll(() => hotel.close())

  const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, DEADLINE)
  const row = () => hotel.prisma.line.findUnique({ where: { line: LINE } })
  const isPaused = async () => (await hotel.controls.state(LINE)).paused
  const metrics = async () => (await fetch(`${worker.url}/metrics`)).text()
  const toldSilences = () => hotel.logged.filter((line) => line.includes(SILENT)).length

  function report(status: string): Promise<void> {
    const [sentAt, eventId] = [Date.now() + reports, `evt_${(reports += 1)}`]
    return hotel.enqueue({
      kind: 'line-status',
      line: LINE,
      eventId,
      status,
      sentAt,
    } satisfies LineStatusEvent)
  }

  test("pauses a line's queue as soon as WAHA reports a bad state, and lets it go on with what is due", async () => {
    const guest = await hotel.checkIn()
    await report('SCAN_QR_CODE')
    await eventually(async () => expect(await isPaused()).toBe(true))
    expect(await row()).toMatchObject({ pausedBy: 'bellhop', pausedReason: 'SCAN_QR_CODE' })
    await hotel.enqueue(guestMessage(guest))
    const rings = () => hotel.outbound.getJobCountByTypes('prioritized')
    await eventually(async () => expect(await rings()).toBe(1))
    await hotel.outbound.drain()

    await report('WORKING')
    await eventually(async () => expect(await rings()).toBe(1))
    expect(await isPaused()).toBe(false)
    expect(await row()).toMatchObject({ status: 'WORKING', pausedBy: null })
    for (const facts of ['"reason":"SCAN_QR_CODE"', 'line goes on'])
      expect(hotel.logged.filter((line) => line.includes(facts))).toHaveLength(1)
  })

  test("leaves an operator's pause to the operator", async () => {
    await pauseLine(hotel.prisma, LINE, 'operator', 'maintenance')
    await report('FAILED')
    await report('WORKING')
    await eventually(async () => expect(await row()).toMatchObject({ status: 'WORKING' }))
    await eventually(async () => expect(await isPaused()).toBe(true))
  })

  test('does in its sweep what was left undone, if Redis forgot or was away', async () => {
    await report('FAILED')
    await eventually(async () => expect(await isPaused()).toBe(true))
    await hotel.controls.resume(LINE)
    const sweeper = await hotel.startWorker()
    await eventually(async () => expect(await isPaused()).toBe(true))
    await sweeper.close()
  })

  test('knows when WAHA last delivered something, and counts nothing that it had to ask for', async () => {
    const guest = await hotel.checkIn()
    await hotel.enqueue(guestMessage(guest, { repaired: true }))
    await eventually(async () => expect(await hotel.messages(guest)).toHaveLength(3))
    expect(await row()).toMatchObject({ lastEventAt: null })
    await hotel.enqueue(guestMessage(guest))
    await eventually(async () => expect(await row()).toMatchObject({ lastEventAt: expect.any(Date) as Date }))
  })

  test('tells of a silent line once, however many look, and again after the next silence', async () => {
    await report('WORKING')
    await eventually(async () => expect(await row()).toMatchObject({ lastEventAt: expect.any(Date) as Date }))
    const silentFor3Hours = () => hotel.prisma.$executeRaw`
      UPDATE lines SET working_since = now() - interval '4 h', last_event_at = now() - interval '3 h',
                       silence_told_at = silence_told_at - interval '4 h'`
    await silentFor3Hours()
    expect(await metrics()).toContain(`bellhop_line_silent{line="${LINE}"} 1`)
    const sweepers = [
      await hotel.startWorker({ LINE_SILENCE_ALERT: '2h' }),
      await hotel.startWorker({ LINE_SILENCE_ALERT: '2h' }),
    ]
    await eventually(() => expect(toldSilences()).toBe(1))
    const { length } = hotel.logged
    // Each has looked again since, several times.
    await hotel.controls.pause(LINE)
    await eventually(async () => expect(await isPaused()).toBe(false))
    await hotel.controls.pause(LINE)
    await eventually(async () => expect(await isPaused()).toBe(false))
    expect(hotel.logged.length).toBeGreaterThan(length)
    expect(toldSilences()).toBe(1)

    await silentFor3Hours()
    await eventually(() => expect(toldSilences()).toBe(2))
    await Promise.all(sweepers.map((sweeper) => sweeper.close()))
  })

  test('shows the lines in its metrics', async () => {
    await report('SCAN_QR_CODE')
    await eventually(async () => expect(await isPaused()).toBe(true))
    await hotel.prisma.$executeRaw`UPDATE lines SET timelocked_until = now() + interval '1 hour'`
    expect((await metrics()).split('\n')).toEqual(
      expect.arrayContaining([
        `bellhop_line_working{line="${LINE}"} 0`,
        `bellhop_line_status{line="${LINE}",status="SCAN_QR_CODE"} 1`,
        `bellhop_line_paused{line="${LINE}",by="bellhop"} 1`,
        `bellhop_line_silent{line="${LINE}"} 0`,
        expect.stringMatching(`^bellhop_line_timelocked_seconds{line="${LINE}"} 3[56]\\d\\d`) as string,
        expect.stringMatching(`^bellhop_line_unrepaired_seconds{line="${LINE}"} \\d`) as string,
      ]),
    )
    await hotel.prisma.$executeRaw`UPDATE lines SET timelocked_until = now()`
    await report('WORKING')
    await eventually(async () => expect(await metrics()).toContain(`bellhop_line_working{line="${LINE}"} 1`))
    const now = await metrics()
    expect(now).toContain(`bellhop_line_status{line="${LINE}",status="WORKING"} 1`)
    expect(now).not.toContain('SCAN_QR_CODE')
    expect(now).not.toContain('by="bellhop"')
    expect(now).not.toContain('bellhop_line_timelocked_seconds{')
  })
})
