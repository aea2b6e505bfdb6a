import { chatKind, normaliseChatId, type AckStatus, type InboundMessage } from '@bellhop/core'
import { z } from 'zod'

import { readAckStatus } from './ack-status.ts'
import { readWhatsappId } from './addresses.ts'
import { historySchema, readHistory, readHistoryMessage, type HistoryPage } from './read-history.ts'
import { sessionSchema, toLineSession, type LineSession } from './read-session.ts'
import { createTransport, type WahaTransportOptions } from './transport.ts'
import { WahaError } from './waha-error.ts'

export interface WahaClientOptions extends WahaTransportOptions {
  /** The calling code that is stored with a leading 0: `62`. */
  homeCountry: string
}

export interface ChatAddress {
  line: string
  chatId: string
}

export interface TextToSend extends ChatAddress {
  text: string
  /** An id of our own choice ({@link WahaClient.newMessageId}): a repeated send is then the same message to WhatsApp. */
  id?: string
}

export interface HistoryQuery {
  line: string
  /** `all` works on NOWEB and GOWS only. */
  chatId: string
  limit: number
  /** Advance it by `limit`, not by what came: WAHA filters after paging. */
  offset?: number
  /** Oldest and newest time, in ms. */
  since?: number
  until?: number
  fromMe?: boolean
}

export interface MessageAddress extends ChatAddress {
  fromMe: boolean
  /** Bare. */
  whatsappId: string
}

/** One message as WAHA has it now. */
export interface FoundMessage {
  /** Null if there is nothing in it that Bellhop keeps, or that it can read. */
  message: InboundMessage | null
  ack: AckStatus | null
}

/** All calls throw {@link WahaError} and are made once: what a failure allows, the caller knows. */
export interface WahaClient {
  /** The message's bare WhatsApp id; null if it was sent but the answer could not be read. */
  sendText(message: TextToSend): Promise<{ whatsappId: string | null }>
  sendSeen(chat: ChatAddress): Promise<void>
  startTyping(chat: ChatAddress): Promise<void>
  stopTyping(chat: ChatAddress): Promise<void>
  /** Null from WAHA before 2026.4.3, and from engines that choose their ids themselves. */
  newMessageId(line: string): Promise<string | null>
  session(line: string): Promise<LineSession>
  /** The international digits of a hidden user (`1888...@lid`). Null if WAHA doesn't know them yet. */
  lidToPhone(line: string, lid: string): Promise<string | null>
  /** The hidden address (`1888...@lid`) of a user's chat. Null if WAHA knows none, or none of such addresses. */
  phoneToLid(line: string, chatId: string): Promise<string | null>
  /** Oldest first. */
  chatMessages(query: HistoryQuery): Promise<HistoryPage>
  /** Null if WAHA doesn't know it. */
  getMessage(message: MessageAddress): Promise<FoundMessage | null>
  ping(): Promise<void>
}

/** No such call in this version, or not with this engine. */
const NOT_THERE = new Set([404, 405, 501])
/** Nor to a number that WhatsApp doesn't know, or where NOWEB keeps nothing. */
const NO_LID = new Set([...NOT_THERE, 400, 422])

// The answer's shape differs by engine and version: GOWS and WPP a full id, WEBJS an object, NOWEB its key.
const sentSchema = z.object({
  id: z
    .union([z.string(), z.object({ id: z.string() })])
    .optional()
    .catch(undefined),
  key: z.object({ id: z.string() }).optional().catch(undefined),
})
const newIdSchema = z.object({ id: z.string() })
const lidSchema = z.object({ lid: z.string().nullish(), pn: z.string().nullish() })
const foundSchema = z.looseObject({
  ack: z.number().nullish().catch(null),
  ackName: z.string().nullish().catch(null),
})

export function createWahaClient(options: WahaClientOptions): WahaClient {
  const { send, call, read } = createTransport(options)
  const { homeCountry } = options
  const inChat = ({ line, chatId }: ChatAddress) => ({ session: line, chatId })
  const ownChatsByLine = new Map<string, ReadonlySet<string>>()

  async function session(line: string): Promise<LineSession> {
    const found = toLineSession(await read('session', sessionSchema, { path: ['sessions', line] }))
    if (found.ownChats.length > 0) ownChatsByLine.set(line, new Set(found.ownChats))
    return found
  }

  /** Nobody is a guest of himself, in the history either. */
  async function readerOf(line: string) {
    const ownChats = ownChatsByLine.get(line) ?? new Set((await session(line)).ownChats)
    return { line, ownChats, homeCountry }
  }

  return {
    async sendText({ text, id, ...chat }) {
      // A preview would make WAHA fetch whatever address stands in the text, before it sends.
      const json = { text, linkPreview: false, ...inChat(chat), ...(id === undefined ? {} : { id }) }
      return { whatsappId: readSentId(await send(json)) }
    },
    async sendSeen(chat) {
      await call('sendSeen', { method: 'POST', json: inChat(chat) })
    },
    async startTyping(chat) {
      await call('startTyping', { method: 'POST', json: inChat(chat) })
    },
    async stopTyping(chat) {
      await call('stopTyping', { method: 'POST', json: inChat(chat) })
    },
    async newMessageId(line) {
      try {
        const { id } = await read('newMessageId', newIdSchema, { path: [line, 'new-message-id'] })
        return readWhatsappId(id)
      } catch (error) {
        if (error instanceof WahaError && NOT_THERE.has(error.status ?? 0)) return null
        throw error
      }
    },
    session,
    async lidToPhone(line, lid) {
      const { pn } = await read('lidToPhone', lidSchema, { path: [line, 'lids', lid] })
      const chatId = normaliseChatId(pn ?? '')
      return chatKind(chatId) === 'user' ? chatId.slice(0, chatId.indexOf('@')) : null
    },
    async phoneToLid(line, chatId) {
      const digits = chatId.slice(0, chatId.indexOf('@'))
      try {
        const { lid } = await read('phoneToLid', lidSchema, { path: [line, 'lids', 'pn', digits] })
        const found = normaliseChatId(lid ?? '')
        return found.endsWith('@lid') ? found : null
      } catch (error) {
        if (error instanceof WahaError && NO_LID.has(error.status ?? 0)) return null
        throw error
      }
    },
    async chatMessages({ line, chatId, limit, offset = 0, since, until, fromMe }) {
      const query = {
        limit,
        offset,
        sortBy: 'timestamp',
        sortOrder: 'asc',
        downloadMedia: false,
        ...(since === undefined ? {} : { 'filter.timestamp.gte': Math.floor(since / 1000) }),
        ...(until === undefined ? {} : { 'filter.timestamp.lte': Math.ceil(until / 1000) }),
        ...(fromMe === undefined ? {} : { 'filter.fromMe': fromMe }),
      }
      const path = [line, 'chats', chatId, 'messages']
      const reader = await readerOf(line)
      return readHistory(await read('chatMessages', historySchema, { path, query }), reader)
    },
    async getMessage({ line, chatId, fromMe, whatsappId }) {
      const path = [line, 'chats', chatId, 'messages', `${fromMe}_${chatId}_${whatsappId}`]
      const reader = await readerOf(line)
      try {
        const found = await read('getMessage', foundSchema, { path, query: { downloadMedia: false } })
        const message = readHistoryMessage(found, reader)
        return {
          message: message === 'unreadable' ? null : message,
          ack: readAckStatus(found.ack, found.ackName),
        }
      } catch (error) {
        if (error instanceof WahaError && error.code === 'not-found') return null
        throw error
      }
    },
    async ping() {
      await call('ping', { path: ['..', 'ping'] })
    },
  }
}

function readSentId(answer: string): string | null {
  try {
    const { id, key } = sentSchema.parse(JSON.parse(answer))
    return readWhatsappId((typeof id === 'string' ? id : id?.id) ?? key?.id ?? '')
  } catch {
    // Sent it is: what is missing is its name.
    return null
  }
}
