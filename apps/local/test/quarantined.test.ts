import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openHotel, type TestHotel } from './open-hotel.ts'
import { messageEvent, postWebhook } from './post-webhook.ts'

const DEADLINE = { timeout: 15_000, interval: 50 }
const PHONE = '081234567890'

describe.skipIf(!inject('redis'))('an event that could not be read', () => {
  let hotel: TestHotel

  beforeAll(async () => {
    hotel = await openHotel('redis', {}, { acks: [] })
    await hotel.guest({ phone: PHONE })
  })
  afterAll(() => hotel.close())

  const listed = async () => {
    const { body } = await hotel.api('GET', '/api/quarantined')
    return body['items'] as { id: string; reason: string; retry_at: string | null }[]
  }
  const tryAgain = async (id: string) => {
    const { status } = await hotel.api('POST', `/api/quarantined/${id}/try-again`)
    expect(status).toBe(200)
  }

  test('goes its way to the guest’s answer once it can be read, when staff ask for it', async () => {
    // As it was kept while WAHA_LINES did not name the line.
    const raw = Buffer.from(JSON.stringify(messageEvent(PHONE, '3EB0LATE')))
    const id = newId()
    const facts = { eventKey: 'default_unreadable_late', reason: 'unknown line', line: 'default' }
    await hotel.store.prisma.quarantinedEvent.create({ data: { id, raw: new Uint8Array(raw), ...facts } })
    await tryAgain(id)
    await vi.waitFor(() => expect(hotel.waha.sent).toHaveLength(2), DEADLINE)
    await vi.waitFor(async () => expect(await listed()).toEqual([]), DEADLINE)
    const messages = await hotel.store.prisma.message.findMany({ orderBy: { seq: 'asc' } })
    expect(messages).toMatchObject([
      { kind: 'text', phone: PHONE, status: 'applied' },
      { kind: 'welcome' },
      { kind: 'auto_reply' },
    ])
  })

  test('is listed again where it still can’t be read', async () => {
    const event = messageEvent(PHONE, '3EB0ODD', {}, { session: 'elsewhere' })
    expect(await postWebhook(hotel.ingress.url, event)).toBe('200 quarantined')
    await vi.waitFor(async () => expect(await listed()).toHaveLength(1), DEADLINE)
    const [{ id } = { id: '' }] = await listed()
    await tryAgain(id)
    const back = { id, reason: 'unknown line', retry_at: null }
    await vi.waitFor(async () => expect(await listed()).toMatchObject([back]), DEADLINE)
  })
})
