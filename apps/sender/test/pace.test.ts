import { API_FAULTS } from '@bellhop/gateways/waha/simulator'
import { listLines, newId, pauseLine, type LineRow } from '@bellhop/store'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openHotel, type Hotel, type TestGuest } from './hotel.ts'
import { openScene, type Scene } from './scene.ts'

const HOUR = 3_600_000

describe.skipIf(!inject('redis'))('the pace', () => {
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

  async function send(guest: TestGuest, text = 'first of all'): Promise<string> {
    const id = await hotel.write(guest, 'staff_reply', { text })
    await scene.ring(guest, 'staff_reply')
    return id
  }

  async function sendAndArrive(guest: TestGuest): Promise<void> {
    const id = await send(guest)
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
  }

  describe('of a chat', () => {
    test('keeps the next message back and rings for it by itself, without an attempt', async () => {
      await scene.startSender({ chatIntervalMs: 700 })
      const guest = await hotel.checkIn(scene.line)
      const first = await hotel.write(guest, 'welcome')
      const second = await hotel.write(guest, 'auto_reply')
      await scene.ring(guest, 'welcome')
      await eventually(async () => expect(await hotel.statusOf(first)).toBe('sent'))
      await eventually(async () => expect((await hotel.read(second)).nextAttemptAt).not.toBeNull())
      // Nobody sweeps.
      await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
      const [one, other] = [await hotel.read(first), await hotel.read(second)]
      expect(other.attempts).toBe(1)
      expect(Number(other.claimedAt) - Number(one.claimedAt)).toBeGreaterThanOrEqual(700)
    })

    test('holds up nobody else', async () => {
      await scene.startSender({ chatIntervalMs: HOUR })
      const [guest, other] = [await hotel.checkIn(scene.line), await hotel.checkIn(scene.line)]
      await sendAndArrive(guest)
      const held = await send(guest, 'too soon')
      await sendAndArrive(other)
      await eventually(async () => expect((await hotel.read(held)).nextAttemptAt).not.toBeNull())
      expect(await hotel.statusOf(held)).toBe('pending')
    })
  })

  test('of retries is kept without a sweep', async () => {
    await scene.startSender({}, { jitter: () => 0 })
    scene.waha.faults.sendText.next({ answer: 429 })
    const guest = await hotel.checkIn(scene.line)
    const id = await send(guest)
    await eventually(async () => expect(await hotel.read(id)).toMatchObject({ status: 'sent', attempts: 2 }))
  })

  test('of a line that resumes is slower at first', async () => {
    await scene.startSender({ sendIntervalMs: 1_000 })
    expect(await scene.controls.state(scene.line)).toMatchObject({ intervalMs: 1_000 })
    await pauseLine(hotel.prisma, scene.line, 'bellhop', 'not-working')
    await scene.controls.pause(scene.line)
    await eventually(async () =>
      expect(await scene.controls.state(scene.line)).toEqual({ paused: false, intervalMs: 3_000 }),
    )
  })

  describe("under WhatsApp's ban on new chats", () => {
    test('opens no chat before its end, tells until when, and goes on in those that exist', async () => {
      await scene.startSender()
      const [known, fresh] = [await hotel.checkIn(scene.line), await hotel.checkIn(scene.line)]
      await sendAndArrive(known)
      const until = Math.ceil(Date.now() / 1000) * 1000 + 2 * HOUR
      scene.waha.setTimelock(scene.line, until)
      scene.waha.faults.sendText.next(API_FAULTS.timelock)
      const refused = await hotel.write(fresh, 'welcome')
      await scene.ring(fresh, 'welcome')
      await eventually(async () =>
        expect(await hotel.read(refused)).toMatchObject({ status: 'pending', error: 'timelock' }),
      )
      expect(Math.abs(Number((await row())?.timelockedUntil) - until)).toBeLessThan(5_000)
      expect((await row())?.pausedBy).toBeNull()

      const third = await hotel.checkIn(scene.line)
      const held = await hotel.write(third, 'welcome')
      await scene.ring(third, 'welcome')
      await eventually(async () =>
        expect(Number((await hotel.read(held)).nextAttemptAt)).toBeGreaterThan(until - 5_000),
      )
      await sendAndArrive(known)
      expect(await hotel.read(held)).toMatchObject({ status: 'pending', attempts: 0 })

      await hotel.prisma
        .$executeRaw`UPDATE lines SET timelocked_until = now() WHERE line = ${scene.line}::text`
      await hotel.passTime(scene.line)
      await scene.sweep()
      await eventually(async () => expect(await hotel.statusOf(held)).toBe('sent'))
      await eventually(async () => expect(await hotel.statusOf(refused)).toBe('sent'))
    })

    test('ends for what waits as soon as WhatsApp lifts it, before the time that it told', async () => {
      await scene.startSender()
      scene.waha.setTimelock(scene.line, Math.ceil(Date.now() / 1000) * 1000 + 2 * HOUR)
      scene.waha.faults.sendText.next(API_FAULTS.timelock)
      const refused = await send(await hotel.checkIn(scene.line))
      await eventually(async () => expect((await hotel.read(refused)).error).toBe('timelock'))
      const held = await send(await hotel.checkIn(scene.line))
      await eventually(async () => expect((await hotel.read(held)).error).toBe('timelock'))

      await hotel.prisma
        .$executeRaw`UPDATE lines SET timelocked_until = NULL WHERE line = ${scene.line}::text`
      await eventually(async () => {
        await scene.sweep()
        expect([await hotel.statusOf(refused), await hotel.statusOf(held)]).toEqual(['sent', 'sent'])
      })
    })

    test('lasts an hour where WAHA does not tell its end', async () => {
      await scene.startSender()
      scene.waha.faults.sendText.next(API_FAULTS.timelock)
      const guest = await hotel.checkIn(scene.line)
      const id = await send(guest)
      await eventually(async () => expect((await hotel.read(id)).error).toBe('timelock'))
      const left = Number((await row())?.timelockedUntil) - Date.now()
      expect(left).toBeGreaterThan(HOUR - 60_000)
      expect(left).toBeLessThanOrEqual(HOUR + 5_000)
    })
  })

  test('of the bot stops for what staff wrote on the phone, before that is applied', async () => {
    await scene.startSender()
    const guest = await hotel.checkIn(scene.line)
    const message = {
      line: scene.line,
      chatId: guest.chatId,
      phone: guest.phone,
      fromMe: true,
      sentAt: new Date(),
    }
    const { id: typed } = await hotel.prisma.message.create({
      data: {
        ...message,
        id: newId(),
        direction: 'outbound',
        role: 'Staff',
        kind: 'text',
        text: 'I am on my way',
        whatsappId: '3A0000000000000000AB',
        source: 'app',
        status: 'received',
      },
    })
    const id = await hotel.write(guest, 'agent_reply')
    await scene.ring(guest, 'agent_reply')
    await eventually(async () => expect((await hotel.read(id)).nextAttemptAt).not.toBeNull())
    expect(await hotel.read(id)).toMatchObject({ status: 'pending', attempts: 0 })

    await hotel.takeOver(guest)
    await hotel.prisma.message.update({ where: { id: typed }, data: { status: 'sent' } })
    await eventually(async () =>
      expect(await hotel.read(id)).toMatchObject({ status: 'cancelled', error: 'taken_over' }),
    )
    expect(scene.textsTo(guest)).toEqual([])
  })
})
