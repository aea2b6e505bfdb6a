import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { openBoardQueues, type BoardQueues } from '@bellhop/queue'
import { createLogger } from '@bellhop/runtime'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  config,
  JSON_TYPE,
  KEY,
  messageCall,
  NEXT_KEY,
  signature,
  startIngress,
  toRaw,
  type RunningIngress,
} from './running-ingress.ts'

const redisUrl = inject('redis')

describe.skipIf(redisUrl === null)('the ingress with a real queue', () => {
  const queuePrefix = `ingress-${randomUUID()}`
  const queueUrl = redisUrl ?? ''
  let ingress: RunningIngress
  let board: BoardQueues

  beforeAll(async () => {
    ingress = await startIngress({ queue: { url: queueUrl, waitingMax: 100_000 } }, { queuePrefix })
    const log = createLogger({ name: 'test', level: 'silent', pretty: false })
    board = await openBoardQueues({ queueUrl, prefix: queuePrefix, log, lines: [] })
  })

  afterAll(async () => {
    await board.queues[0]?.obliterate({ force: true })
    await board.close()
    await ingress.close()
  })

  /** What the worker will get, newest first. */
  async function jobs(): Promise<{ id: string | undefined; event: Record<string, unknown> }[]> {
    const found = (await board.queues[0]?.getJobs(['waiting', 'delayed', 'prioritized'])) ?? []
    return found.map(({ id, data }: { id?: string; data: Record<string, unknown> }) => ({ id, event: data }))
  }

  async function jobOf(field: string, value: unknown) {
    return (await jobs()).filter(({ event }) => event[field] === value)
  }

  describe('answers accepted and keeps as one job', () => {
    test('a guest message, normalised and without what only WAHA needs', async () => {
      expect(await ingress.post(messageCall('3EB0A1', { _data: { secret: 1 } }))).toMatchObject({
        status: 200,
        body: { status: 'accepted' },
      })
      const [job] = await jobOf('whatsappId', '3EB0A1')
      expect(job).toMatchObject({
        id: 'default_message_false_3EB0A1',
        event: {
          kind: 'guest-message',
          line: 'default',
          chatId: '6281234567890@c.us',
          phone: '081234567890',
          text: 'is breakfast included?',
          sentAt: 1_789_200_000_000,
        },
      })
      expect(JSON.stringify(job)).not.toContain('secret')
    })

    test('an acknowledgement and a state of the line', async () => {
      const ack = { id: 'true_6281234567890@c.us_3EB0A2', fromMe: true, ack: 3 }
      expect((await ingress.post(messageCall('3EB0A2', ack, { event: 'message.ack' }))).body).toEqual({
        status: 'accepted',
      })
      const status = { ...messageCall('3EB0A3'), event: 'session.status', payload: { status: 'WORKING' } }
      expect((await ingress.post(status)).body).toEqual({ status: 'accepted' })
      expect(await jobOf('kind', 'ack')).toHaveLength(1)
      expect(await jobOf('kind', 'line-status')).toHaveLength(1)
    })

    test('a message that comes five times at once, and again as message.any', async () => {
      const repeated = Array.from({ length: 5 }, () => ingress.post(messageCall('3EB0B1')))
      const answers = [
        ...(await Promise.all(repeated)),
        await ingress.post(messageCall('3EB0B1', {}, { event: 'message.any' })),
      ]
      for (const answer of answers)
        expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } })
      expect(await jobOf('whatsappId', '3EB0B1')).toHaveLength(1)
    })

    test('a message with a charset in its content type', async () => {
      const answer = await ingress.post(messageCall('3EB0B2'), {
        'content-type': 'application/json; charset=utf-8',
      })
      expect(answer.body).toEqual({ status: 'accepted' })
    })

    test('NUL and lone surrogates, without them', async () => {
      const raw = toRaw(messageCall('3EB0C1', { body: 'a\u0000b\ud800c' }))
      expect((await ingress.post(raw)).body).toEqual({ status: 'accepted' })
      const [job] = await jobOf('whatsappId', '3EB0C1')
      expect(String(job?.event['text'])).toMatch(/^ab\ufffd?c$/)
    })

    test('a text of 65,000 characters, whole', async () => {
      const text = 'ä'.repeat(65_000)
      expect((await ingress.post(messageCall('3EB0C2', { body: text }))).body).toEqual({ status: 'accepted' })
      expect((await jobOf('whatsappId', '3EB0C2'))[0]?.event['text']).toBe(text)
    })

    test.each([
      ['plain', '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'],
      ['escaped', '"\\u005f_proto__":{"polluted":1},"constr\\u0075ctor":{"prototype":{"polluted":1}},'],
    ])(
      'a message with %s __proto__ and constructor.prototype, which changes nothing',
      async (name, poison) => {
        const id = `3EB0D${name.length}`
        const clean = JSON.stringify(messageCall(id))
        const raw = Buffer.from(
          clean.replace('"payload":{', `${poison}"payload":{${poison}"_data":{${poison}"x":1},`),
        )
        expect((await ingress.post(raw)).body).toEqual({ status: 'accepted' })
        expect(Reflect.get({}, 'polluted')).toBeUndefined()
        const [job] = await jobOf('whatsappId', id)
        expect(JSON.stringify(job)).not.toContain('polluted')
      },
    )
  })

  describe('answers ignored, with the reason, and keeps nothing of', () => {
    test.each([
      ['what WAHA sends and nobody needs', messageCall('3EB0E1', {}, { event: 'presence.update' })],
      ['an event of a WAHA to come', messageCall('3EB0E2', {}, { event: 'message.teleported' })],
      ['a group message', messageCall('3EB0E3', { id: 'false_120363000000000000@g.us_3EB0E3' })],
      ['an event named like a property of every object', messageCall('3EB0E4', {}, { event: '__proto__' })],
    ])('%s', async (_name, call) => {
      const before = await jobs()
      expect(await ingress.post(call)).toMatchObject({
        status: 200,
        body: { status: 'ignored', reason: expect.any(String) as string },
      })
      expect(await jobs()).toHaveLength(before.length)
    })
  })

  test('knows the line’s own number from one event for another that does not tell it', async () => {
    const me = { id: '6280000000000@c.us', lid: '99900000000001@lid' }
    expect(await ingress.post(messageCall('3EB0E5', {}, { me }))).toMatchObject({
      body: { status: 'accepted' },
    })
    const note = messageCall('3EB0E6', { id: `true_${me.lid}_3EB0E6`, from: me.lid, fromMe: true })
    expect(await ingress.post(note)).toMatchObject({ body: { status: 'ignored', reason: 'own number' } })
  })

  describe('answers quarantined, with the reason, and keeps the raw bytes of', () => {
    const message = JSON.stringify(messageCall('3EB0F1'))
    const nesting = 100_000
    test.each<[string, string | Buffer]>([
      ['malformed JSON', '{"event":'],
      ['a truncated body', message.slice(0, -10)],
      ['a body with a byte order mark', `\ufeff${message}`],
      ['a body with something behind it', `${message}x`],
      ['NaN', '{"event":"message","session":"default","timestamp":NaN}'],
      ['an empty body', ''],
      ['a body that is no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
      ['null', 'null'],
      ['a list', '[]'],
      ['a number', '5'],
      ['an envelope without its fields', '{}'],
      ['a session that is a number', message.replace('"session":"default"', '"session":5')],
      ['a session named __proto__', message.replace('"session":"default"', '"session":"__proto__"')],
      ['an event that is an object', message.replace('"event":"message"', '"event":{}')],
      ['a payload that is a string', '{"event":"message","session":"default","payload":"hello"}'],
      ['a message without its id', JSON.stringify(messageCall('3EB0F2', { id: undefined }))],
      ['a message whose text is an object', JSON.stringify(messageCall('3EB0F3', { body: { $ne: 1 } }))],
      ['a message whose time is a string', JSON.stringify(messageCall('3EB0F4', { timestamp: 'now' }))],
      ['100,000 levels of lists', '['.repeat(nesting) + ']'.repeat(nesting)],
      [
        '100,000 levels of objects in a message',
        message.replace('"body":', `"_data":${'{"a":'.repeat(nesting)}1${'}'.repeat(nesting)},"body":`),
      ],
      [
        'a message for a line that is not ours',
        JSON.stringify(messageCall('3EB0F5', {}, { session: 'other-hotel' })),
      ],
    ])('%s', async (_name, body) => {
      const raw = Buffer.from(body)
      const answer = await ingress.post(raw)
      expect(answer).toMatchObject({
        status: 200,
        body: { status: 'quarantined', reason: expect.any(String) as string },
      })
      expect(await jobOf('raw', raw.toString('base64'))).toHaveLength(1)
      expect((await ingress.post(raw)).body).toEqual(answer.body)
      expect(await jobOf('raw', raw.toString('base64'))).toHaveLength(1)
    })
  })

  describe('answers 401, always the same, and reads nothing', () => {
    const raw = toRaw(messageCall('3EB0AA'))
    const good = signature(raw)['x-webhook-hmac']

    async function expectRefused(headers: Record<string, string>, body = raw) {
      const answer = await ingress.request({ method: 'POST', body, headers: { ...JSON_TYPE, ...headers } })
      expect(answer).toMatchObject({ status: 401, body: { status: 'refused' } })
      expect(await jobOf('whatsappId', '3EB0AA')).toHaveLength(0)
    }

    test.each<[string, Record<string, string>]>([
      ['no signature', {}],
      ['an empty one', { 'x-webhook-hmac': '' }],
      ['one cut short', { 'x-webhook-hmac': good.slice(0, -1) }],
      ['one too long', { 'x-webhook-hmac': `${good}0` }],
      ['one of a key that is not ours', signature(raw, 'another-key')],
      ['one of an empty key', signature(raw, ' ')],
      [
        'one of SHA-256 length',
        { 'x-webhook-hmac': good.slice(0, 64), 'x-webhook-hmac-algorithm': 'sha256' },
      ],
      [
        'an algorithm of the sender',
        { 'x-webhook-hmac': 'd41d8cd98f00b204e9800998ecf8427e', 'x-webhook-hmac-algorithm': 'md5' },
      ],
      ['no algorithm', { 'x-webhook-hmac': 'none', 'x-webhook-hmac-algorithm': 'none' }],
      ['a name before it', { 'x-webhook-hmac': `sha512=${good}` }],
      ['characters that are no hex', { 'x-webhook-hmac': 'z'.repeat(128) }],
    ])('for %s', async (_name, headers) => {
      await expectRefused(headers)
    })

    test('for the header twice', async () => {
      const status = await new Promise((resolve, reject) => {
        const headers = { ...JSON_TYPE, 'x-webhook-hmac': [good, good] }
        httpRequest(`${ingress.url}/webhook/waha`, { method: 'POST', headers }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
          .on('error', reject)
          .end(raw)
      })
      expect(status).toBe(401)
    })

    test('for one more space, and for malformed JSON without a signature', async () => {
      await expectRefused({ 'x-webhook-hmac': good }, Buffer.from(`${raw.toString()} `))
      await expectRefused({}, Buffer.from('{"event":'))
    })

    test('for any changed character of a signature', async () => {
      const flips = Array.from({ length: 128 }, (_, at) => {
        const flipped = good[at] === '0' ? '1' : '0'
        return expectRefused({ 'x-webhook-hmac': good.slice(0, at) + flipped + good.slice(at + 1) })
      })
      await Promise.all(flips)
    })
  })

  test.each([KEY, NEXT_KEY])(
    'takes each of its keys, in any case and whatever algorithm the header names',
    async (key) => {
      const raw = toRaw(messageCall(`3EB0${key.length}`))
      const signed = signature(raw, key)['x-webhook-hmac']
      expect((await ingress.post(raw, { 'x-webhook-hmac': signed })).status).toBe(200)
      expect((await ingress.post(raw, { 'x-webhook-hmac': signed.toUpperCase() })).status).toBe(200)
      expect(
        (await ingress.post(raw, { 'x-webhook-hmac': signed, 'x-webhook-hmac-algorithm': 'none' })).status,
      ).toBe(200)
    },
  )

  test.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json5',
    '',
  ])('answers 415 to the content type %j', async (type) => {
    expect(await ingress.post(messageCall('3EB0AB'), { 'content-type': type })).toMatchObject({ status: 415 })
  })

  test('answers 415 to a compressed body', async () => {
    expect(await ingress.post(messageCall('3EB0AC'), { 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
    })
  })

  test('answers 405 to other methods and 404 to other paths, without detail', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect(await ingress.request({ method })).toMatchObject({
        status: 405,
        body: { status: 'method not allowed' },
      })
    for (const path of ['/', '/webhook', '/webhook/waha/x', '/webhook/WAHA', '/..%2f/etc', '/%', '/queues'])
      expect(await ingress.request({ method: 'POST', body: '{}' }, path)).toMatchObject({
        status: 404,
        body: { status: 'not found' },
      })
  })

  test('tells what it did in metrics and, one line a webhook, in its log, and nothing of what guests write', async () => {
    await ingress.post(messageCall('3EB0AD', { body: 'the code is K4711Z' }))
    const { body } = await ingress.get('/metrics')
    expect(body).toMatch(/bellhop_webhooks_total\{fate="accepted",kind="guest-message"\} [1-9]/)
    expect(body).toMatch(/bellhop_webhooks_total\{fate="quarantined",kind="unreadable"\} [1-9]/)
    expect(body).toMatch(/bellhop_webhooks_total\{fate="refused",kind="unauthorized"\} [1-9]/)
    expect(body).toMatch(/bellhop_webhook_duration_seconds_count\{fate="accepted"\} [1-9]/)
    expect(body).toMatch(/bellhop_inbound_waiting [1-9]/)
    expect(body).toContain('bellhop_webhooks_in_flight 0')

    const lines = ingress.logLines.filter((line) => line.includes('evt_3eb0ad'))
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      fate: 'accepted',
      line: 'default',
      eventId: 'evt_3eb0ad',
      kind: 'guest-message',
      msg: 'webhook answered',
    })
    for (const personal of ['81234567890', 'breakfast', 'K4711Z', KEY]) {
      expect(ingress.logLines.join('')).not.toContain(personal)
      expect(body).not.toContain(personal)
    }
  })

  test('is ready, and live', async () => {
    expect(await ingress.get('/readyz')).toMatchObject({ status: 200 })
    expect(await ingress.get('/livez')).toMatchObject({ status: 200 })
  })

  test('takes unsigned webhooks only if it was told to, and says so loudly at its start', async () => {
    const insecure = await startIngress(
      { queue: { url: queueUrl, waitingMax: 1000 }, webhook: { ...config.webhook, keys: [] } },
      { queuePrefix },
    )
    const answer = await insecure.request({
      method: 'POST',
      body: toRaw(messageCall('3EB0AE')),
      headers: JSON_TYPE,
    })
    await insecure.close()
    expect(answer.body).toEqual({ status: 'accepted' })
    expect(insecure.logLines[0]).toMatch(/"level":"warn".*WAHA_WEBHOOK_INSECURE/)
    expect(ingress.logLines.join('')).not.toContain('WAHA_WEBHOOK_INSECURE')
  })
})
