import {
  chatKind,
  normaliseChatId,
  parseMessageId,
  phoneOfChat,
  type MessageId,
  type StoredPhone,
} from '@bellhop/core'

import { otherAddresses } from './engine/addresses.ts'
import { textAt } from './engine/walk.ts'
import type { Ignored, Unreadable, WebhookCall } from './webhook-call.ts'
import type { MessagePayload } from './message-payload.ts'
import type { MessageKey } from './update-payloads.ts'

const WHATSAPP_ID = /^[A-Za-z0-9.=+-]{1,128}$/
const HIDDEN_USER = /^\d{5,20}@lid$/

export interface Chat {
  chatId: string
  phone: StoredPhone | null
  /** The chat's other address, where the event tells it: a LID's number, or a number's LID. */
  otherChatId?: string
}

/** What an event says of a message's people. */
export type Told = Partial<Pick<MessagePayload, 'from' | 'participant' | '_data'>>

/** A message's full id (`false_6281234567890@c.us_3EB0...`). Null if it is none that WhatsApp could have made. */
export function readMessageId(id: string): MessageId | null {
  const parsed = parseMessageId(id)
  return parsed !== null && WHATSAPP_ID.test(parsed.whatsappId) ? parsed : null
}

/** The part that stays the same across engines and addresses, from a full id or from itself. */
export function readWhatsappId(id: string): string | null {
  return readMessageId(id)?.whatsappId ?? (WHATSAPP_ID.test(id) ? id : null)
}

/** The id in a message, or in the bare key that WPP gives in its place. */
export function keyId(key: MessageKey | null): MessageId | null {
  const { fromMe, remote } = key ?? {}
  const bare = textAt(key, ['id'])
  const chatId = textAt({ remote }, ['remote'], ['remote', '_serialized'])
  const full = [
    bare,
    textAt(key, ['id', '_serialized']),
    textAt(key, ['_serialized']),
    `${String(fromMe)}_${chatId}_${bare}`,
  ]
  return full.map((id) => readMessageId(id ?? '')).find((id) => id !== null) ?? null
}

/** The conversation with one person that a message belongs to, with the person's phone where the event tells it. */
export function readChat(
  id: MessageId,
  { from, participant, _data: data }: Told,
  call: WebhookCall,
): Chat | Ignored | Unreadable {
  const { chatId, fromMe } = id
  const kind = chatKind(chatId)
  if (kind !== 'user' && kind !== 'hidden-user') {
    return { ignored: chatId === 'status@broadcast' ? 'status' : kind === 'other' ? 'other chat' : kind }
  }
  // Whoever wrote to the hotel is the other one in the chat, under whichever address.
  const authors = fromMe ? [] : [from, participant].filter((author) => author != null)
  const told = [...otherAddresses(data, fromMe), ...authors].map(normaliseChatId)
  const others = told.filter((address) => !call.ownChats.has(address))
  // An own message may name its sender too, which is the hotel; a guest behind whose address the hotel stands is none.
  if (call.ownChats.has(chatId) || (!fromMe && others.length < told.length)) return { ignored: 'own number' }

  const isTheOther = kind === 'user' ? isHiddenUser : (address: string) => phoneOf(address, call) !== null
  const otherChatId = others.find(isTheOther)
  const phone = phoneOf(kind === 'user' ? chatId : (otherChatId ?? ''), call)
  if (kind === 'user' ? phone === null : !isHiddenUser(chatId)) return { unreadable: 'chat' }
  return { chatId, phone, ...(otherChatId === undefined ? {} : { otherChatId }) }
}

/** The line's own addresses, as WAHA gives them wherever it says `me`. */
export function ownChatsOf(
  me: { id?: unknown; lid?: unknown; jid?: unknown } | null | undefined,
): Set<string> {
  const addresses = [me?.id, me?.lid, me?.jid].filter((address) => typeof address === 'string')
  return new Set(addresses.filter((address) => address !== '').map(normaliseChatId))
}

function isHiddenUser(address: string): boolean {
  return HIDDEN_USER.test(address)
}

function phoneOf(address: string, { homeCountry }: WebhookCall): StoredPhone | null {
  return phoneOfChat(address, homeCountry)
}
