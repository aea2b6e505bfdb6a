import { createWahaClient, type WahaClient } from '@bellhop/gateways/waha'
import { API_FAULTS, type WahaSimulatorOptions } from '@bellhop/gateways/waha/simulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openHotel, type Hotel, type TestGuest } from './hotel.ts'
import { openScene, type Scene } from './scene.ts'

/** Minutes in tenths of a second. */
const SOON = { reconcileIntervalMs: 20, lookAfterMs: 50, lookEveryMs: 100, absentAfterMs: 150 }

describe.skipIf(!inject('redis'))('a message that may have left', () => {
  let hotel: Hotel
  let scene: Scene
  let metricsUrl: string

  beforeAll(async () => {
    hotel = await openHotel(inject('postgres'))
  })
  afterEach(() => scene.close())
  afterAll(() => hotel.close())

  /** WEBJS takes no ids of ours. */
  async function begin(
    simulator: WahaSimulatorOptions = {},
    over: Partial<WahaClient> = {},
  ): Promise<TestGuest> {
    scene = await openScene(hotel, { engine: 'WEBJS', ...simulator })
    const client = createWahaClient({ host: scene.waha.url, homeCountry: '62' })
    const { url } = await scene.startSender({}, { waha: { ...client, ...over }, timing: SOON })
    metricsUrl = `${url}/metrics`
    return hotel.checkIn(scene.line)
  }

  const metrics = async () => (await fetch(metricsUrl)).text()

  test('is found in the history: it is sent, and its guest is held no longer', async () => {
    const guest = await begin()
    scene.waha.faults.sendText.next(API_FAULTS.sendsAndFails)
    const first = await hotel.write(guest, 'welcome')
    const second = await hotel.write(guest, 'auto_reply')
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
    expect(await hotel.read(first)).toMatchObject({
      status: 'sent',
      whatsappId: scene.waha.sent[0]?.id,
      error: null,
      resends: 0,
    })
    expect(scene.textsTo(guest)).toEqual(['welcome', 'auto_reply'])
    expect(await metrics()).toContain('bellhop_unknown_resolved_total{by="history"} 1')
  })

  test('is sent once more when the history has proven that it did not', async () => {
    const guest = await begin()
    scene.waha.faults.sendText.next(API_FAULTS.fails)
    const first = await hotel.write(guest, 'welcome')
    const second = await hotel.write(guest, 'auto_reply')
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
    expect(await hotel.read(first)).toMatchObject({ status: 'sent', resends: 1, attempts: 2 })
    expect(scene.textsTo(guest)).toEqual(['welcome', 'auto_reply'])
    expect(await metrics()).toContain('bellhop_unknown_resolved_total{by="resend"} 1')
  })

  test('is left to staff when it is absent a second time, and then holds the guest for a while only', async () => {
    const guest = await begin()
    scene.waha.faults.sendText.next(API_FAULTS.fails, 2)
    const first = await hotel.write(guest, 'welcome')
    const second = await hotel.write(guest, 'auto_reply')
    await scene.ring(guest, 'welcome')
    await eventually(async () =>
      expect(await hotel.read(first)).toMatchObject({ status: 'unknown', error: 'absent', resends: 1 }),
    )
    expect(await hotel.statusOf(second)).toBe('pending')
    expect(await metrics()).toContain('bellhop_unknown_left_total 1')

    await hotel.passTime(scene.line)
    await scene.sweep()
    await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
    expect(scene.textsTo(guest)).toEqual(['auto_reply'])
  })

  test('is not absent because WAHA could not be asked', async () => {
    const guest = await begin()
    scene.waha.faults.chatMessages.always({ answer: 500 })
    scene.waha.faults.sendText.next(API_FAULTS.fails)
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('unknown'))
    await rounds(5, id)
    expect(await hotel.read(id)).toMatchObject({ status: 'unknown', absentSince: null, resends: 0 })

    scene.waha.faults.chatMessages.clear()
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    expect(scene.textsTo(guest)).toEqual(['welcome'])
  })

  test('is not asked for while its line is down, and what was known of its absence is forgotten', async () => {
    const guest = await begin()
    scene.waha.faults.sendText.next(API_FAULTS.fails)
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect((await hotel.read(id)).absentSince).not.toBeNull())
    await scene.waha.setLineStatus(scene.line, 'STARTING')
    await eventually(async () => expect((await hotel.read(id)).absentSince).toBeNull())
    expect(await hotel.read(id)).toMatchObject({ status: 'unknown', resends: 0 })

    await scene.waha.setLineStatus(scene.line, 'WORKING')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
  })

  test('is not sent again once staff have taken the session over', async () => {
    const guest = await begin()
    scene.waha.faults.sendText.next(API_FAULTS.fails)
    const id = await hotel.write(guest, 'agent_reply')
    await scene.ring(guest, 'agent_reply')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('unknown'))
    await hotel.takeOver(guest)
    await eventually(async () =>
      expect(await hotel.read(id)).toMatchObject({ status: 'cancelled', error: 'taken_over' }),
    )
    expect(scene.textsTo(guest)).toEqual([])
  })

  test("is told from its guest's other messages with the same words", async () => {
    const guest = await begin()
    const sent = await hotel.write(guest, 'auto_reply', { text: 'One moment' })
    await scene.ring(guest, 'auto_reply')
    await eventually(async () => expect(await hotel.statusOf(sent)).toBe('sent'))
    scene.waha.faults.sendText.next(API_FAULTS.fails)
    const lost = await hotel.write(guest, 'auto_reply', { text: 'One moment' })
    await scene.ring(guest, 'auto_reply')
    // The history has the words once, and they are another's: it is absent.
    await eventually(async () => expect(await hotel.read(lost)).toMatchObject({ status: 'sent', resends: 1 }))
    expect(scene.textsTo(guest)).toEqual(['One moment', 'One moment'])
  })

  describe('is looked for under the hidden address too, where WAHA keeps the two apart', () => {
    const hidden = '188812345678901@lid'
    let asked: Set<string>

    const chatMessages: WahaClient['chatMessages'] = async ({ line, chatId, offset = 0 }) => {
      asked.add(chatId)
      if (chatId !== hidden || offset > 0) return { messages: [], rows: 0, unreadable: 0 }
      const own = { kind: 'own-message', fromMe: true, source: null, content: 'text', media: null } as const
      const facts = { line, chatId, phone: null, eventId: null, whatsappId: '3EB0HIDDEN', text: 'welcome' }
      return { messages: [{ ...facts, ...own, sentAt: Date.now() }], rows: 1, unreadable: 0 }
    }

    async function sendUnseen(guest: TestGuest): Promise<string> {
      scene.waha.faults.sendText.next(API_FAULTS.sendsAndFails)
      const id = await hotel.write(guest, 'welcome')
      await scene.ring(guest, 'welcome')
      return id
    }

    async function expectFound(guest: TestGuest, id: string): Promise<void> {
      const found = { status: 'sent', whatsappId: '3EB0HIDDEN' }
      await eventually(async () => expect(await hotel.read(id)).toMatchObject(found))
      expect([...asked].toSorted()).toEqual([hidden, guest.chatId].toSorted())
      expect(scene.textsTo(guest)).toEqual(['welcome'])
    }

    beforeEach(() => (asked = new Set()))

    test('under which the guest has written', async () => {
      const guest = await begin({}, { chatMessages })
      await hotel.prisma.guestChat.create({ data: { line: scene.line, chatId: hidden, guestId: guest.id } })
      await expectFound(guest, await sendUnseen(guest))
    })

    test('which nobody but WAHA has heard of, and is not absent while WAHA cannot tell', async () => {
      const guest = await begin({ engine: 'GOWS', takesOwnIds: false }, { chatMessages })
      await scene.waha.guest(guest.phone).writes('Hello', { lid: hidden })
      scene.waha.faults.phoneToLid.always({ answer: 500 })
      const id = await sendUnseen(guest)
      await eventually(async () => expect(await hotel.statusOf(id)).toBe('unknown'))
      await rounds(5, id)
      expect(await hotel.read(id)).toMatchObject({ status: 'unknown', absentSince: null, resends: 0 })
      scene.waha.faults.phoneToLid.clear()
      await expectFound(guest, id)
    })
  })

  test('is asked for by one sender of several', async () => {
    const guest = await begin()
    await scene.startSender({}, { timing: SOON })
    scene.waha.faults.sendText.next(API_FAULTS.fails)
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    expect(scene.textsTo(guest)).toEqual(['welcome'])
    expect(await hotel.read(id)).toMatchObject({ resends: 1, attempts: 2 })
  })

  /** Waits until the message was asked for that often. */
  async function rounds(count: number, id: string): Promise<void> {
    const seen = new Set<number>()
    await eventually(async () => {
      seen.add((await hotel.read(id)).nextAttemptAt?.getTime() ?? 0)
      expect(seen.size).toBeGreaterThan(count)
    })
  }
})
