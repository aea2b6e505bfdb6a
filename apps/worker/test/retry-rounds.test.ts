import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { noWaiting } from '../src/outage-gate.ts'
import { guestMessage } from './hotel.ts'
import { quarantineOf } from './quarantine-of.ts'
import { openStoredHotel, type StoredHotel } from './stored-hotel.ts'

let hotel: StoredHotel
let quarantine: ReturnType<typeof quarantineOf>

beforeAll(async () => {
  hotel = await openStoredHotel()
  quarantine = quarantineOf(hotel)
})
afterAll(() => hotel.close())

const failure = (code: string) => Object.assign(new Error('gone'), { code })

/** The hotel's store, of which nothing can be written while Postgres is away. */
function storeThatGoes() {
  const away = { now: false }
  const { prisma } = hotel
  const $executeRaw = (...statement: Parameters<typeof prisma.$executeRaw>) =>
    away.now ? Promise.reject(failure('57P01')) : prisma.$executeRaw(...statement)
  const get = (target: typeof prisma, name: string | symbol): unknown =>
    name === '$executeRaw' ? $executeRaw : Reflect.get(target, name)
  return { away, store: { ...hotel.store, prisma: new Proxy(prisma, { get }) } }
}

test('an outage of Postgres spends nothing, however long it is (I10)', async () => {
  const id = await quarantine.askedForJob(guestMessage(await hotel.checkIn()))
  const before = await quarantine.row(id)
  const { away, store } = storeThatGoes()
  const handle = vi.fn(quarantine.handle)
  const round = quarantine.rounds({ store, handle })
  for (let outage = 0; outage < 4; outage += 1) {
    handle.mockImplementationOnce(() => {
      away.now = true
      return noWaiting.run(() => Promise.reject(failure('57P01')))
    })
    await expect(round()).rejects.toThrow('gone')
    await expect(round()).rejects.toThrow('gone')
    away.now = false
  }
  handle.mockImplementationOnce(() => noWaiting.run(() => Promise.reject(failure('57P01'))))
  await round()
  expect(await quarantine.row(id)).toEqual(before)
  await round()
  expect(await quarantine.row(id)).toBeNull()
})

test('an event that takes Postgres too long stays with that reason, and is nobody’s outage', async () => {
  const id = await quarantine.askedForJob(guestMessage(await hotel.checkIn()))
  await quarantine.round({ handle: () => noWaiting.run(() => Promise.reject(failure('57014'))) })
  const reason = expect.stringContaining('57014') as string
  expect(await quarantine.row(id)).toMatchObject({ reason, retryAt: null, retryBegun: 0 })
})

test('a round ends before its lock does, and the next takes what is left', async () => {
  const ids = await Promise.all(
    [1, 2, 3].map(async () => quarantine.askedForJob(guestMessage(await hotel.checkIn()))),
  )
  let now = 0
  const handle: typeof quarantine.handle = (jobs) => {
    now += 3_000
    return quarantine.handle(jobs)
  }
  const round = quarantine.rounds({ handle, now: () => now })
  expect(await round()).toBe(2)
  expect(await round()).toBe(1)
  for (const id of ids) expect(await quarantine.row(id)).toBeNull()
})

test('what is no message is stored under its own key: when WAHA tells it again, it is no other event (I2)', async () => {
  const { chatId } = await hotel.checkIn()
  const whatsappId = '3EB0ACKED'
  const payload = {
    id: `true_${chatId}_${whatsappId}`,
    from: chatId,
    fromMe: true,
    ack: 2,
    ackName: 'DEVICE',
  }
  const body = { id: 'evt_acked', timestamp: Date.now(), event: 'message.ack', session: 'spa', payload }
  const id = await quarantine.asked(Buffer.from(JSON.stringify(body)))
  await quarantine.round()
  expect(await quarantine.row(id)).toBeNull()
  const stored = await hotel.prisma.messageEvent.findMany({ where: { whatsappId } })
  expect(stored).toMatchObject([{ eventKey: 'spa_ack_evt_acked' }])
})

test('how a line was once changes nothing on the line, and stays with that reason', async () => {
  const payload = { name: 'spa', status: 'SCAN_QR_CODE' }
  const body = { id: 'evt_state', timestamp: Date.now(), event: 'session.status', session: 'spa', payload }
  const status = {
    kind: 'line-status',
    status: 'FAILED',
    line: 'spa',
    eventId: 'evt_of_job',
    sentAt: 1,
  } as const
  const ids = [
    await quarantine.asked(Buffer.from(JSON.stringify(body))),
    await quarantine.askedForJob(status),
  ]
  await quarantine.round()
  for (const id of ids)
    expect(await quarantine.row(id)).toMatchObject({ reason: 'an old state of a line', retryAt: null })
  expect(await hotel.prisma.line.findUnique({ where: { line: 'spa' } })).toBeNull()
})
