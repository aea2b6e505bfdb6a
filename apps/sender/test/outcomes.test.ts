import { createWahaClient, WahaError, type WahaErrorCode } from '@bellhop/gateways/waha'
import { API_FAULTS, type ApiFault } from '@bellhop/gateways/waha/simulator'
import { listLines } from '@bellhop/store'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { eventually } from './eventually.ts'
import { openHotel, type Hotel, type TestGuest } from './hotel.ts'
import { openScene, type Scene } from './scene.ts'

interface Expected {
  /** What stands in the row after the attempt. */
  status: string
  error: string | null
  /** How often the guest's phone shows the text. */
  shown: 0 | 1
  /** The line is paused, until WAHA says that it works. */
  pauses?: boolean
}

const PENDING: Expected = { status: 'pending', error: null, shown: 0 }
const UNKNOWN: Expected = { status: 'unknown', error: null, shown: 0 }

/** What an attempt to send comes to, however often it is made: each way in which WAHA answers, or doesn't. */
const BY_ANSWER: [string, ApiFault, Expected][] = [
  ['2xx and an id', {}, { status: 'sent', error: null, shown: 1 }],
  ['2xx whose body breaks off', API_FAULTS.cutsAnswer, { status: 'sent', error: null, shown: 1 }],
  ['401', { answer: 401 }, { ...PENDING, error: 'unauthorized', pauses: true }],
  ['403', { answer: 403 }, { ...PENDING, error: 'forbidden', pauses: true }],
  ['404', { answer: 404 }, { ...PENDING, error: 'not-found', pauses: true }],
  ['422', { answer: 422 }, { ...PENDING, error: 'not-working', pauses: true }],
  ['429', { answer: 429 }, { ...PENDING, error: 'too-many' }],
  ["WhatsApp's error 463", API_FAULTS.timelock, { ...PENDING, error: 'timelock' }],
  ['400', { answer: 400 }, { status: 'failed', error: 'bad-request', shown: 0 }],
  ['500', { answer: 500 }, { ...UNKNOWN, error: 'server' }],
  ['500, and it was sent', API_FAULTS.sendsAndFails, { ...UNKNOWN, error: 'server', shown: 1 }],
  ['502, and it was sent', { effects: 1, answer: 502 }, { ...UNKNOWN, error: 'server', shown: 1 }],
  ['504', { answer: 504 }, { ...UNKNOWN, error: 'server' }],
  ['a reset', API_FAULTS.resets, { ...UNKNOWN, error: 'reset' }],
  ['a reset, and it was sent', API_FAULTS.dropsAnswer, { ...UNKNOWN, error: 'reset', shown: 1 }],
  ['nothing', API_FAULTS.hangs, { ...UNKNOWN, error: 'timeout' }],
  ['nothing, and it was sent', API_FAULTS.sendsAndHangs, { ...UNKNOWN, error: 'timeout', shown: 1 }],
]

/** The same for calls that never reach WAHA. */
const BY_ERROR: [WahaErrorCode, Expected][] = [
  ['refused', { ...PENDING, error: 'refused' }],
  ['connect-timeout', { ...PENDING, error: 'connect-timeout' }],
  ['unexpected', { ...UNKNOWN, error: 'unexpected' }],
]

describe.skipIf(!inject('redis')).each([
  ['under an id of ours', true],
  ["under WAHA's id", false],
])('an attempt to send %s', (_, takesOwnIds) => {
  let hotel: Hotel
  let scene: Scene
  let guest: TestGuest

  beforeAll(async () => {
    hotel = await openHotel(inject('postgres'))
  })
  beforeEach(async () => {
    scene = await openScene(hotel, { takesOwnIds })
    guest = await hotel.checkIn(scene.line)
  })
  afterEach(() => scene.close())
  afterAll(() => hotel.close())

  const clientOf = (host: string) => createWahaClient({ host, homeCountry: '62', sendTimeoutMs: 500 })

  test.each(BY_ANSWER)('that WAHA answers with %s', async (_answer, fault, expected) => {
    scene.waha.faults.sendText.always(fault)
    await scene.startSender({}, { waha: clientOf(scene.waha.url), watchIntervalMs: 60_000 })
    await expectOutcome(expected)
  })

  test.each(BY_ERROR)('that fails with %s', async (code, expected) => {
    const waha = {
      ...clientOf(scene.waha.url),
      sendText: () => Promise.reject(new WahaError('sendText', code, null)),
    }
    await scene.startSender({}, { waha })
    await expectOutcome(expected)
  })

  test('to a host that has no address', async () => {
    await scene.startSender({}, { waha: clientOf('http://waha.invalid') })
    await expectOutcome({ ...PENDING, error: 'refused' })
  })

  async function expectOutcome({ status, error, shown, pauses = false }: Expected) {
    const id = await hotel.write(guest, 'staff_reply')
    await scene.ring(guest, 'staff_reply')
    await eventually(async () => expect(await hotel.read(id)).toMatchObject({ status, error }))
    const { entries } = scene.waha.guest(guest.phone)
    expect(entries.filter((entry) => entry.kind === 'message' && entry.text === 'staff_reply')).toHaveLength(
      shown,
    )
    const line = (await listLines(hotel.prisma)).find((one) => one.line === scene.line)
    expect(line?.pausedBy).toBe(pauses ? 'bellhop' : null)
  }
})
