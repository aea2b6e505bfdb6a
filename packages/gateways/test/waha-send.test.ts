import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

import { createWahaClient, WahaError, type WahaClient, type WahaClientOptions } from '@bellhop/gateways/waha'
import { createRandom } from '@bellhop/gateways/waha/simulator'
import { describe, expect, test } from 'vitest'

import { goodAnswer, startRawServer, type RawRequest } from './support/raw-server.ts'

const CHAT = { line: 'default', chatId: '6281234567890@c.us' }
const TEXT = 'a secret text'

const clientOf = (host: string, options: Partial<WahaClientOptions> = {}) =>
  createWahaClient({ host, homeCountry: '62', ...options })

const send = (client: WahaClient, text = TEXT) => client.sendText({ ...CHAT, text })

async function failureOf(call: Promise<unknown>): Promise<WahaError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof WahaError)) throw new Error('expected a WahaError', { cause: error })
  return error
}

function answerWell({ socket, text }: Pick<RawRequest, 'socket' | 'text'>, headers: string[] = []): void {
  socket.write(goodAnswer(idOf(text), headers))
}

const idOf = (text: string) => `3EB0${Buffer.from(text).toString('hex').toUpperCase()}`

describe('connections', () => {
  test('are kept: many texts need few of them', async () => {
    const server = await startRawServer({ onRequest: answerWell })
    const client = clientOf(server.url)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (let text = 0; text < 50; text += 1) await send(client, `${text}`)
    expect(server.texts).toEqual(Array.from({ length: 50 }, (_, text) => `${text}`))
    expect(server.connections()).toBeLessThan(5)
  })

  test('are as many as there are texts, and a text that hangs holds up no other', async () => {
    const waiting: RawRequest[] = []
    const hanging: RawRequest[] = []
    const server = await startRawServer({
      onRequest(request) {
        if (request.text === 'hangs') return void hanging.push(request)
        waiting.push(request)
        if (waiting.length === 100) for (const asked of waiting.splice(0)) answerWell(asked)
      },
    })
    const client = clientOf(server.url)
    const last = send(client, 'hangs')
    for (const round of ['a', 'b']) {
      const texts = Array.from({ length: 100 }, (_, text) => `${round}${text}`)
      // oxlint-disable-next-line no-await-in-loop -- the second round finds connections, the first one makes them
      const sent = await Promise.all(texts.map((text) => send(client, text)))
      expect(sent.map(({ whatsappId }) => whatsappId)).toEqual(texts.map(idOf))
    }
    for (const request of hanging) answerWell(request)
    expect(await last).toEqual({ whatsappId: idOf('hangs') })
  })

  test('which WAHA is about to close are not used again', async () => {
    const server = await startRawServer({
      onRequest: (request) => answerWell(request, ['keep-alive: timeout=1']),
    })
    const client = clientOf(server.url)
    for (let text = 0; text < 10; text += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await send(client, `${text}`)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await nextTurn()
    }
    expect(server.connections()).toBe(10)
  })

  test('are not used again once the server has closed them', async () => {
    const closed: Promise<unknown>[] = []
    const server = await startRawServer({
      onRequest(request) {
        closed.push(once(request.socket, 'close'))
        answerWell(request)
        request.socket.end()
      },
    })
    const client = clientOf(server.url)
    for (let text = 0; text < 20; text += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await send(client, `${text}`)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await Promise.all(closed)
    }
    expect(server.connections()).toBe(20)
  })

  test.each([
    ['which WAHA keeps for long, are closed before', ['keep-alive: timeout=60']],
    ['of which WAHA says nothing, are closed soon', []],
  ])('%s', async (_, headers) => {
    const sockets: Socket[] = []
    const server = await startRawServer({
      onConnection: (socket) => sockets.push(socket),
      onRequest: (request) => answerWell(request, headers),
    })
    await send(clientOf(server.url))
    await expect.poll(() => sockets.map(({ destroyed }) => destroyed), { timeout: 3_000 }).toEqual([true])
  })
})

describe('a text on a connection that was used before', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['closed', (socket) => socket.end()],
    ['reset', (socket) => socket.resetAndDestroy()],
  ])('may have left when that is %s in place of an answer', async (_, close) => {
    const server = await startRawServer({
      onRequest: (request) => (request.nth === 1 ? answerWell(request) : close(request.socket)),
    })
    const client = clientOf(server.url)
    await send(client, 'first')
    await nextTurn()
    await nextTurn()
    expect(await failureOf(send(client, 'second'))).toMatchObject({ code: 'reset', outcome: 'unknown' })
    expect(server.texts).toEqual(['first', 'second'])
    expect(server.connections()).toBe(1)
  })

  test('is not answered by what the server said before', async () => {
    const server = await startRawServer({
      onRequest(request) {
        answerWell(request)
        if (request.nth === 1) answerWell({ ...request, text: 'nobody asked' })
      },
    })
    const client = clientOf(server.url)
    for (const text of ['one', 'two', 'three']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await send(client, text)).toEqual({ whatsappId: idOf(text) })
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await nextTurn()
    }
  })
})

describe('an answer', () => {
  async function sendToOneThatTrickles(start: string): Promise<unknown> {
    const server = await startRawServer({
      onRequest({ socket }) {
        socket.write(start)
        const trickle = setInterval(() => socket.write('2'), 10)
        socket.on('close', () => clearInterval(trickle))
      },
    })
    return send(clientOf(server.url, { sendTimeoutMs: 300 }))
  }

  test.each([
    ['is bad and never ends', 'HTTP/1.1 400 Bad Request\r\ncontent-length: 100\r\n\r\n'],
    ['has only been announced', 'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 201 Created\r\nx: '],
  ])('that %s is waited for no longer than a send may take', async (_, start) => {
    const error = await failureOf(sendToOneThatTrickles(start))
    expect(error).toMatchObject({ code: 'timeout', outcome: 'unknown' })
  })

  test('that is good and never ends is waited for no longer, and the text is sent', async () => {
    const start = 'HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n'
    expect(await sendToOneThatTrickles(start)).toEqual({ whatsappId: null })
  })

  test('that is none tells nothing of the text that it repeats', async () => {
    const server = await startRawServer({
      onRequest: ({ socket, text }) => socket.end(`${text} is no HTTP\r\n\r\n`),
    })
    const error = await failureOf(send(clientOf(server.url)))
    expect(error).toMatchObject({ code: 'unexpected', outcome: 'unknown' })
    for (let at: unknown = error; at instanceof Error; at = at.cause) {
      expect(`${at.stack} ${JSON.stringify(Object.entries(at))}`).not.toContain(TEXT)
    }
  })
})

test('the name and password of WAHA_HOST go along', async () => {
  const heads: string[] = []
  const server = await startRawServer({
    onRequest(request) {
      heads.push(request.head)
      answerWell(request)
    },
  })
  await send(clientOf(server.url.replace('//', '//front%20desk:secret@')))
  const credentials = Buffer.from('front desk:secret').toString('base64')
  expect(heads[0]?.split('\r\n')).toContain(`authorization: Basic ${credentials}`)
})

/** When a connection ends, and what may then be told of a text of which the server has seen this much. */
const ENDS = ['unread', 'read', 'head', 'body', 'answered', 'later', 'later-by-reset', 'never'] as const
type End = (typeof ENDS)[number]

function endAs(end: End, { socket, text }: RawRequest, endLater: (end: () => void) => void): void {
  switch (end) {
    case 'unread':
    case 'read':
      return void socket.resetAndDestroy()
    case 'head':
      return void socket.end('HTTP/1.1 2')
    case 'body':
      return void socket.end('HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\n{')
    case 'answered':
      return void socket.end(goodAnswer(idOf(text)))
    case 'later':
      socket.write(goodAnswer(idOf(text)))
      return endLater(() => socket.end())
    case 'later-by-reset':
      socket.write(goodAnswer(idOf(text)))
      return endLater(() => socket.resetAndDestroy())
    case 'never':
      return void socket.write(goodAnswer(idOf(text)))
  }
}

/** A text of which the server has seen nothing may have left or not; `under`: its connection ended for an earlier one. */
function allowedOf(text: string, end: End | 'under' | undefined): string[] {
  switch (end) {
    case undefined:
      return ['unknown', 'not-sent']
    case 'unread':
    case 'read':
    case 'head':
      return ['unknown']
    case 'body':
      return ['sent']
    case 'answered':
    case 'later':
    case 'never':
      return [idOf(text)]
    case 'later-by-reset':
    case 'under':
      return [idOf(text), 'sent', 'unknown']
  }
}

describe.each([1, 2, 3])('of hundreds of texts over connections that end at all moments (%i)', (seed) => {
  test('none leaves twice, and each is known for what became of it', async () => {
    const random = createRandom(seed)
    const ends = new Map<string, End | 'under'>()
    const lastTexts = new WeakMap<Socket, string>()
    const server = await startRawServer({
      onConnection(socket) {
        if (random() < 0.05) socket.resetAndDestroy()
      },
      onRequest(request) {
        const { socket, text } = request
        lastTexts.set(socket, text)
        if (socket.writableEnded) return void ends.set(text, 'under')
        const end = ENDS[Math.floor(random() * ENDS.length)] ?? 'never'
        ends.set(text, end)
        endAs(end, request, (endNow) => {
          setTimeout(() => {
            const last = lastTexts.get(socket) ?? text
            if (last !== text) ends.set(last, 'under')
            endNow()
          }, random() * 4)
        })
      },
    })
    const client = clientOf(server.url)
    const results = new Map<string, string>()

    async function sendSome(): Promise<void> {
      while (results.size < 500) {
        const text = randomUUID()
        results.set(text, 'nothing')
        // oxlint-disable no-await-in-loop -- one after the other
        const result = await send(client, text).then(
          ({ whatsappId }) => whatsappId ?? 'sent',
          (error: WahaError) => error.outcome,
        )
        results.set(text, result)
        if (random() < 0.5) await sleep(random() * 4)
        // oxlint-enable no-await-in-loop
      }
    }
    await Promise.all(Array.from({ length: 6 }, sendSome))

    expect(server.texts).toHaveLength(new Set(server.texts).size)
    for (const [text, result] of results)
      expect(allowedOf(text, ends.get(text)), ends.get(text)).toContain(result)
    expect(new Set(ends.values())).toEqual(new Set([...ENDS, ...ends.values()]))
    expect(server.connections()).toBeLessThan(500)
  })
})
