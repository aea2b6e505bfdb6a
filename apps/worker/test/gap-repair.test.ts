import {
  startWahaSimulator,
  type WahaSimulator,
  type WahaSimulatorOptions,
} from '@bellhop/gateways/waha/simulator'
import type { App } from '@bellhop/runtime'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { DEADLINE, LINE, openHotel, type Hotel, type TestGuest } from './hotel.ts'
import { startWebhookReceiver } from './webhook-receiver.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** So often a page is asked for, before the repair is given up. */
const TRIES = 5

describe.skipIf(!inject('redis'))('gap repair', () => {
  let hotel: Hotel
  let waha: WahaSimulator
  const opened: { close(): Promise<void> }[] = []

  beforeAll(async () => {
    hotel = await openHotel()
  })
  beforeEach(async () => {
    hotel.logged.length = 0
    await hotel.prisma.$executeRaw`TRUNCATE messages, quarantined_events, guests, hidden_chats, lines CASCADE`
    await hotel.prisma.line.create({
      data: { line: LINE, knownSince: ago(10 * HOUR), repairedUntil: ago(6 * HOUR) },
    })
    await openWaha()
  })
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close()
    await hotel.forgetQueues()
  })
  afterAll(() => hotel.close())

  const ago = (ms: number) => new Date(Date.now() - ms)
  const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, DEADLINE)

  /** A WAHA whose webhooks reach nobody. */
  async function openWaha(options: WahaSimulatorOptions = {}): Promise<void> {
    waha = await startWahaSimulator(options)
    opened.push(waha)
  }

  async function startWorker(env: NodeJS.ProcessEnv = {}): Promise<App> {
    const worker = await hotel.startWorker(
      { WAHA_HOST: waha.url, GAP_REPAIR_EVERY: '1h', ...env },
      { gapRepair: { lookIntervalMs: 20, graceMs: 0 } },
    )
    opened.push(worker)
    return worker
  }

  const line = async () => hotel.prisma.line.findUniqueOrThrow({ where: { line: LINE } })
  const repaired = async (after: Date | null = null) => {
    await eventually(async () => {
      const { repairedAt } = await line()
      expect(repairedAt?.getTime() ?? 0).toBeGreaterThan(after?.getTime() ?? 0)
    })
    await hotel.idle()
    return line()
  }
  const phoneOf = ({ chatId }: TestGuest) => waha.guest(chatId.replace('@c.us', ''))
  /** By the time at which they were written. */
  const written = async (guest: TestGuest) =>
    (await hotel.messages(guest))
      .filter(({ kind }) => kind === 'text')
      .toSorted((a, b) => Number(a.sentAt) - Number(b.sentAt))
      .map(({ text }) => text)

  /** As the history has them, an hour old, a second apart. */
  async function writes(guest: TestGuest, count: number, { from = ago(HOUR), word = 'message' } = {}) {
    const texts = Array.from({ length: count }, (_, index) => `${word} ${index}`)
    for (const [index, text] of texts.entries())
      await phoneOf(guest).writes(text, { at: from.getTime() + index * 1_000 })
    return texts
  }

  test('puts what WAHA did not deliver on the way of every message, and counts it', async () => {
    const guest = await hotel.checkIn()
    const texts = await writes(guest, 3)
    const worker = await startWorker()
    await repaired()
    expect(await written(guest)).toEqual(texts)
    // Whoever holds the guest applies what others store meanwhile, and their jobs are done before.
    await eventually(async () =>
      expect(await hotel.replies(guest)).toEqual(['welcome', 'auto_reply', 'auto_reply', 'auto_reply']),
    )
    expect(await (await fetch(`${worker.url}/metrics`)).text()).toContain(
      `bellhop_gap_repaired_total{line="${LINE}"} 3`,
    )
    expect(await line()).toMatchObject({ status: 'WORKING', lastEventAt: null })
  })

  test('finds nothing that is there already, nor what could not be stored and is quarantined', async () => {
    const guest = await hotel.checkIn()
    await writes(guest, 2)
    await (await startWorker()).close()
    const first = await startWorker()
    const { repairedAt } = await repaired()
    await first.close()
    const id = (await phoneOf(guest).writes('unstorable', { at: Date.now() - HOUR })).id
    await hotel.prisma.quarantinedEvent.create({
      data: {
        id: guest.id,
        eventKey: `${LINE}_message_false_${id}`,
        raw: Buffer.from(''),
        reason: 'refused',
      },
    })
    const second = await startWorker()
    await repaired(repairedAt)
    expect(await written(guest)).toHaveLength(2)
    expect(await (await fetch(`${second.url}/metrics`)).text()).not.toContain('bellhop_gap_repaired_total{')
  })

  test('asks from an hour before the last repair on, and for nothing of the time before Bellhop', async () => {
    await hotel.prisma.line.update({ where: { line: LINE }, data: { repairedUntil: ago(2 * HOUR) } })
    const guest = await hotel.checkIn()
    for (const minutes of [200, 170, 100])
      await phoneOf(guest).writes(`${minutes} min ago`, { at: Date.now() - minutes * MINUTE })
    const worker = await startWorker()
    const { repairedAt } = await repaired()
    expect(await written(guest)).toEqual(['170 min ago', '100 min ago'])
    await worker.close()

    const data = { knownSince: ago(190 * MINUTE), repairedUntil: ago(190 * MINUTE) }
    await hotel.prisma.line.update({ where: { line: LINE }, data })
    await startWorker()
    await repaired(repairedAt)
    expect(await written(guest)).toEqual(['170 min ago', '100 min ago'])
  })

  test('is not stopped by pages that are empty since WAHA leaves out reactions', async () => {
    const guest = await hotel.checkIn()
    const { id } = await phoneOf(guest).writes('before', { at: Date.now() - HOUR })
    waha.advanceClock(guest.phone, -HOUR / 2)
    for (let count = 0; count < 330; count += 1) await phoneOf(guest).reacts(id, '👍')
    waha.advanceClock(guest.phone, HOUR / 2)
    await phoneOf(guest).writes('after', { at: Date.now() - MINUTE })
    await startWorker()
    await repaired()
    expect(await written(guest)).toEqual(['before', 'after'])
  })

  test('reads a long history to its end', async () => {
    const guests = await hotel.checkInMany(5)
    for (const guest of guests) await writes(guest, 70)
    await startWorker()
    await repaired()
    for (const guest of guests) expect(await written(guest)).toHaveLength(70)
  })

  test('goes on when WAHA gives a page only at the second or third time', async () => {
    const guest = await hotel.checkIn()
    await writes(guest, 150)
    for (const fault of [{ answer: 500 }, { answer: 'reset' }, { delayMs: 0 }, { answer: 502 }] as const) {
      waha.faults.chatMessages.next(fault)
    }
    await startWorker()
    await repaired()
    expect(await written(guest)).toHaveLength(150)
    expect(hotel.logged.join()).not.toContain('could not ask WAHA')
  })

  describe('moves the mark', () => {
    const worksSince = (at: Date) =>
      hotel.prisma.line.update({
        where: { line: LINE },
        data: { status: 'WORKING', statusAt: at, workingSince: at },
      })

    test('to when it began', async () => {
      await worksSince(ago(HOUR))
      await startWorker()
      const { repairedAt, repairedUntil } = await repaired()
      expect(repairedUntil).toEqual(repairedAt)
    })

    test('not so soon after the line came back: the next one reads the whole gap again', async () => {
      await worksSince(ago(5 * MINUTE))
      const before = await line()
      await startWorker()
      expect(await repaired()).toMatchObject({ repairedUntil: before.repairedUntil })
    })

    test('not for what it could not read, and tries again', async () => {
      const before = await line()
      const guest = await hotel.checkIn()
      await writes(guest, 150)
      // The second page.
      waha.faults.chatMessages.next({ delayMs: 0 })
      waha.faults.chatMessages.next({ answer: 500 }, TRIES)
      await startWorker()
      await eventually(() => expect(hotel.logged.join()).toContain('could not ask WAHA'))
      await eventually(async () => expect(await line()).toMatchObject({ repairToken: null }))
      expect(await line()).toMatchObject({ repairedAt: null, repairedUntil: before.repairedUntil })
      expect((await line()).repairLeaseUntil?.getTime()).toBeGreaterThan(Date.now() + MINUTE / 2)

      await hotel.prisma.$executeRaw`UPDATE lines SET repair_lease_until = now()`
      await repaired()
      expect(await written(guest)).toHaveLength(150)
    })

    test('not while the line does not work', async () => {
      const before = await line()
      await waha.setLineStatus(LINE, 'STARTING')
      const guest = await hotel.checkIn()
      await writes(guest, 1)
      await startWorker()
      await eventually(async () => {
        const { repairToken, repairLeaseUntil } = await line()
        expect(repairToken).toBeNull()
        expect(repairLeaseUntil?.getTime()).toBeGreaterThan(Date.now() + MINUTE / 2)
      })
      expect(await line()).toMatchObject({ repairedAt: null, repairedUntil: before.repairedUntil })
      expect(await written(guest)).toEqual([])
    })
  })

  test('begins again when the line came back', async () => {
    const guest = await hotel.checkIn()
    await startWorker()
    const { repairedAt } = await repaired()
    const texts = await writes(guest, 1)
    const at = Date.now()
    for (const [index, status] of ['STARTING', 'WORKING'].entries())
      await hotel.enqueue({
        kind: 'line-status',
        line: LINE,
        eventId: `evt_${index}`,
        status,
        sentAt: at + index,
      })
    await repaired(repairedAt)
    expect(await written(guest)).toEqual(texts)
  })

  test('comes every GAP_REPAIR_EVERY', async () => {
    const guest = await hotel.checkIn()
    await startWorker({ GAP_REPAIR_EVERY: '100ms' })
    await repaired()
    const texts = await writes(guest, 1)
    await eventually(async () => expect(await written(guest)).toEqual(texts))
  })

  test('says once that NOWEB keeps no history, and does not keep on asking', async () => {
    waha.faults.chatMessages.always({ answer: 400 })
    await startWorker()
    await eventually(async () =>
      expect((await line()).repairLeaseUntil?.getTime()).toBeGreaterThan(Date.now() + 50 * MINUTE),
    )
    await hotel.prisma.$executeRaw`UPDATE lines SET repair_lease_until = now()`
    await eventually(async () =>
      expect((await line()).repairLeaseUntil?.getTime()).toBeGreaterThan(Date.now() + 50 * MINUTE),
    )
    expect(hotel.logged.filter((entry) => entry.includes('config.noweb.store.enabled'))).toHaveLength(1)
    expect(await line()).toMatchObject({ repairedAt: null })
  })

  test.each(['session', 'chatMessages'] as const)(
    'keeps the worker from ending for no longer than it may, and leaves its place, while WAHA answers no %s (I11)',
    async (operation) => {
      waha.faults[operation].always({ answer: 'none' })
      const worker = await startWorker()
      await eventually(async () => expect((await line()).repairToken).not.toBeNull())
      await worker.close()
      expect(await line()).toMatchObject({ repairToken: null, repairedAt: null })
    },
    10_000,
  )

  test('brings back what an emptied Redis took before it was stored, once (I1)', async () => {
    const guest = await hotel.checkIn()
    const receiver = await startWebhookReceiver((event) => hotel.enqueue(event))
    opened.push(receiver)
    waha.sendWebhooksTo(receiver.url)
    const texts = await writes(guest, 20)
    await waha.idle()
    expect(await hotel.inbound.getWaitingCount()).toBe(20)
    await hotel.forgetQueues()
    expect(await hotel.inbound.getWaitingCount()).toBe(0)

    await startWorker()
    await repaired()
    expect(await written(guest)).toEqual(texts)
    await eventually(async () =>
      expect((await hotel.replies(guest)).filter((kind) => kind === 'welcome')).toHaveLength(1),
    )
  })

  test('brings back what Postgres has lost, though the queue remembers it as done', async () => {
    const guest = await hotel.checkIn()
    const texts = await writes(guest, 3)
    await startWorker({ GAP_REPAIR_EVERY: '100ms' })
    await eventually(async () => expect(await written(guest)).toEqual(texts))
    await hotel.idle()
    await hotel.prisma.message.deleteMany()
    await eventually(async () => expect(await written(guest)).toEqual(texts))
  })

  test('doubles nothing while WAHA delivers (I2)', async () => {
    const receiver = await startWebhookReceiver((event) => hotel.enqueue(event))
    opened.push(receiver)
    waha.sendWebhooksTo(receiver.url)
    const guests = await hotel.checkInMany(10)
    // A repair follows the other, in two workers.
    await startWorker({ GAP_REPAIR_EVERY: '1ms' })
    await startWorker({ GAP_REPAIR_EVERY: '1ms' })
    const texts = await Promise.all(guests.map((guest) => writes(guest, 20, { from: ago(20_000) })))
    await waha.idle()
    const { repairedAt } = await line()
    await repaired(repairedAt)
    await repaired((await line()).repairedAt)
    for (const [index, guest] of guests.entries()) {
      await eventually(async () => expect(await written(guest)).toEqual(texts[index]))
      await eventually(async () => expect(await hotel.replies(guest)).toHaveLength(21))
      expect(await hotel.sessions(guest)).toHaveLength(1)
    }
  })

  test("takes staff's words on the phone, and leaves our own alone", async () => {
    const guest = await hotel.checkIn()
    await writes(guest, 1, { from: ago(3 * MINUTE) })
    const first = await startWorker()
    const { repairedAt } = await repaired()
    await first.close()
    const ours = await phoneOf(guest).isAnsweredByStaff('welcome')
    await hotel.prisma.message.updateMany({
      where: { kind: 'welcome' },
      data: { status: 'sent', whatsappId: ours.id, sentAt: new Date(ours.sentAt) },
    })
    const second = await startWorker()
    await repaired(repairedAt)
    expect(await hotel.sessions(guest)).toMatchObject([{ mode: 'agent' }])
    await second.close()

    await phoneOf(guest).isAnsweredByStaff('I am on my way')
    await startWorker()
    await repaired((await line()).repairedAt)
    await eventually(async () => expect(await hotel.sessions(guest)).toMatchObject([{ mode: 'manual' }]))
    expect((await hotel.messages(guest)).filter(({ role }) => role === 'Staff')).toMatchObject([
      { text: 'I am on my way', status: 'sent', source: null },
    ])
  })

  describe.each(['WEBJS', 'WPP'] as const)('on %s, which has no history of all chats', (engine) => {
    beforeEach(() => openWaha({ engine }))

    test('reads the chats of those who stay or have just been there, hidden ones too', async () => {
      const [stays, hidden, stranger] = [await hotel.checkIn(), await hotel.checkIn(), hotel.newNumber()]
      const lid = '188800000000001@lid'
      await hotel.prisma.guestChat.create({ data: { line: LINE, chatId: lid, guestId: hidden.id } })
      await writes(stays, 120)
      await phoneOf(hidden).writes('from a hidden chat', { at: Date.now() - HOUR, lid })
      await waha.guest(stranger.chatId.replace('@c.us', '')).writes('hello', { at: Date.now() - HOUR })
      await startWorker()
      await repaired()
      expect(await written(stays)).toHaveLength(120)
      expect(await written(hidden)).toEqual(['from a hidden chat'])
      expect(await hotel.messages(stranger)).toEqual([])
    })

    test('reads the others when one can not be read, and is not finished', async () => {
      const guests = await hotel.checkInMany(3)
      for (const guest of guests) await writes(guest, 2)
      waha.faults.chatMessages.next({ answer: 500 }, TRIES)
      await startWorker()
      await eventually(() => expect(hotel.logged.join()).toContain('could not ask WAHA'))
      await hotel.idle()
      expect(await line()).toMatchObject({ repairedAt: null })
      const texts = (await Promise.all(guests.map(written))).flat()
      expect(texts).toHaveLength(4)
    })
  })
})
