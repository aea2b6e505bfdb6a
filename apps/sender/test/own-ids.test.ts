import { createWahaClient, type TextToSend, type WahaClient } from '@bellhop/gateways/waha'
import { API_FAULTS, type WahaSimulatorOptions } from '@bellhop/gateways/waha/simulator'
import { claimOutbound, findNextOutbound, newId, releaseDeadClaims, storeEvents } from '@bellhop/store'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openHotel, type Hotel, type TestGuest } from './hotel.ts'
import { openScene, type Scene } from './scene.ts'

const SOON = { reconcileIntervalMs: 20, resendFactor: 0.01, lookAfterMs: 200 }

describe.skipIf(!inject('redis'))('an id of our own', () => {
  let hotel: Hotel
  let scene: Scene
  /** What was sent to WAHA, as it was asked to. */
  let asked: TextToSend[]

  beforeAll(async () => {
    hotel = await openHotel(inject('postgres'))
  })
  afterEach(() => scene.close())
  afterAll(() => hotel.close())

  async function begin(simulator: WahaSimulatorOptions = {}, over: Partial<WahaClient> = {}): Promise<void> {
    scene = await openScene(hotel, simulator)
    asked = []
    const client = createWahaClient({ host: scene.waha.url, homeCountry: '62' })
    const waha: WahaClient = {
      ...client,
      async sendText(message) {
        asked.push(message)
        return client.sendText(message)
      },
      ...over,
    }
    await scene.startSender({}, { waha, timing: SOON, jitter: () => 0 })
  }

  /** Sends one message that arrives: then WAHA is known to take ids. */
  async function prove(guest: TestGuest): Promise<void> {
    const id = await hotel.write(guest, 'staff_reply', { text: 'first of all' })
    await scene.ring(guest, 'staff_reply')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
  }

  const shown = ({ chatId }: TestGuest): string[] =>
    scene.waha
      .guest(chatId.split('@')[0] ?? '')
      .entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []))

  test('is kept with the message before it leaves, and is the same at each try', async () => {
    await begin()
    scene.waha.faults.sendText.next({ answer: 429 }, 2)
    const guest = await hotel.checkIn(scene.line)
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    const { whatsappId } = await hotel.read(id)
    expect(whatsappId).toMatch(/^3EB0[0-9A-F]{16}$/)
    expect(asked.map((message) => message.id)).toEqual([whatsappId, whatsappId, whatsappId])
    expect(scene.waha.sent.map((sent) => sent.id)).toEqual([whatsappId])
  })

  test('is asked for once a line, and not used where WAHA has none', async () => {
    let questions = 0
    await begin({ takesOwnIds: false }, { newMessageId: async () => ((questions += 1), null) })
    const guest = await hotel.checkIn(scene.line)
    const ids = [await hotel.write(guest, 'welcome'), await hotel.write(guest, 'auto_reply')]
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(ids[1] ?? '')).toBe('sent'))
    expect(asked.map((message) => message.id)).toEqual([undefined, undefined])
    expect(questions).toBe(1)
    expect((await hotel.read(ids[0] ?? '')).whatsappId).toBe(scene.waha.sent[0]?.id)
  })

  test('is done without while WAHA cannot be asked, and the next message asks again', async () => {
    await begin()
    scene.waha.faults.newMessageId.next({ answer: 500 })
    const guest = await hotel.checkIn(scene.line)
    const ids = [await hotel.write(guest, 'welcome'), await hotel.write(guest, 'auto_reply')]
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(ids[1] ?? '')).toBe('sent'))
    expect(asked.map((message) => message.id)).toEqual([undefined, expect.stringMatching(/^3EB0/)])
  })

  test('gives way to the one that WAHA took instead, and is not tried again on that line', async () => {
    await begin({ takesOwnIds: false }, { newMessageId: async () => '3EB0AA' })
    const guest = await hotel.checkIn(scene.line)
    const ids = [await hotel.write(guest, 'welcome'), await hotel.write(guest, 'auto_reply')]
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(ids[1] ?? '')).toBe('sent'))
    expect(asked.map((message) => message.id)).toEqual([expect.stringMatching(/^3EB0/), undefined])
    expect((await hotel.read(ids[0] ?? '')).whatsappId).toBe(scene.waha.sent[0]?.id)
  })

  test.each(['dropsAnswer', 'sendsAndFails', 'fails', 'resets'] as const)(
    'makes a second send of what may have left (WAHA %s) the same message, which the guest sees once and in order',
    async (fault) => {
      await begin()
      const guest = await hotel.checkIn(scene.line)
      await prove(guest)
      scene.waha.faults.sendText.next(API_FAULTS[fault])
      const first = await hotel.write(guest, 'welcome')
      const second = await hotel.write(guest, 'auto_reply')
      await scene.ring(guest, 'welcome')
      await eventually(async () => {
        await scene.sweep()
        expect(await hotel.statusOf(second)).toBe('sent')
      })
      const { whatsappId } = await hotel.read(first)
      expect(asked.filter(({ text }) => text === 'welcome').map((message) => message.id)).toEqual([
        whatsappId,
        whatsappId,
      ])
      expect(shown(guest)).toEqual(['first of all', 'welcome', 'auto_reply'])
      expect(await hotel.read(first)).toMatchObject({ status: 'sent', error: null, resends: 1 })
    },
  )

  test('is not trusted any more once WAHA has become a version or an engine that makes its own', async () => {
    let isOld = false
    await begin({}, { newMessageId: async () => (isOld ? null : '3EB0AA') })
    const guest = await hotel.checkIn(scene.line)
    await prove(guest)
    scene.waha.faults.sendText.next(API_FAULTS.sendsAndFails)
    isOld = true
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    expect(await hotel.read(id)).toMatchObject({ resends: 0 })
    expect(asked.filter(({ text }) => text === 'welcome')).toHaveLength(1)
  })

  test('is not sent under again for ever: then the message is for staff to decide', async () => {
    await begin()
    const guest = await hotel.checkIn(scene.line)
    await prove(guest)
    scene.waha.faults.sendText.always(API_FAULTS.fails)
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(guest, 'welcome')
    await eventually(async () => {
      await scene.sweep()
      expect(await hotel.read(id)).toMatchObject({ status: 'unknown', resends: 8 })
    })
    expect(asked.filter(({ text }) => text === 'welcome')).toHaveLength(9)
  })

  test('saves what a sender left behind that died while it sent', async () => {
    await begin()
    const guest = await hotel.checkIn(scene.line)
    await prove(guest)
    const id = await hotel.write(guest, 'welcome')
    const seen = await findNextOutbound(hotel.prisma, { line: scene.line, guestId: guest.id })
    if (seen === null) throw new Error('nothing waits')
    await claimOutbound(hotel.prisma, seen, newId(), '3EB0000000000000DEAD')
    await hotel.prisma.$executeRaw`
      UPDATE messages SET claimed_at = claimed_at - interval '61 s' WHERE id = ${id}::uuid`
    await releaseDeadClaims(hotel.prisma)
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    expect(scene.waha.sent.at(-1)).toMatchObject({ id: '3EB0000000000000DEAD', text: 'welcome' })
  })

  test.each(['echo', 'ack'] as const)(
    'tells by its %s that the message arrived, which then is not sent again',
    async (proof) => {
      await begin()
      const guest = await hotel.checkIn(scene.line)
      await prove(await hotel.checkIn(scene.line))
      const id = await hotel.write(guest, 'welcome')
      // It may have left, and waits to be sent again.
      await hotel.prisma.$executeRaw`
        UPDATE messages SET whatsapp_id = '3EB0000000000000FEED', resends = 1, attempts = 1, claimed_at = now()
        WHERE id = ${id}::uuid`
      const facts = {
        line: scene.line,
        eventId: null,
        chatId: guest.chatId,
        phone: guest.phone,
        whatsappId: '3EB0000000000000FEED',
        fromMe: true,
        sentAt: Date.now(),
      }
      const event =
        proof === 'ack'
          ? ({ ...facts, kind: 'ack', detail: { ack: 'delivered' } } as const)
          : ({
              ...facts,
              kind: 'own-message',
              content: 'text',
              text: 'welcome',
              media: null,
              source: 'app',
            } as const)
      await storeEvents(hotel.store, [{ key: newId(), event }], 0)
      expect(await hotel.read(id)).toMatchObject({
        status: proof === 'ack' ? 'delivered' : 'sent',
        sentAt: expect.any(Date),
      })
      await scene.ring(guest, 'welcome')
      await prove(await hotel.checkIn(scene.line))
      expect(scene.textsTo(guest)).toEqual([])
    },
  )
})
