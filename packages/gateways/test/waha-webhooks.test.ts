import { verifyWebhook } from '@bellhop/gateways/waha'
import { describe, expect, test } from 'vitest'

import { startReceiver } from './support/receiver.ts'
import { startWaha } from './support/simulator.ts'

const GUEST = '6281234567890'
const FAST = { attempts: 15, delayMs: 1 }

describe('a webhook', () => {
  test('is posted as WAHA posts it, signed over its exact bytes', async () => {
    const receiver = await startReceiver()
    const waha = await startWaha({ webhookUrl: receiver.url, hmacKey: 'key' })
    expect(await waha.guest(GUEST).writes('Hello ñ')).toMatchObject({ delivered: true })
    const [post] = receiver.received
    expect(post).toMatchObject({ method: 'POST', path: '/webhook/waha' })
    expect(post?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^WAHA\//),
      'x-webhook-request-id': expect.any(String),
      'x-webhook-hmac-algorithm': 'sha512',
      'content-length': String(post?.raw.length),
    })
    const [body] = receiver.bodies()
    expect(post?.headers['x-webhook-timestamp']).toBe(String(body?.['timestamp']))
    expect(
      verifyWebhook(post?.raw ?? Buffer.alloc(0), String(post?.headers['x-webhook-hmac']), ['key']),
    ).toBe(true)
  })

  test('is unsigned without a key', async () => {
    const receiver = await startReceiver()
    const waha = await startWaha({ webhookUrl: receiver.url })
    await waha.guest(GUEST).writes('Hello')
    expect(receiver.received[0]?.headers).not.toHaveProperty('x-webhook-hmac')
  })

  test.each([400, 401, 404, 413, 500, 503])(
    'that is answered %i comes again, byte by byte the same',
    async (status) => {
      const receiver = await startReceiver((_, count) => ({ status: count < 3 ? status : 204 }))
      const waha = await startWaha({ webhookUrl: receiver.url, hmacKey: 'key', retries: FAST })
      expect(await waha.guest(GUEST).writes('Hello')).toMatchObject({ delivered: true })
      const [first, ...again] = receiver.received
      expect(again).toHaveLength(2)
      for (const post of again)
        expect({ raw: post.raw, headers: post.headers }).toEqual({ raw: first?.raw, headers: first?.headers })
      expect(waha.deliveries).toMatchObject([{ answers: [status, status, 204], outcome: 'delivered' }])
    },
  )

  test('whose connection is reset comes again', async () => {
    const receiver = await startReceiver((_, count) => (count === 1 ? 'reset' : { status: 200 }))
    const waha = await startWaha({ webhookUrl: receiver.url, retries: FAST })
    await waha.guest(GUEST).writes('Hello')
    expect(waha.deliveries).toMatchObject([{ answers: [null, 200] }])
  })

  test('is given up after 15 retries, and the phone says so', async () => {
    const receiver = await startReceiver(() => ({ status: 500 }))
    const waha = await startWaha({ webhookUrl: receiver.url, retries: FAST })
    expect(await waha.guest(GUEST).writes('Hello')).toMatchObject({ delivered: false })
    expect(receiver.received).toHaveLength(16)
    expect(waha.guest(GUEST).entries).toMatchObject([{ progress: 'failed' }])
  })

  test('waits as long as Retry-After asks', async () => {
    const receiver = await startReceiver((_, count) =>
      count === 1 ? { status: 503, headers: { 'retry-after': '1' } } : { status: 200 },
    )
    const waha = await startWaha({ webhookUrl: receiver.url, retries: FAST })
    const began = performance.now()
    await waha.guest(GUEST).writes('Hello')
    expect(performance.now() - began).toBeGreaterThan(900)
  })

  test('that is redirected with 302 is lost in a GET without a body, and counts as delivered', async () => {
    const receiver = await startReceiver(({ path }) =>
      path === '/other' ? { status: 200 } : { status: 302, headers: { location: '/other' } },
    )
    const waha = await startWaha({ webhookUrl: receiver.url, retries: FAST })
    expect(await waha.guest(GUEST).writes('Hello')).toMatchObject({ delivered: true })
    const [, followed] = receiver.received
    expect(followed).toMatchObject({ method: 'GET', path: '/other' })
    expect(followed?.raw).toHaveLength(0)
  })

  test('that is redirected with 307 arrives whole', async () => {
    const receiver = await startReceiver(({ path }) =>
      path === '/other' ? { status: 200 } : { status: 307, headers: { location: '/other' } },
    )
    const waha = await startWaha({ webhookUrl: receiver.url, retries: FAST })
    await waha.guest(GUEST).writes('Hello')
    expect(receiver.received[1]).toMatchObject({
      method: 'POST',
      path: '/other',
      raw: receiver.received[0]?.raw,
    })
  })

  test('under way ends with the simulator', async () => {
    const receiver = await startReceiver(() => ({ status: 500 }))
    const waha = await startWaha({ webhookUrl: receiver.url, retries: { attempts: 15, delayMs: 60_000 } })
    const written = waha.guest(GUEST).writes('Hello')
    await expect.poll(() => receiver.received.length).toBe(1)
    await waha.close()
    expect(await written).toMatchObject({ delivered: false })
  })
})

describe('on its way a webhook may', () => {
  test('be doubled, under another request id', async () => {
    const receiver = await startReceiver()
    const waha = await startWaha({ webhookUrl: receiver.url })
    waha.faults.webhook.next({ copies: 2 })
    await waha.guest(GUEST).writes('Hello')
    expect(receiver.received).toHaveLength(2)
    expect(new Set(receiver.received.map(({ raw }) => raw.toString())).size).toBe(1)
    expect(new Set(waha.deliveries.map(({ requestId }) => requestId)).size).toBe(2)
  })

  test('be overtaken by the next', async () => {
    const receiver = await startReceiver()
    const waha = await startWaha({ webhookUrl: receiver.url })
    waha.faults.webhook.next({ overtaken: true })
    const guest = waha.guest(GUEST)
    await Promise.all([guest.writes('first'), guest.writes('second')])
    expect(receiver.bodies().map(({ payload }) => (payload as { body: string }).body)).toEqual([
      'second',
      'first',
    ])
  })

  test('be lost, and stays in the history', async () => {
    const receiver = await startReceiver()
    const waha = await startWaha({ webhookUrl: receiver.url })
    waha.faults.webhook.next({ copies: 0 })
    expect(await waha.guest(GUEST).writes('Hello')).toMatchObject({ delivered: false })
    expect(receiver.received).toEqual([])
    const answer = await fetch(`${waha.url}/api/default/chats/all/messages`)
    expect(await answer.json()).toMatchObject([{ body: 'Hello' }])
  })

  test('suffer by chance, the same ones again for the same seed', async () => {
    const fates = async () => {
      const receiver = await startReceiver()
      const waha = await startWaha({ webhookUrl: receiver.url })
      waha.faults.webhook.randomly({ seed: 7, share: 0.5, faults: [{ copies: 0 }, { copies: 2 }] })
      for (let number = 0; number < 20; number++) await waha.guest(GUEST).writes(`number ${number}`)
      return receiver.bodies().map(({ payload }) => (payload as { body: string }).body)
    }
    const first = await fates()
    expect(new Set(first).size).toBeLessThan(20)
    expect(new Set(first).size).toBeLessThan(first.length)
    expect(await fates()).toEqual(first)
  })
})

describe('a guest', () => {
  test.each(['NOWEB', 'GOWS'] as const)(
    'of %s is told in two events of one id where both are subscribed',
    async (engine) => {
      const receiver = await startReceiver()
      const waha = await startWaha({ webhookUrl: receiver.url, engine, events: ['message', 'message.any'] })
      await waha.guest(GUEST).writes('Hello')
      const bodies = receiver.bodies()
      expect(new Set(bodies.map(({ event }) => event))).toEqual(new Set(['message', 'message.any']))
      expect(bodies).toHaveLength(2)
      expect(new Set(bodies.map(({ id }) => id)).size).toBe(1)
    },
  )

  test('has a clock that can be moved: later events are as much later', async () => {
    const receiver = await startReceiver()
    const waha = await startWaha({ webhookUrl: receiver.url })
    const guest = waha.guest('0812-3456-7890')
    const before = await guest.writes('now')
    waha.advanceClock(GUEST, 31 * 60_000)
    const after = await guest.writes('later', { id: '3A00000000000000000A' })
    expect(after).toMatchObject({ id: '3A00000000000000000A', delivered: true })
    expect(after.sentAt - before.sentAt).toBeGreaterThanOrEqual(31 * 60_000)
    const [first, second] = receiver.bodies()
    expect(Number(second?.['timestamp']) - Number(first?.['timestamp'])).toBeGreaterThanOrEqual(31 * 60_000)
    expect(second?.['payload']).toMatchObject({ timestamp: after.sentAt / 1000 })
    expect(guest.entries.map(({ kind }) => kind)).toEqual(['message', 'time-jump', 'message'])
  })

  test('may have written earlier than WAHA tells', async () => {
    const receiver = await startReceiver()
    const waha = await startWaha({ webhookUrl: receiver.url })
    await waha.guest(GUEST).writes('old', { at: 1_789_200_000_999 })
    const [body] = receiver.bodies()
    expect(body?.['payload']).toMatchObject({ timestamp: 1_789_200_000 })
    expect(body?.['timestamp']).toBeGreaterThan(1_789_200_001_000)
  })

  test('edits, takes back and reacts; staff answers on the hotel’s phone', async () => {
    const receiver = await startReceiver()
    const waha = await startWaha({ webhookUrl: receiver.url })
    const guest = waha.guest(GUEST)
    const { id } = await guest.writes('Helo')
    expect(await guest.edits(id, 'Hello')).toBe(true)
    expect(await guest.reacts(id, '👍')).toBe(true)
    expect(await guest.revokes(id)).toBe(true)
    await guest.isAnsweredByStaff('Good evening!')
    const events = ['message.any', 'message.edited', 'message.reaction', 'message.revoked', 'message.any']
    expect(receiver.bodies().map(({ event }) => event)).toEqual(events)
    expect(receiver.bodies().at(-1)?.['payload']).toMatchObject({
      fromMe: true,
      source: 'app',
      body: 'Good evening!',
    })
  })
})

test('a text of the hotel comes back as its echo, and its acks follow in order', async () => {
  const receiver = await startReceiver()
  const waha = await startWaha({
    webhookUrl: receiver.url,
    acks: ['SERVER', 'DEVICE', 'READ'],
    ackDelayMs: 30,
  })
  const json = { session: 'default', chatId: `${GUEST}@c.us`, text: 'Welcome' }
  const headers = { 'content-type': 'application/json' }
  await fetch(`${waha.url}/api/sendText`, { method: 'POST', headers, body: JSON.stringify(json) })
  await waha.idle()
  const [echo, ...acks] = receiver.bodies()
  expect(echo).toMatchObject({
    event: 'message.any',
    payload: { fromMe: true, source: 'api', body: 'Welcome' },
  })
  expect(acks.map(({ payload }) => (payload as { ackName: string }).ackName)).toEqual([
    'SERVER',
    'DEVICE',
    'READ',
  ])
})
