import { setTimeout as sleep } from 'node:timers/promises'

import { normaliseChatId } from '@bellhop/core'
import type { FastifyRequest } from 'fastify'

import { exception, type Answer } from './api-answer.ts'
import { messagePayload } from './bodies/message.ts'
import { fullId, type Me, type WireMessage } from './bodies/wire-message.ts'
import type { Exchange } from './exchange.ts'
import type { Line } from './line.ts'
import type { Engine, Settings } from './options.ts'
import type { PhoneBook } from './phone-book.ts'
import type { Phone } from './phone.ts'

export interface SendingDeps {
  settings: Settings
  book: PhoneBook
  exchange: Exchange
}

const NO_SESSION = { message: 'Session name is required', error: 'Bad Request', statusCode: 400 }

interface ChatRequest {
  line: Line
  chatId: string
  body: Record<string, unknown>
  request: FastifyRequest
}

/** The calls that act in a chat, with the refusals that come before. WAHA validates nothing else on these routes. */
export function createSending({ settings, book, exchange }: SendingDeps) {
  const { engine, notWorkingDelayMs } = settings

  const sendText = inChat(({ line, chatId, body, request }) => {
    if (typeof body['text'] !== 'string' && engine === 'NOWEB') {
      return { status: 500, body: exception(request, 'text.match is not a function') }
    }
    const text = typeof body['text'] === 'string' ? body['text'] : ''
    const ownId = typeof body['id'] === 'string' ? body['id'] : null
    const { sent, message } = exchange.hotelSends(line, chatId, text, ownId, request.id)
    return {
      status: 201,
      body: sentBody(engine, message, line.me),
      onAnswered: () => void (sent.answered = true),
    }
  })

  /** Something that the guest's phone shows. */
  function onPhone(effect: (phone: Phone) => void, answer: Answer) {
    return inChat(({ chatId }) => {
      const phone = book.findByChat(chatId)
      if (phone) effect(phone)
      return answer
    })
  }

  function inChat(act: (chat: ChatRequest) => Answer) {
    return async (request: FastifyRequest): Promise<Answer> => {
      const body: Record<string, unknown> = typeof request.body === 'object' ? { ...request.body } : {}
      const name = body['session']
      if (typeof name !== 'string' || name === '') return { status: 400, body: NO_SESSION }
      const line = exchange.lines.get(name)
      if (line === undefined) return { status: 422, body: { message: `Session "${name}" does not exist` } }

      if (!isWorking(line)) {
        // WAHA gives the line this long to come back.
        await sleep(notWorkingDelayMs ?? (line.status === 'STOPPED' ? 5_000 : 10_000), undefined, {
          ref: false,
        })
        if (!isWorking(line)) return { status: 422, body: notWorking(line) }
      }
      const chatId = chatOf(body['chatId'])
      if (chatId !== null) return act({ line, chatId, body, request })
      return {
        status: 500,
        body: exception(request, "Cannot read properties of undefined (reading 'includes')"),
      }
    }
  }
  return { sendText, onPhone }
}

/** What `sendText` returns differs by engine: only the message's id is in all of them, and never in the same place. */
function sentBody(engine: Engine, message: WireMessage, me: Me): unknown {
  const { whatsappId, chatId, sentAt } = message
  switch (engine) {
    case 'NOWEB':
      return {
        key: { remoteJid: chatId.replace('@c.us', '@s.whatsapp.net'), fromMe: true, id: whatsappId },
        message: { extendedTextMessage: { text: message.text } },
        messageTimestamp: String(Math.floor(sentAt / 1000)),
        status: 'PENDING',
      }
    case 'GOWS':
      return { id: fullId(message), _data: {} }
    case 'WEBJS':
      return {
        id: { fromMe: true, remote: chatId, id: whatsappId, _serialized: fullId(message) },
        body: message.text,
      }
    case 'WPP':
      return messagePayload(engine, message, me)
  }
}

function notWorking({ name, status }: Line): unknown {
  return {
    error: 'Session status is not as expected. Try again later or restart the session',
    session: name,
    status,
    expected: ['WORKING'],
  }
}

function isWorking(line: Line): boolean {
  return line.status === 'WORKING'
}

/** WAHA takes a number without a server for a user's. */
function chatOf(chatId: unknown): string | null {
  if (typeof chatId !== 'string' || chatId === '') return null
  return normaliseChatId(chatId.includes('@') ? chatId : `${chatId}@c.us`)
}
