import { listLines, pauseLine, resumeLine, type LineRow } from '@bellhop/store'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openHotel, type Hotel } from './hotel.ts'
import { openScene, type Scene } from './scene.ts'

describe.skipIf(!inject('redis'))('a line', () => {
  let hotel: Hotel
  let scene: Scene

  beforeAll(async () => {
    hotel = await openHotel(inject('postgres'))
  })
  beforeEach(async () => {
    scene = await openScene(hotel)
  })
  afterEach(() => scene.close())
  afterAll(() => hotel.close())

  const row = async (): Promise<LineRow | undefined> =>
    (await listLines(hotel.prisma)).find(({ line }) => line === scene.line)

  test('that is down is paused, fails nothing, and goes on by itself when it works again', async () => {
    await scene.startSender()
    await scene.waha.setLineStatus(scene.line, 'SCAN_QR_CODE')
    const guest = await hotel.checkIn(scene.line)
    const first = await hotel.write(guest, 'welcome')
    const second = await hotel.write(guest, 'auto_reply')
    await scene.ring(guest, 'welcome')
    await eventually(async () =>
      expect(await hotel.read(first)).toMatchObject({ status: 'pending', error: 'not-working' }),
    )
    expect(await row()).toMatchObject({ pausedBy: 'bellhop', pausedReason: 'not-working' })
    await eventually(async () =>
      expect(await scene.controls.state(scene.line)).toMatchObject({ paused: true }),
    )
    expect(scene.waha.sent).toEqual([])

    await scene.waha.setLineStatus(scene.line, 'WORKING')
    await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
    expect(scene.textsTo(guest)).toEqual(['welcome', 'auto_reply'])
    expect(await row()).toMatchObject({
      status: 'WORKING',
      workingSince: expect.any(Date) as Date,
      resumedAt: expect.any(Date) as Date,
      pausedBy: null,
      pausedReason: null,
    })
    expect(await scene.controls.state(scene.line)).toMatchObject({ paused: false })
  })

  test.each([401, 403, 404])('whose WAHA answers %i is paused, and the message waits', async (status) => {
    await scene.startSender({}, { watchIntervalMs: 60_000 })
    scene.waha.faults.sendText.next({ answer: status })
    const guest = await hotel.checkIn(scene.line)
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(guest, 'welcome')
    await eventually(async () =>
      expect(await hotel.read(id)).toMatchObject({ status: 'pending', attempts: 1 }),
    )
    expect(await row()).toMatchObject({ pausedBy: 'bellhop' })
  })

  test('that an operator paused sends nothing, and stays paused however well it works', async () => {
    const { url } = await scene.startSender()
    await pauseLine(hotel.prisma, scene.line, 'operator', 'maintenance')
    const guest = await hotel.checkIn(scene.line)
    const id = await hotel.write(guest, 'staff_reply')
    // The queue is not paused, as after an emptied Redis: the sender looks for itself.
    await scene.ring(guest, 'staff_reply')
    await eventually(async () => {
      const metrics = await (await fetch(`${url}/metrics`)).text()
      expect(metrics).toContain('bellhop_lines_paused{by="operator"} 1')
      expect(metrics).toContain('bellhop_lines_paused{by="bellhop"} 0')
    })
    expect(await hotel.read(id)).toMatchObject({ status: 'pending', attempts: 0 })
    expect(await row()).toMatchObject({ pausedBy: 'operator', pausedReason: 'maintenance' })

    await resumeLine(hotel.prisma, scene.line, 'operator')
    await scene.sweep()
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
  })

  test('gets the pace and the pause that Postgres knows when the sender starts', async () => {
    await pauseLine(hotel.prisma, scene.line, 'operator', 'maintenance')
    await scene.startSender({ sendIntervalMs: 3_000 })
    expect(await scene.controls.state(scene.line)).toEqual({ paused: true, intervalMs: 3_000 })
    expect(await row()).toMatchObject({ sendIntervalMs: 3_000, pausedBy: 'operator' })

    await resumeLine(hotel.prisma, scene.line, 'operator')
    await scene.startSender({ sendIntervalMs: 0 })
    expect(await scene.controls.state(scene.line)).toEqual({ paused: false, intervalMs: 0 })
  })
})
