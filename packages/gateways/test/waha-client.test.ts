import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'

import {
  classifyWebhook,
  createWahaClient,
  WahaError,
  type HistoryQuery,
  type WahaClient,
  type WahaClientOptions,
} from '@bellhop/gateways/waha'
import {
  API_FAULTS,
  type ApiFault,
  type Engine,
  type WahaSimulatorOptions,
} from '@bellhop/gateways/waha/simulator'
import { describe, expect, onTestFinished, test } from 'vitest'

import { startReceiver } from './support/receiver.ts'
import { startWaha } from './support/simulator.ts'

const API_KEY = 'a-secret-key'
const TEXT = 'a secret text'
const CHAT = { line: 'default', chatId: '6281234567890@c.us' }
const ENGINES = ['NOWEB', 'GOWS', 'WEBJS', 'WPP'] as const

function clientOf(host: string, options: Partial<WahaClientOptions> = {}): WahaClient {
  return createWahaClient({ host, homeCountry: '62', ...options })
}

async function setUp(simulator: WahaSimulatorOptions = {}, client: Partial<WahaClientOptions> = {}) {
  const waha = await startWaha({ apiKey: API_KEY, ...simulator })
  return { waha, client: clientOf(waha.url, { apiKey: API_KEY, ...client }) }
}

async function failureOf(call: Promise<unknown>): Promise<WahaError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof WahaError)) throw new Error('expected a WahaError', { cause: error })
  return error
}

const send = (client: WahaClient) => client.sendText({ ...CHAT, text: TEXT })

describe('a text', () => {
  test.each(ENGINES)('is sent, and its id is found in the answer of %s', async (engine: Engine) => {
    const { waha, client } = await setUp({ engine })
    const { whatsappId } = await send(client)
    await expect
      .poll(() => waha.sent)
      .toMatchObject([{ chatId: CHAT.chatId, text: TEXT, id: whatsappId, answered: true }])
  })

  test('goes to the path that is configured, below whatever path the host has', async () => {
    const { waha } = await setUp()
    const client = clientOf(`${waha.url}/`, { apiPath: 'api/sendText', apiKey: API_KEY })
    await send(client)
    const elsewhere = clientOf(waha.url, { apiPath: '/proxy/sendText', apiKey: API_KEY })
    expect(await failureOf(send(elsewhere))).toMatchObject({ code: 'not-found' })
    expect(waha.sent).toHaveLength(1)
  })

  test('with an id of our own choice is the same message when it is sent again', async () => {
    const { waha, client } = await setUp()
    const id = await client.newMessageId('default')
    const message = { ...CHAT, text: TEXT, id: id ?? '' }
    expect(await client.sendText(message)).toEqual({ whatsappId: id })
    expect(await client.sendText(message)).toEqual({ whatsappId: id })
    expect(waha.guest('6281234567890').entries).toHaveLength(1)
  })
})

describe('a send that fails', () => {
  test.each<[string, ApiFault, string, string, number]>([
    ['a crash of WAHA', API_FAULTS.fails, 'server', 'unknown', 0],
    ['a bad gateway', { answer: 502 }, 'server', 'unknown', 0],
    ['no answer', API_FAULTS.hangs, 'timeout', 'unknown', 0],
    ['no answer, though it was sent', API_FAULTS.sendsAndHangs, 'timeout', 'unknown', 1],
    ['an answer that is too slow', { delayMs: 2_000 }, 'timeout', 'unknown', 0],
    ['a reset', API_FAULTS.resets, 'reset', 'unknown', 0],
    ['a reset, though it was sent', API_FAULTS.dropsAnswer, 'reset', 'unknown', 1],
    ['a crash, though it was sent', API_FAULTS.sendsAndFails, 'server', 'unknown', 1],
    ['WhatsApp’s ban on new chats', API_FAULTS.timelock, 'timelock', 'timelocked', 0],
    ['a proxy that holds back', { answer: 429 }, 'too-many', 'not-sent', 0],
    ['a key for another line', { answer: 403 }, 'forbidden', 'line-down', 0],
    ['a wrong path', { answer: 404 }, 'not-found', 'line-down', 0],
    ['a redirect', { answer: 302 }, 'unexpected', 'unknown', 0],
    ['a status that nobody foresaw', { answer: 418 }, 'unexpected', 'unknown', 0],
  ])('by %s is told apart', async (_, fault, code, outcome, sent) => {
    const { waha, client } = await setUp({}, { sendTimeoutMs: 300 })
    waha.faults.sendText.next(fault)
    expect(await failureOf(send(client))).toMatchObject({ code, outcome })
    expect(waha.sent).toHaveLength(sent)
  })

  test('because nobody listens, or the name is unknown, has not left', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    server.close()
    for (const host of [`http://127.0.0.1:${port}`, 'http://waha.invalid:3000']) {
      const error = await failureOf(send(clientOf(host)))
      expect(error).toMatchObject({ code: 'refused', outcome: 'not-sent', status: null })
    }
  })

  test('with a wrong key is a matter of the line', async () => {
    const { client } = await setUp({}, { apiKey: 'wrong' })
    expect(await failureOf(send(client))).toMatchObject({
      code: 'unauthorized',
      outcome: 'line-down',
      status: 401,
    })
  })

  test.each(['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'FAILED'])(
    'while the line is %s is a matter of the line',
    async (status) => {
      const { waha, client } = await setUp()
      await waha.setLineStatus('default', status)
      expect(await client.session('default')).toMatchObject({ status })
      expect(await failureOf(send(client))).toMatchObject({
        code: 'not-working',
        outcome: 'line-down',
        status: 422,
      })
      expect(waha.sent).toEqual([])
    },
  )

  test('on a line that WAHA does not know is a matter of the line', async () => {
    const { client } = await setUp()
    const call = client.sendText({ ...CHAT, line: 'other', text: TEXT })
    expect(await failureOf(call)).toMatchObject({ code: 'not-working', outcome: 'line-down' })
  })

  test('because the request is wrong is rejected for good', async () => {
    const { client } = await setUp()
    const call = client.sendText({ ...CHAT, line: '', text: TEXT })
    expect(await failureOf(call)).toMatchObject({ code: 'bad-request', outcome: 'rejected', status: 400 })
  })

  test('is not taken for a ban by what its own text says', async () => {
    const { waha, client } = await setUp()
    waha.faults.sendText.next(API_FAULTS.fails)
    const call = client.sendText({ ...CHAT, text: 'server returned error 463' })
    expect(await failureOf(call)).toMatchObject({ code: 'server', outcome: 'unknown' })
  })

  test('is made once', async () => {
    const { waha, client } = await setUp()
    waha.faults.sendText.next(API_FAULTS.sendsAndFails, 5)
    await failureOf(send(client))
    expect(waha.sent).toHaveLength(1)
  })

  test('tells nothing of text, chat and key, its causes included', async () => {
    const { waha, client } = await setUp({}, { sendTimeoutMs: 300 })
    for (const fault of Object.values<ApiFault>(API_FAULTS)) {
      waha.faults.sendText.next(fault)
      const error: unknown = await send(client).catch((reason: unknown) => reason)
      for (let at = error; at instanceof Error; at = at.cause) {
        const said = `${at.message} ${at.stack} ${JSON.stringify(Object.entries(at))}`
        for (const secret of [TEXT, '6281234567890', API_KEY]) expect(said).not.toContain(secret)
      }
    }
  })
})

test('a text whose good answer breaks off is sent, only its id is unknown', async () => {
  const { waha, client } = await setUp()
  waha.faults.sendText.next(API_FAULTS.cutsAnswer)
  expect(await send(client)).toEqual({ whatsappId: null })
  expect(waha.sent).toHaveLength(1)
})

test('seen and typing show on the phone of the guest', async () => {
  const { waha, client } = await setUp()
  const guest = waha.guest('6281234567890')
  await guest.writes('Hello')
  await client.startTyping(CHAT)
  await client.stopTyping(CHAT)
  await client.sendSeen(CHAT)
  expect(guest.entries).toMatchObject([{ text: 'Hello', progress: 'seen' }])
})

test('WAHA answers a ping without a key, and an unreachable one is told', async () => {
  const { waha } = await setUp()
  await clientOf(waha.url).ping()
  waha.faults.ping.always(API_FAULTS.resets)
  expect(await failureOf(clientOf(waha.url).ping())).toMatchObject({ code: 'reset' })
})

test.each([404, 405, 501])(
  'an id of our own choice is null where WAHA has none, and says so by %i',
  async (status) => {
    const { waha, client } = await setUp({ engine: 'WEBJS' })
    expect(await client.newMessageId('default')).toBeNull()
    waha.faults.newMessageId.next({ answer: status })
    expect(await client.newMessageId('default')).toBeNull()
    waha.faults.newMessageId.next({ answer: 500 })
    expect(await failureOf(client.newMessageId('default'))).toMatchObject({ code: 'server' })
  },
)

test('the state of an unknown line is an error, not a state', async () => {
  const { client } = await setUp()
  expect(await failureOf(client.session('other'))).toMatchObject({ code: 'not-found' })
})

test('a hidden guest’s phone is told where WAHA knows it, else null', async () => {
  const { waha, client } = await setUp()
  await waha.guest('6281234567890').writes('Hello', { lid: '188811111111111@lid' })
  await waha.guest('6281234567891').writes('Hello', { lid: '188822222222222@lid', tellsOtherAddress: false })
  expect(await client.lidToPhone('default', '188811111111111@lid')).toBe('6281234567890')
  expect(await client.lidToPhone('default', '188822222222222@lid')).toBeNull()
  expect(await client.lidToPhone('default', '188833333333333@lid')).toBeNull()
})

test('the hidden address of a guest is told where WAHA knows one, else null', async () => {
  const { waha, client } = await setUp()
  await waha.guest('6281234567890').writes('Hello', { lid: '188811111111111@lid' })
  expect(await client.phoneToLid('default', '6281234567890@c.us')).toBe('188811111111111@lid')
  expect(await client.phoneToLid('default', '6281234567891@c.us')).toBeNull()
  waha.faults.phoneToLid.next({ answer: 404 })
  expect(await client.phoneToLid('default', '6281234567890@c.us')).toBeNull()
  waha.faults.phoneToLid.next({ answer: 500 })
  expect(await failureOf(client.phoneToLid('default', '6281234567890@c.us'))).toMatchObject({
    code: 'server',
  })
})

describe('what WAHA says of a line', () => {
  test('are its state, engine and own addresses, and its webhooks where it has some', async () => {
    const { client } = await setUp({ hmacKey: 'key', webhookUrl: 'http://127.0.0.1:1/webhook/waha' })
    expect(await client.session('default')).toMatchObject({
      status: 'WORKING',
      engine: 'NOWEB',
      ownChats: ['6280000000000@c.us', '99900000000001@lid'],
      timelockedUntil: null,
      webhooks: [
        {
          url: 'http://127.0.0.1:1/webhook/waha',
          events: expect.arrayContaining(['message.any']),
          hmacKey: 'key',
        },
      ],
    })
  })

  test('includes until when new people may not be written to', async () => {
    const { waha, client } = await setUp()
    waha.setTimelock('default', 1_789_286_400_000)
    expect(await client.session('default')).toMatchObject({ timelockedUntil: 1_789_286_400_000 })
    waha.setTimelock('default', null)
    expect(await client.session('default')).toMatchObject({ timelockedUntil: null })
  })

  test.each([
    { status: 'STARTING' },
    { status: 'STARTING', me: null, config: null, engine: null },
    {
      status: 'STARTING',
      me: 7,
      config: { webhooks: 'x', ignore: [], noweb: { store: 1 } },
      engine: 'NOWEB',
    },
    {
      status: 'STARTING',
      me: { id: 7, reachoutTimelock: { isActive: 'yes' } },
      config: { webhooks: [null, 7] },
    },
  ])('needs no more than the state: %j', async (answer) => {
    const server = createHttpServer((_, response) => response.end(JSON.stringify(answer))).listen(
      0,
      '127.0.0.1',
    )
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    expect(await clientOf(`http://127.0.0.1:${port}`).session('default')).toMatchObject({
      status: 'STARTING',
      ownChats: [],
      timelockedUntil: null,
      webhooks: [],
    })
  })
})

describe('one message', () => {
  test('is asked for by its address, with what became of it', async () => {
    const { waha, client } = await setUp({ acks: ['SERVER', 'DEVICE', 'READ'] })
    const { whatsappId } = await send(client)
    await waha.idle()
    const address = { ...CHAT, fromMe: true, whatsappId: whatsappId ?? '' }
    expect(await client.getMessage(address)).toMatchObject({
      message: { kind: 'own-message', whatsappId, text: TEXT, source: null, eventId: null },
      ack: 'read',
    })
  })

  test('that WAHA does not know is null', async () => {
    const { client } = await setUp()
    expect(await client.getMessage({ ...CHAT, fromMe: true, whatsappId: '3EB0FF' })).toBeNull()
  })
})

describe('the history', () => {
  test('comes in pages that are moved on by their size, though updates make some shorter', async () => {
    const { waha, client } = await setUp()
    const guest = waha.guest('6281234567890')
    const first = await guest.writes('one', { at: 1_789_200_000_000 })
    await guest.reacts(first.id, '👍')
    await guest.writes('two', { at: Date.now() + 60_000 })
    const page = (offset: number) => client.chatMessages({ line: 'default', chatId: 'all', limit: 2, offset })
    expect(await page(0)).toMatchObject({ messages: [{ text: 'one' }], rows: 1 })
    expect(await page(2)).toMatchObject({ messages: [{ text: 'two' }], rows: 1 })
    expect(await page(4)).toEqual({ messages: [], rows: 0, unreadable: 0 })
  })

  test('is asked for one chat, one direction and a stretch of time', async () => {
    const { waha, client } = await setUp()
    await waha.guest('6281234567891').writes('another guest')
    await waha.guest('6281234567890').writes('long ago', { at: 1_789_200_000_000 })
    await waha.guest('6281234567890').writes('Hello')
    const { whatsappId } = await send(client)
    const textsOf = async (query: Partial<HistoryQuery>) =>
      (await client.chatMessages({ ...CHAT, limit: 10, ...query })).messages.map(({ text }) => text)
    expect(await textsOf({ since: Date.now() - 60_000 })).toEqual(['Hello', TEXT])
    expect(await textsOf({ until: 1_789_200_000_500 })).toEqual(['long ago'])
    const { messages } = await client.chatMessages({ ...CHAT, limit: 10, fromMe: true })
    expect(messages).toMatchObject([{ whatsappId, fromMe: true, text: TEXT, chatId: CHAT.chatId }])
  })

  test.each(ENGINES)('of %s tells a message as its webhook does, but for the source', async (engine) => {
    const receiver = await startReceiver()
    const { waha, client } = await setUp({ engine, webhookUrl: receiver.url })
    await waha.guest('6281234567890').writes('Look', {
      media: { mimetype: 'image/jpeg', url: 'http://127.0.0.1:3000/api/files/default/a.jpeg' },
    })
    const fate = classifyWebhook(receiver.received[0]?.raw ?? Buffer.alloc(0), {
      homeCountry: '62',
      lines: ['default'],
    })
    const { messages } = await client.chatMessages({ ...CHAT, limit: 10 })
    expect(fate).toMatchObject({ fate: 'enqueue', event: { content: 'image', text: 'Look' } })
    expect([fate]).toMatchObject(
      messages.map((message) => ({ event: { ...message, eventId: expect.any(String), source: 'app' } })),
    )
    expect(messages).toHaveLength(1)
  })

  test('leaves out groups and the line itself, and counts what cannot be read', async () => {
    const entry = (id: string, rest = {}) => ({
      id,
      timestamp: 1_789_200_000,
      fromMe: false,
      body: 'x',
      ...rest,
    })
    const entries = [
      entry('false_120363041234567890@g.us_3A01'),
      entry('false_6280000000000@c.us_3A02'),
      entry('false_6281234567890@c.us_3A03', { body: null }),
      entry('false_6281234567890@c.us_3A04', { timestamp: null }),
      entry('false_6281234567890@c.us_3A05'),
      7,
    ]
    const server = createHttpServer(({ url }, response) => {
      const session = { status: 'WORKING', me: { id: '6280000000000@c.us' } }
      response.end(JSON.stringify(url?.startsWith('/api/sessions/') ? session : entries))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const page = await clientOf(`http://127.0.0.1:${port}`).chatMessages({
      line: 'default',
      chatId: 'all',
      limit: 10,
    })
    expect(page).toMatchObject({ messages: [{ whatsappId: '3A05' }], rows: 6, unreadable: 2 })
  })

  test('that cannot be read is an error: it is not taken for an empty one', async () => {
    const { waha, client } = await setUp({ engine: 'WEBJS' })
    const query = { line: 'default', chatId: 'all', limit: 10 }
    expect(await failureOf(client.chatMessages(query))).toMatchObject({ code: 'server' })
    waha.faults.chatMessages.next(API_FAULTS.cutsAnswer)
    expect(await failureOf(client.chatMessages({ ...query, ...CHAT }))).toMatchObject({ code: 'unexpected' })
    expect(await failureOf(client.chatMessages({ ...query, ...CHAT, limit: 0 }))).toMatchObject({
      code: 'bad-request',
    })
  })
})
