import { newId } from '@bellhop/store'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote } from './write-message.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000000'
const SHOWN_MAX = 65_536

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

/** An event that could not be read. Gives its id. */
async function quarantined(raw: Buffer, facts: { reason?: string; line?: string | null } = {}) {
  const id = newId()
  await hotel.store.prisma.quarantinedEvent.create({
    data: { id, eventKey: `key-${id}`, raw: new Uint8Array(raw), reason: 'malformed JSON', ...facts },
  })
  return id
}

test('what could not be read is listed with its reason and size, the newest first, page by page', async () => {
  const ids = [
    await quarantined(Buffer.from('{"event":"message"}'), { reason: 'unknown line', line: 'spa' }),
    await quarantined(Buffer.alloc(0)),
    await quarantined(Buffer.from([0xff, 0xfe])),
  ]
  const newest = await hotel.api('GET', '/quarantined?limit=2')
  expect(newest.body.items.map((item: { id: string }) => item.id)).toEqual([ids[2], ids[1]])
  const older = await hotel.api('GET', `/quarantined?limit=2&cursor=${newest.body.next_cursor}`)
  expect(older.body).toEqual({
    items: [
      {
        id: ids[0],
        event_key: `key-${ids[0]}`,
        reason: 'unknown line',
        line: 'spa',
        size: 19,
        created_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        retry_at: null,
      },
    ],
    next_cursor: null,
  })
})

test.each([
  ['text as text', Buffer.from('{"body":"pagi 🛎️"}'), { encoding: 'utf-8', content: '{"body":"pagi 🛎️"}' }],
  ['other bytes in base64', Buffer.from([0x00, 0xff, 0xc3]), { encoding: 'base64', content: 'AP/D' }],
  ['nothing as nothing', Buffer.alloc(0), { encoding: 'utf-8', content: '' }],
])('one shows %s', async (_, raw, shown) => {
  const { body } = await hotel.api('GET', `/quarantined/${await quarantined(raw)}`)
  expect(body).toMatchObject({ size: raw.length, raw: { ...shown, truncated: false } })
})

test('one that is large shows its beginning, and says so', async () => {
  const raw = Buffer.from(`${'x'.repeat(SHOWN_MAX - 1)}ü${'y'.repeat(2_000_000)}`)
  const { body } = await hotel.api('GET', `/quarantined/${await quarantined(raw)}`)
  expect(body.size).toBe(raw.length)
  expect(body.raw).toEqual({ encoding: 'utf-8', content: 'x'.repeat(SHOWN_MAX - 1), truncated: true })
})

test('one is tried again when it is asked for: noted once, however often that is said', async () => {
  const id = await quarantined(Buffer.from('{}'))
  const again = () => hotel.api('POST', `/quarantined/${id}/try-again`)
  const first = await again()
  expect(first).toMatchObject({ status: 200, body: { id, retry_at: expect.stringMatching(/Z$/) as string } })
  expect(await again()).toMatchObject({ status: 200, body: first.body })
  expect((await hotel.api('GET', `/quarantined/${id}`)).body.retry_at).toBe(first.body.retry_at)

  const { body } = await hotel.api('GET', '/audit', undefined, await hotel.login())
  const noted = body.items.filter(({ subject }: { subject: string }) => subject === id)
  expect(noted).toMatchObject([{ action: 'tried_again', actor_kind: 'key', message_id: null }])
})

test('one that nobody needs is discarded for good: once, and it is noted who did it', async () => {
  const [id, other] = [await quarantined(Buffer.from('{}')), await quarantined(Buffer.from('{}'))]
  const discard = () => hotel.api('DELETE', `/quarantined/${id}`)
  const before = (await hotel.api('GET', '/attention')).body.set_aside
  expect((await discard()).status).toBe(204)
  expect(await discard()).toMatchObject({ status: 404, body: { code: 'no_event' } })
  expect((await hotel.api('GET', '/attention')).body.set_aside).toBe(before - 1)
  expect((await hotel.api('GET', `/quarantined/${other}`)).status).toBe(200)

  const { body } = await hotel.api('GET', '/audit', undefined, await hotel.login())
  const noted = body.items.filter(({ subject }: { subject: string }) => subject === id)
  expect(noted).toMatchObject([{ action: 'discarded_event', actor_kind: 'key', message_id: null }])
})

test('a message that is set aside is the guest’s, and cannot be discarded', async () => {
  const guest = await guestWithSession(hotel.store)
  const id = await guestWrote(hotel.store, guest, { status: 'set_aside', error: 'P0042' })
  expect((await hotel.api('DELETE', `/quarantined/${id}`)).status).toBe(404)
  expect(await hotel.store.prisma.message.count({ where: { id } })).toBe(1)
})

test('one that is not there is a problem, and so is what is no id', async () => {
  for (const [method, path] of [
    ['GET', `/quarantined/${NOBODY}`],
    ['POST', `/quarantined/${NOBODY}/try-again`],
    ['DELETE', `/quarantined/${NOBODY}`],
  ] as const) {
    const { status, headers } = await hotel.api(method, path)
    expect(status).toBe(404)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  }
  expect((await hotel.api('GET', '/quarantined/one')).status).toBe(400)
})

test('a viewer looks, and neither tries again nor discards', async () => {
  const id = await quarantined(Buffer.from('{}'))
  const viewer = await hotel.login({ name: (await hotel.operator('viewer')).name })
  expect((await hotel.api('GET', `/quarantined/${id}`, undefined, viewer)).status).toBe(200)
  expect((await hotel.api('POST', `/quarantined/${id}/try-again`, undefined, viewer)).status).toBe(403)
  expect((await hotel.api('DELETE', `/quarantined/${id}`, undefined, viewer)).status).toBe(403)
  const row = await hotel.store.prisma.quarantinedEvent.findUniqueOrThrow({ where: { id } })
  expect(row.retryAt).toBeNull()
})
