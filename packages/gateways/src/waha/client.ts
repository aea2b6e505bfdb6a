import { chatKind, normaliseChatId } from '@bellhop/core'
import { z } from 'zod'

import { readMessageId, readWhatsappId } from './addresses.ts'
import { createTransport, type WahaTransportOptions } from './transport.ts'
import { WahaError } from './waha-error.ts'

export type WahaClientOptions = WahaTransportOptions

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
  /** Oldest time, in ms. */
  since?: number
  fromMe?: boolean
}

export interface HistoryMessage {
  whatsappId: string
  chatId: string
  fromMe: boolean
  text: string | null
  /** In ms; null where the engine doesn't know. */
  sentAt: number | null
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
  /** In WAHA's words: `WORKING`, `STOPPED`, ... */
  sessionStatus(line: string): Promise<string>
  /** The international digits of a hidden user (`1888...@lid`). Null if WAHA doesn't know them yet. */
  lidToPhone(line: string, lid: string): Promise<string | null>
  /** Oldest first. */
  chatMessages(query: HistoryQuery): Promise<HistoryMessage[]>
  ping(): Promise<void>
}

// The answer's shape differs by engine and version: GOWS and WPP a full id, WEBJS an object, NOWEB its key.
const sentSchema = z.object({
  id: z
    .union([z.string(), z.object({ id: z.string() })])
    .optional()
    .catch(undefined),
  key: z.object({ id: z.string() }).optional().catch(undefined),
})
const statusSchema = z.object({ status: z.string() })
const newIdSchema = z.object({ id: z.string() })
const lidSchema = z.object({ pn: z.string().nullish() })
const historySchema = z.array(
  z.object({
    id: z.string(),
    timestamp: z.number().nullish(),
    fromMe: z.boolean().nullish(),
    body: z.string().nullish(),
  }),
)

export function createWahaClient(options: WahaClientOptions): WahaClient {
  const { call, read } = createTransport(options)
  const inChat = ({ line, chatId }: ChatAddress) => ({ session: line, chatId })

  return {
    async sendText({ text, id, ...chat }) {
      // A preview would make WAHA fetch whatever address stands in the text, before it sends.
      const json = { ...inChat(chat), text, linkPreview: false, ...(id === undefined ? {} : { id }) }
      const answer = await call('sendText', { method: 'POST', json, isSend: true })
      return { whatsappId: readSentId(answer) }
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
        return (await read('newMessageId', newIdSchema, { path: [line, 'new-message-id'] })).id
      } catch (error) {
        if (error instanceof WahaError && error.code === 'not-found') return null
        throw error
      }
    },
    async sessionStatus(line) {
      return (await read('sessionStatus', statusSchema, { path: ['sessions', line] })).status
    },
    async lidToPhone(line, lid) {
      const { pn } = await read('lidToPhone', lidSchema, { path: [line, 'lids', lid] })
      const chatId = normaliseChatId(pn ?? '')
      return chatKind(chatId) === 'user' ? chatId.slice(0, chatId.indexOf('@')) : null
    },
    async chatMessages({ line, chatId, limit, offset = 0, since, fromMe }) {
      const query = {
        limit,
        offset,
        sortBy: 'timestamp',
        sortOrder: 'asc',
        downloadMedia: false,
        ...(since === undefined ? {} : { 'filter.timestamp.gte': Math.floor(since / 1000) }),
        ...(fromMe === undefined ? {} : { 'filter.fromMe': fromMe }),
      }
      const path = [line, 'chats', chatId, 'messages']
      return (await read('chatMessages', historySchema, { path, query })).flatMap(toHistoryMessage)
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

function toHistoryMessage(message: z.infer<typeof historySchema>[number]): HistoryMessage[] {
  const id = readMessageId(message.id)
  if (id === null) return []
  const { timestamp, fromMe, body } = message
  const sentAt = timestamp ? Math.round(timestamp * 1000) : null
  return [{ ...id, fromMe: fromMe ?? id.fromMe, text: body ?? null, sentAt }]
}
