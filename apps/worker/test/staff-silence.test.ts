import { storeEvents } from '@bellhop/store'
import { inboundJobId } from '@bellhop/queue'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { DEADLINE, guestMessage, openHotel, ownMessage, type Hotel, type TestGuest } from './hotel.ts'

const MINUTE = 60_000

describe.skipIf(!inject('redis'))('a session that staff have taken over', () => {
  let hotel: Hotel

  beforeAll(async () => {
    hotel = await openHotel()
  })
  afterAll(() => hotel.close())

  const mode = async (guest: TestGuest) => (await hotel.sessions(guest)).map((session) => session.mode)
  const eventually = (check: () => Promise<void>) => vi.waitFor(check, DEADLINE)

  async function startWorker(env: NodeJS.ProcessEnv = {}) {
    const worker = await hotel.startWorker(env)
    onTestFinished(() => worker.close())
    return worker
  }

  /** A guest whom staff answered on the hotel's phone, with nobody else's agent in the session. */
  async function answeredGuest(): Promise<TestGuest> {
    const guest = await hotel.checkIn()
    await hotel.enqueue(ownMessage(guest, { text: 'good morning' }))
    await eventually(async () => expect(await mode(guest)).toEqual(['manual']))
    return guest
  }

  /** As if staff had said their last word so long ago, and the guest had written since. */
  const passTime = (guest: TestGuest, minutes: number) =>
    hotel.prisma.session.updateMany({
      where: { guestId: guest.id },
      data: { staffActiveAt: new Date(Date.now() - minutes * MINUTE) },
    })

  /** What only a later round of the sweep can have done. */
  async function sweepHasPassed(): Promise<void> {
    const other = await hotel.checkIn()
    for (let round = 0; round < 2; round += 1) {
      const lost = guestMessage(other)
      await storeEvents(hotel.store, [{ key: inboundJobId(lost), event: lost }], 0)
      await hotel.prisma
        .$executeRaw`UPDATE messages SET created_at = created_at - interval '3 s' WHERE whatsapp_id = ${lost.whatsappId}`
      await eventually(async () =>
        expect((await hotel.messages(other)).filter(({ status }) => status === 'received')).toEqual([]),
      )
    }
  }

  const metric = async (url: string) =>
    Number(/^bellhop_sessions_returned_total (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])

  test("is the agent's again after 30 minutes of their silence, once, though nobody writes and several workers look", async () => {
    const workers = [await startWorker(), await startWorker()]
    const guest = await answeredGuest()
    await passTime(guest, 29)
    await sweepHasPassed()
    expect(await mode(guest)).toEqual(['manual'])

    await passTime(guest, 31)
    await eventually(async () => expect(await mode(guest)).toEqual(['agent']))
    await eventually(async () =>
      expect(await hotel.sessions(guest)).toMatchObject([{ agentStatus: 'created' }]),
    )
    expect(await hotel.replies(guest)).toEqual(['text'])
    const counts = await Promise.all(workers.map((worker) => metric(worker.url)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(1)
    expect(hotel.logged.filter((line) => line.includes('staff were silent'))).toHaveLength(1)
  })

  test('is theirs as long as a word of theirs may wait to be applied', async () => {
    await startWorker({ BACKLOG_SETTLE: '1h' })
    const guest = await answeredGuest()
    await hotel.enqueue(ownMessage(guest, { text: 'and good night', sentAt: Date.now() - 20_000 }))
    await eventually(async () => expect(await hotel.messages(guest)).toHaveLength(2))
    await passTime(guest, 31)
    await sweepHasPassed()
    expect(await mode(guest)).toEqual(['manual'])
  })

  test('is rotated and not given back once it is idle, and never given back with MANUAL_RETURN_AFTER off', async () => {
    const worker = await startWorker()
    const idle = await answeredGuest()
    await hotel.prisma.session.updateMany({
      where: { guestId: idle.id },
      data: { lastActivityAt: new Date(Date.now() - 31 * MINUTE) },
    })
    await passTime(idle, 31)
    await sweepHasPassed()
    expect(await mode(idle)).toEqual(['manual'])
    await worker.close()

    await startWorker({ MANUAL_RETURN_AFTER: 'off' })
    const kept = await answeredGuest()
    await passTime(kept, 600)
    await sweepHasPassed()
    expect(await mode(kept)).toEqual(['manual'])
  })
})
