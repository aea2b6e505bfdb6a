import { createServer } from 'node:http'
import { createWahaClient } from '@bellhop/gateways/waha'
import { API_FAULTS } from '@bellhop/gateways/waha/simulator'
import { createLogger } from '@bellhop/runtime'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { eventually } from './eventually.ts'
import { createGate } from './gate.ts'
import { openHotel, type Hotel } from './hotel.ts'
import { openScene, type Scene } from './scene.ts'

describe.skipIf(!inject('redis'))('the sender', () => {
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

  test('sends the welcome before the auto-reply, on a single ring for the later one', async () => {
    await scene.startSender()
    const guest = await hotel.checkIn(scene.line)
    await hotel.write(guest, 'welcome')
    const last = await hotel.write(guest, 'auto_reply')
    await scene.ring(guest, 'auto_reply')
    await eventually(async () => expect(await hotel.statusOf(last)).toBe('sent'))
    expect(scene.textsTo(guest)).toEqual(['welcome', 'auto_reply'])
  })

  test('writes to the chat of the stored phone, whichever chat the guest wrote in', async () => {
    await scene.startSender()
    const guest = await hotel.checkIn(scene.line, '081234567890')
    const id = await hotel.write(guest, 'welcome', { chatId: '188812345678901@lid' })
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    expect(scene.waha.sent).toMatchObject([{ chatId: '6281234567890@c.us', text: 'welcome' }])
    expect(await hotel.read(id)).toMatchObject({ whatsappId: scene.waha.sent[0]?.id, attempts: 1 })
  })

  test('asks WAHA for no link preview', async () => {
    const bodies: unknown[] = []
    const stub = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (chunk: string) => bodies.push(JSON.parse(chunk)))
      request.on('end', () => response.writeHead(201).end('{"key":{"id":"3EB0AB"}}'))
    }).listen(0, '127.0.0.1')
    await eventually(() => expect(stub.listening).toBe(true))
    const { port } = stub.address() as { port: number }
    await scene.startSender({
      waha: { host: `http://127.0.0.1:${port}`, apiPath: '/api/sendText', apiKey: undefined },
    })
    const guest = await hotel.checkIn(scene.line)
    const id = await hotel.write(guest, 'agent_reply', { text: 'see https://example.com' })
    await scene.ring(guest, 'agent_reply')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    expect(bodies).toEqual([
      { session: scene.line, chatId: guest.chatId, text: 'see https://example.com', linkPreview: false },
    ])
    stub.close()
  })

  test('types before each text, and sends it though WAHA refuses to type', async () => {
    const steps: string[] = []
    const client = createWahaClient({ host: scene.waha.url, homeCountry: '62' })
    await scene.startSender(
      { typing: true },
      {
        typingPauseMs: (length) => (steps.push(`pause ${length}`), 1),
        waha: {
          ...client,
          sendSeen: async (chat) => (steps.push('seen'), client.sendSeen(chat)),
          startTyping: async (chat) => (steps.push('start'), client.startTyping(chat)),
          stopTyping: async (chat) => (steps.push('stop'), client.stopTyping(chat)),
          sendText: async (message) => (steps.push('send'), client.sendText(message)),
        },
      },
    )
    const guest = await hotel.checkIn(scene.line)
    const first = await hotel.write(guest, 'welcome', { text: 'hello' })
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(first)).toBe('sent'))
    expect(steps).toEqual(['seen', 'start', 'pause 5', 'stop', 'send'])

    scene.waha.faults.sendSeen.always({ answer: 500 })
    const second = await hotel.write(guest, 'auto_reply')
    await scene.ring(guest, 'auto_reply')
    await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
  })

  test('does nothing for a guest for whom nothing waits', async () => {
    await scene.startSender()
    const [nobody, guest] = [await hotel.checkIn(scene.line), await hotel.checkIn(scene.line)]
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(nobody, 'welcome')
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    expect(scene.waha.sent).toHaveLength(1)
  })

  describe('drops with its reason', () => {
    test.each([
      ['taken_over', 'welcome', (guest) => hotel.takeOver(guest)],
      ['rotated', 'auto_reply', async (guest) => void (await hotel.rotate(guest))],
      ['taken_over', 'agent_reply', (guest) => hotel.takeOver(guest)],
    ] satisfies [string, 'welcome' | 'auto_reply' | 'agent_reply', Parameters<typeof duringTyping>[1]][])(
      '%s: a %s whose session changed while it was being typed',
      async (reason, kind, change) => {
        const id = await duringTyping(kind, change)
        await eventually(async () =>
          expect(await hotel.read(id)).toMatchObject({ status: 'cancelled', error: reason, attempts: 0 }),
        )
        expect(scene.waha.sent).toEqual([])
      },
    )

    test('stale: automatic replies that are too old, and sends what staff wrote then', async () => {
      await scene.startSender({ staleAfterMs: 60_000 })
      const guest = await hotel.checkIn(scene.line)
      const welcome = await hotel.write(guest, 'welcome', { ageMs: 61_000 })
      const reply = await hotel.write(guest, 'auto_reply', { ageMs: 61_000 })
      const staff = await hotel.write(guest, 'staff_reply', { ageMs: 61_000 })
      await scene.ring(guest, 'welcome')
      await eventually(async () => expect(await hotel.statusOf(staff)).toBe('sent'))
      expect(await hotel.read(welcome)).toMatchObject({ status: 'cancelled', error: 'stale' })
      expect(await hotel.read(reply)).toMatchObject({ status: 'cancelled', error: 'stale' })
      expect(scene.textsTo(guest)).toEqual(['staff_reply'])
    })

    /** Rings for a message and changes the guest's session while the sender types. */
    async function duringTyping(
      kind: 'welcome' | 'auto_reply' | 'agent_reply',
      change: (guest: Awaited<ReturnType<Hotel['checkIn']>>) => Promise<void>,
    ): Promise<string> {
      const [typing, changed] = [createGate(), createGate()]
      const client = createWahaClient({ host: scene.waha.url, homeCountry: '62' })
      const waha = {
        ...client,
        startTyping: async () => {
          typing.open()
          await changed.opened
        },
      }
      await scene.startSender({ typing: true }, { typingPauseMs: () => 1, waha })
      const guest = await hotel.checkIn(scene.line)
      const id = await hotel.write(guest, kind)
      await scene.ring(guest, kind)
      await typing.opened
      await change(guest)
      changed.open()
      return id
    }
  })

  describe('when an attempt fails', () => {
    test('tries again later what WAHA surely did not take, and nothing overtakes it', async () => {
      await scene.startSender({}, { jitter: () => 0 })
      scene.waha.faults.sendText.next({ answer: 429 })
      const guest = await hotel.checkIn(scene.line)
      const first = await hotel.write(guest, 'welcome')
      const second = await hotel.write(guest, 'auto_reply')
      await scene.ring(guest, 'welcome')
      await eventually(async () =>
        expect(await hotel.read(first)).toMatchObject({
          status: 'pending',
          error: 'too-many',
          attempts: 1,
          nextAttemptAt: expect.any(Date),
        }),
      )
      await scene.ring(guest, 'auto_reply')
      // The backoff ends by itself: sweeping is all that is needed.
      await eventually(async () => {
        await scene.sweep()
        expect(await hotel.statusOf(second)).toBe('sent')
      })
      expect(scene.textsTo(guest)).toEqual(['welcome', 'auto_reply'])
      expect(await hotel.read(first)).toMatchObject({ status: 'sent', attempts: 2, error: null })
    })

    test('waits longer and longer for a WAHA that is not there, and gives nothing up', async () => {
      const host = scene.waha.url
      await scene.waha.close()
      await scene.startSender(
        { waha: { host, apiPath: '/api/sendText', apiKey: undefined } },
        { jitter: () => 0 },
      )
      const guest = await hotel.checkIn(scene.line)
      const id = await hotel.write(guest, 'welcome')
      const waits: number[] = []
      for (const attempts of [1, 2, 3, 4, 5, 6]) {
        await scene.sweep()
        await eventually(async () =>
          expect(await hotel.read(id)).toMatchObject({ status: 'pending', error: 'refused', attempts }),
        )
        const { nextAttemptAt } = await hotel.read(id)
        waits.push((nextAttemptAt?.getTime() ?? 0) - Date.now())
        await hotel.passTime(scene.line)
      }
      // 1 s and 32 s, less what has passed of them.
      expect(waits[0]).toBeLessThanOrEqual(1_000)
      expect(waits[5]).toBeGreaterThan(10_000)
    })

    test('fails what WAHA rejects, with the reason, and goes on with the next', async () => {
      await scene.startSender()
      scene.waha.faults.sendText.next({ answer: 400 })
      const guest = await hotel.checkIn(scene.line)
      const welcome = await hotel.write(guest, 'welcome')
      const reply = await hotel.write(guest, 'auto_reply')
      await scene.ring(guest, 'welcome')
      await eventually(async () => expect(await hotel.statusOf(reply)).toBe('sent'))
      expect(await hotel.read(welcome)).toMatchObject({ status: 'failed', error: 'bad-request' })
    })

    test.each(['fails', 'resets', 'dropsAnswer', 'sendsAndFails'] as const)(
      'leaves unknown what may have left (WAHA %s), holds the guest for it, and never sends it again',
      async (fault) => {
        await scene.startSender()
        scene.waha.faults.sendText.next(API_FAULTS[fault])
        const guest = await hotel.checkIn(scene.line)
        const first = await hotel.write(guest, 'welcome')
        const second = await hotel.write(guest, 'auto_reply')
        await scene.ring(guest, 'welcome')
        await eventually(async () => expect(await hotel.statusOf(first)).toBe('unknown'))
        await scene.ring(guest, 'auto_reply')
        await ringIsAnswered()
        expect(await hotel.statusOf(second)).toBe('pending')

        await hotel.passTime(scene.line)
        await scene.sweep()
        await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
        expect(await hotel.statusOf(first)).toBe('unknown')
        expect(scene.textsTo(guest).filter((text) => text === 'welcome').length).toBeLessThanOrEqual(1)
      },
    )

    test('takes a 2xx whose body broke off for sent', async () => {
      await scene.startSender()
      scene.waha.faults.newMessageId.always({ answer: 404 })
      scene.waha.faults.sendText.next(API_FAULTS.cutsAnswer)
      const guest = await hotel.checkIn(scene.line)
      const id = await hotel.write(guest, 'welcome')
      await scene.ring(guest, 'welcome')
      await eventually(async () =>
        expect(await hotel.read(id)).toMatchObject({ status: 'sent', whatsappId: null }),
      )
    })

    /** Rings of a line are answered in order: one that is answered means that those before it have begun. */
    async function ringIsAnswered(): Promise<void> {
      const other = await hotel.checkIn(scene.line)
      const id = await hotel.write(other, 'staff_reply')
      await scene.ring(other, 'staff_reply')
      await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    }
  })

  test('tells and counts what it does, and never to whom or in which words', async () => {
    const lines: string[] = []
    const log = createLogger({
      name: 'sender',
      level: 'trace',
      pretty: false,
      destination: { write: (line) => void lines.push(line) },
    })
    const { url } = await scene.startSender({ typing: true }, { log, typingPauseMs: () => 1 })
    scene.waha.faults.startTyping.next({ answer: 500 })
    scene.waha.faults.sendText.next({ answer: 400 })
    scene.waha.faults.sendText.next({ answer: 500 })
    const guest = await hotel.checkIn(scene.line)
    await hotel.write(guest, 'welcome', { text: 'a secret text' })
    const id = await hotel.write(guest, 'staff_reply', { text: 'another secret text' })
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('unknown'))

    const metrics = await (await fetch(`${url}/metrics`)).text()
    expect(metrics).toContain('bellhop_sends_total{kind="welcome",outcome="failed"} 1')
    expect(metrics).toContain('bellhop_sends_total{kind="staff_reply",outcome="unknown"} 1')
    expect(metrics).toContain('bellhop_sends_in_flight 0')
    const told = lines.map((line) => JSON.parse(line) as object)
    expect(told).toContainEqual(
      expect.objectContaining({
        level: 'error',
        messageId: id,
        sessionId: guest.sessionId,
        line: scene.line,
        outcome: 'unknown',
        attempt: 1,
      }),
    )
    for (const text of [metrics, ...lines]) {
      expect(text).not.toContain(guest.phone.slice(1))
      expect(text).not.toContain('secret')
    }
  })
})
