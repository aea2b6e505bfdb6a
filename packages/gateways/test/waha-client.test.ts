import { createServer } from 'node:net'
import { once } from 'node:events'

import { createWahaClient, WahaError, type WahaClient, type WahaClientOptions } from '@bellhop/gateways/waha'
import {
  API_FAULTS,
  type ApiFault,
  type Engine,
  type WahaSimulatorOptions,
} from '@bellhop/gateways/waha/simulator'
import { describe, expect, test } from 'vitest'

import { startWaha } from './support/simulator.ts'

const API_KEY = 'a-secret-key'
const TEXT = 'a secret text'
const CHAT = { line: 'default', chatId: '6281234567890@c.us' }
const ENGINES = ['NOWEB', 'GOWS', 'WEBJS', 'WPP'] as const

async function setUp(simulator: WahaSimulatorOptions = {}, client: Partial<WahaClientOptions> = {}) {
  const waha = await startWaha({ apiKey: API_KEY, ...simulator })
  return { waha, client: createWahaClient({ host: waha.url, apiKey: API_KEY, ...client }) }
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
    const client = createWahaClient({ host: `${waha.url}/`, apiPath: 'api/sendText', apiKey: API_KEY })
    await send(client)
    const elsewhere = createWahaClient({ host: waha.url, apiPath: '/proxy/sendText', apiKey: API_KEY })
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
    ['WhatsApp’s ban on new chats', API_FAULTS.timelock, 'timelock', 'rejected', 0],
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
      const error = await failureOf(send(createWahaClient({ host })))
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
      expect(await client.sessionStatus('default')).toBe(status)
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
  await createWahaClient({ host: waha.url }).ping()
  waha.faults.ping.always(API_FAULTS.resets)
  expect(await failureOf(createWahaClient({ host: waha.url }).ping())).toMatchObject({ code: 'reset' })
})

test('an id of our own choice is null where WAHA has none', async () => {
  const { client } = await setUp({ engine: 'WEBJS' })
  expect(await client.newMessageId('default')).toBeNull()
})

test('the state of an unknown line is an error, not a state', async () => {
  const { client } = await setUp()
  expect(await failureOf(client.sessionStatus('other'))).toMatchObject({ code: 'not-found' })
})

test('a hidden guest’s phone is told where WAHA knows it, else null', async () => {
  const { waha, client } = await setUp()
  await waha.guest('6281234567890').writes('Hello', { lid: '188811111111111@lid' })
  await waha.guest('6281234567891').writes('Hello', { lid: '188822222222222@lid', tellsOtherAddress: false })
  expect(await client.lidToPhone('default', '188811111111111@lid')).toBe('6281234567890')
  expect(await client.lidToPhone('default', '188822222222222@lid')).toBeNull()
  expect(await client.lidToPhone('default', '188833333333333@lid')).toBeNull()
})

describe('the history', () => {
  test('comes in pages that are moved on by their size, though updates make some shorter', async () => {
    const { waha, client } = await setUp()
    const guest = waha.guest('6281234567890')
    const first = await guest.writes('one', { at: 1_789_200_000_000 })
    await guest.reacts(first.id, '👍')
    await guest.writes('two', { at: Date.now() + 60_000 })
    const page = (offset: number) => client.chatMessages({ line: 'default', chatId: 'all', limit: 2, offset })
    expect((await page(0)).map(({ text }) => text)).toEqual(['one'])
    expect((await page(2)).map(({ text }) => text)).toEqual(['two'])
    expect(await page(4)).toEqual([])
  })

  test('is asked for one chat, one direction and a time from which', async () => {
    const { waha, client } = await setUp()
    await waha.guest('6281234567891').writes('another guest')
    await waha.guest('6281234567890').writes('long ago', { at: 1_789_200_000_000 })
    await waha.guest('6281234567890').writes('Hello')
    const { whatsappId } = await send(client)
    const query = { ...CHAT, limit: 10, since: Date.now() - 60_000 }
    expect((await client.chatMessages(query)).map(({ text }) => text)).toEqual(['Hello', TEXT])
    const [own, ...others] = await client.chatMessages({ ...query, fromMe: true })
    expect(own).toMatchObject({ whatsappId, fromMe: true, text: TEXT, chatId: CHAT.chatId })
    expect(others).toEqual([])
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
