import type { Answer } from './api-answer.ts'
import { messagePayload } from './bodies/message.ts'
import { ACK_NUMBER, type Me, type WireMessage } from './bodies/wire-message.ts'
import type { Engine } from './options.ts'

const LIMIT_DEFAULT = 10

/**
 * `GET .../messages`: pages through the messages of a chat, or of `all`. Reactions, edits and revokes take their place in a page
 * and are left out of it afterwards, so that a page may be short. The source is always `app`.
 */
export function readHistory(
  messages: WireMessage[],
  chatId: string,
  query: Record<string, string>,
  engine: Engine,
  me: Me,
): Answer {
  const limit = Number(query['limit'] ?? LIMIT_DEFAULT)
  const offset = Number(query['offset'] ?? 0)
  if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(offset) || offset < 0) {
    const message = ['limit must be an integer number', 'offset must be an integer number']
    return { status: 400, body: { statusCode: 400, error: 'Bad Request', message } }
  }
  const from = Number(query['filter.timestamp.gte'] ?? 0)
  const to = Number(query['filter.timestamp.lte'] ?? Number.POSITIVE_INFINITY)
  const found = messages.filter((message) => {
    const seconds = Math.floor(message.sentAt / 1000)
    return isIn(message, chatId) && seconds >= from && seconds <= to && fits(message, query)
  })
  if (query['sortOrder'] !== 'asc') found.reverse()
  const page = found.slice(offset, offset + limit).filter(({ isUpdate }) => !isUpdate)
  return {
    status: 200,
    body: page.map((message) => messagePayload(engine, { ...message, source: 'app' }, me)),
  }
}

/** A chat includes its hidden twin, as from 2026.3.1 on. */
function isIn(message: WireMessage, chatId: string): boolean {
  return chatId === 'all' || message.chatId === chatId || message.otherChatId === chatId
}

function fits(message: WireMessage, query: Record<string, string>): boolean {
  const { 'filter.fromMe': fromMe, 'filter.ack': ack } = query
  if (fromMe !== undefined && String(message.fromMe) !== fromMe) return false
  return ack === undefined || ACK_NUMBER[message.ack] === ACK_NUMBER[ack as keyof typeof ACK_NUMBER]
}
