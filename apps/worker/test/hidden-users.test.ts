import { startWahaSimulator, type WahaSimulator } from '@bellhop/gateways/waha/simulator'
import type { App } from '@bellhop/runtime'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { DEADLINE, guestMessage, LINE, NO_SWEEP, openHotel, ownMessage, type Hotel } from './hotel.ts'

const HOUR = 3_600_000
/** A line of the simulator only: what is written there is nobody's business, but WAHA knows the writer then. */
const ELSEWHERE = 'elsewhere'

describe.skipIf(!inject('redis'))('a guest who writes from a hidden address', () => {
  let hotel: Hotel
  let waha: WahaSimulator
  let lids = 0

  beforeAll(async () => {
    hotel = await openHotel()
    waha = await startWahaSimulator({ engine: 'WEBJS', lines: [LINE, ELSEWHERE] })
  })
  afterAll(async () => {
    await hotel.close()
    await waha.close()
  })
  afterEach(() => waha.faults.lidToPhone.clear())

  const startWorker = (overrides = {}): Promise<App> =>
    hotel.startWorker({ WAHA_HOST: waha.url }, { ...NO_SWEEP, ...overrides })

  /** Someone with a number, who stays here or doesn't, and a hidden address that WAHA knows or doesn't. */
  async function arrive({ stays = true, isKnown = true } = {}) {
    const number = hotel.newNumber()
    const guest = stays ? await hotel.checkIn(number) : { id: '', ...number }
    const lid = `1888${String((lids += 1)).padStart(11, '0')}@lid`
    const simulated = waha.guest(guest.phone)
    const tell = (tellsOtherAddress: boolean) =>
      simulated.writes('hi', { line: ELSEWHERE, lid, tellsOtherAddress })
    await tell(isKnown)
    const hidden = { phone: null, chatId: lid }
    return {
      guest,
      lid,
      hidden,
      /** WAHA learns the number. */
      isLearnt: () => tell(true),
      question: () =>
        hotel.prisma.hiddenChat.findUniqueOrThrow({ where: { line_chatId: { line: LINE, chatId: lid } } }),
      /** Everything under either address. */
      rows: () =>
        hotel.prisma.message.findMany({
          where: { OR: [{ chatId: lid }, { phone: guest.phone }] },
          orderBy: { seq: 'asc' },
        }),
    }
  }
  type Person = Awaited<ReturnType<typeof arrive>>

  /** Makes WAHA be asked for it at the next opportunity. */
  const makeDue = ({ lid: chatId }: Person) =>
    hotel.prisma.hiddenChat.updateMany({ where: { chatId }, data: { nextAttemptAt: new Date() } })
  const eventually = (check: () => Promise<void>) => vi.waitFor(check, DEADLINE)
  const isUnresolved = (person: Person) =>
    eventually(async () =>
      expect(await person.rows()).toMatchObject([
        { status: 'applied', unmatchedReason: 'unresolved_lid', phone: null, sessionId: null },
      ]),
    )
  const replies = (person: Person) => hotel.replies(person.guest)

  describe('by a worker without its sweep', () => {
    beforeAll(async () => {
      const worker = await startWorker()
      return () => worker.close()
    })

    test('is asked for and answered at once, under the number', async () => {
      const person = await arrive()
      await hotel.enqueue(guestMessage(person.hidden))
      await eventually(async () => expect(await replies(person)).toEqual(['welcome', 'auto_reply']))
      const { chatId, phone } = person.guest
      expect(await person.rows()).toMatchObject([
        { kind: 'text', chatId: person.lid, phone, status: 'applied', unmatchedReason: null },
        { kind: 'welcome', chatId, phone },
        { kind: 'auto_reply', chatId, phone },
      ])
      const chats = await hotel.prisma.guestChat.findMany({ where: { guestId: person.guest.id } })
      expect(chats.map((chat) => chat.chatId).toSorted()).toEqual([person.lid, chatId].toSorted())
    })

    test('goes on with the session that the guest has under the number', async () => {
      const person = await arrive()
      await hotel.enqueue(guestMessage(person.guest))
      await eventually(async () => expect(await replies(person)).toHaveLength(2))
      await hotel.enqueue(guestMessage(person.hidden))
      await eventually(async () =>
        expect(await replies(person)).toEqual(['welcome', 'auto_reply', 'auto_reply']),
      )
      expect(await hotel.sessions(person.guest)).toHaveLength(1)
    })

    test('is taken over by staff who answer the hidden address on the phone', async () => {
      const person = await arrive()
      await hotel.enqueue(guestMessage(person.guest))
      await eventually(async () => expect(await replies(person)).toHaveLength(2))
      await hotel.enqueue(ownMessage({ ...person.guest, chatId: person.lid }, { phone: null }))
      await eventually(async () =>
        expect(await hotel.sessions(person.guest)).toMatchObject([{ mode: 'manual' }]),
      )
    })

    test('is a stranger like another, if the number is no guest’s', async () => {
      const person = await arrive({ stays: false })
      await hotel.enqueue(guestMessage(person.hidden))
      await eventually(async () =>
        expect(await person.rows()).toMatchObject([
          { phone: person.guest.phone, unmatchedReason: 'unknown_guest' },
        ]),
      )
    })

    test.each([
      ['does not know the number', {}],
      ['has no store to look it up in', { answer: 400 }],
      ['says that it is no hidden address', { answer: 422 }],
      ['is too old to be asked', { answer: 404 }],
    ])('waits where WAHA %s, and an attempt is counted', async (_, fault) => {
      const person = await arrive({ isKnown: false })
      waha.faults.lidToPhone.always(fault)
      await hotel.enqueue(guestMessage(person.hidden))
      await isUnresolved(person)
      await eventually(async () => expect(await person.question()).toMatchObject({ attempts: 1 }))
    })

    test.each([
      ['fails', { answer: 500 }],
      ['resets', { answer: 'reset' as const }],
      ['refuses the key', { answer: 401 }],
      ['answers nonsense', { effects: 1 as const, answer: 'cut' as const }],
    ])('waits where WAHA %s, which is no answer and spends no attempt', async (_, fault) => {
      const person = await arrive()
      waha.faults.lidToPhone.always(fault)
      await hotel.enqueue(guestMessage(person.hidden))
      await isUnresolved(person)
      await eventually(async () =>
        expect((await person.question()).nextAttemptAt?.getTime()).toBeLessThan(Date.now() + 16_000),
      )
      expect(await person.question()).toMatchObject({ attempts: 0, phone: null })
    })

    test('waits where the line does not work, and that spends no attempt either', async () => {
      const person = await arrive()
      await waha.setLineStatus(LINE, 'STOPPED')
      waha.faults.lidToPhone.always({ answer: 422 })
      await hotel.enqueue(guestMessage(person.hidden))
      await isUnresolved(person)
      await waha.setLineStatus(LINE, 'WORKING')
      expect(await person.question()).toMatchObject({ attempts: 0, phone: null })
    })

    test('is answered when a later event tells the number', async () => {
      const person = await arrive({ isKnown: false })
      await hotel.enqueue(guestMessage(person.hidden, { text: 'first' }))
      await isUnresolved(person)
      await hotel.enqueue(guestMessage(person.guest, { text: 'second', otherChatId: person.lid }))
      await eventually(async () =>
        expect(await replies(person)).toEqual(['welcome', 'auto_reply', 'auto_reply']),
      )
      const [session] = await hotel.sessions(person.guest)
      const rows = await person.rows()
      expect(rows.every(({ sessionId }) => sessionId === session?.id)).toBe(true)
    })

    test('is not welcomed today for what was written three days ago: that is filed', async () => {
      const person = await arrive({ isKnown: false })
      await hotel.enqueue(guestMessage(person.hidden, { sentAt: Date.now() - 72 * HOUR }))
      await isUnresolved(person)
      await person.isLearnt()
      await makeDue(person)
      const other = await arrive()
      await hotel.enqueue(guestMessage(other.hidden))
      await eventually(async () =>
        expect(await person.rows()).toMatchObject([
          { status: 'applied', unmatchedReason: null, sessionId: expect.any(String) as string },
        ]),
      )
      expect(await replies(person)).toEqual([])

      await hotel.enqueue(guestMessage(person.hidden))
      await eventually(async () => expect(await replies(person)).toEqual(['welcome', 'auto_reply']))
    })

    test('is told of in the figures, and in no line of the log by address or number', async () => {
      const person = await arrive({ isKnown: false })
      await hotel.enqueue(guestMessage(person.hidden))
      await isUnresolved(person)
      const worker = await startWorker()
      const figures = await (await fetch(`${worker.url}/metrics`)).text()
      expect(figures).toMatch(/^bellhop_hidden_chats_waiting [1-9]/m)
      await worker.close()
      expect(hotel.logged.join('')).not.toMatch(/@lid|62812|1888000/)
    })
  })

  test('is found by the sweep, when WAHA has learnt the number or works again', async () => {
    const people = [await arrive({ isKnown: false }), await arrive()] as const
    const worker = await startWorker({ sweepIntervalMs: 100 })
    waha.faults.lidToPhone.always({ answer: 500 })
    for (const person of people) {
      await hotel.enqueue(guestMessage(person.hidden))
      await isUnresolved(person)
    }
    await people[0].isLearnt()
    waha.faults.lidToPhone.clear()
    for (const person of people) {
      await makeDue(person)
      await eventually(async () => expect(await replies(person)).toEqual(['welcome', 'auto_reply']))
      expect(await person.question()).toMatchObject({ phone: person.guest.phone, nextAttemptAt: null })
    }
    await worker.close()
  })

  test('has one session, one welcome and every message once, when two workers learn the number in a burst under both addresses', async () => {
    const workers = await Promise.all([startWorker(), startWorker({ sweepIntervalMs: 50 })])
    const people = await Promise.all(Array.from({ length: 10 }, () => arrive({ isKnown: false })))
    const count = 20
    for (const person of people) await hotel.enqueue(guestMessage(person.hidden, { text: '0' }))
    const sendAll = async (person: Person) => {
      for (let index = 1; index < count; index += 1) {
        if (index === 7) {
          await person.isLearnt()
          await makeDue(person)
        }
        const facts = { text: String(index) }
        const isNamed = index % 3 === 0
        const message = isNamed ? guestMessage(person.guest, facts) : guestMessage(person.hidden, facts)
        await hotel.enqueue(message)
        if (index === 13) await hotel.enqueue({ ...message, ...(isNamed ? person.hidden : person.guest) })
      }
    }
    await Promise.all(people.map(sendAll))
    await hotel.idle()

    for (const person of people) {
      const expected = ['welcome', ...Array.from({ length: count }, () => 'auto_reply')]
      await eventually(async () => expect((await replies(person)).toSorted()).toEqual(expected.toSorted()))
      const sessions = await hotel.sessions(person.guest)
      expect(sessions).toMatchObject([{ status: 'open' }])
      const texts = (await person.rows()).filter(({ kind }) => kind === 'text')
      expect(texts.map(({ text }) => Number(text)).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, index) => index),
      )
      expect(texts.every(({ sessionId }) => sessionId === sessions[0]?.id)).toBe(true)
    }
    for (const worker of workers) await worker.close()
  })
})
