import {
  chatKind,
  normaliseChatId,
  parseMessageId,
  phoneOfChat,
  type MessageId,
  type StoredPhone,
} from '@bellhop/core'

import { otherAddresses } from './engine-hints.ts'
import type { Ignored, Unreadable, WebhookCall } from './webhook-call.ts'

const WHATSAPP_ID = /^[A-Za-z0-9.=+-]{1,128}$/
const HIDDEN_USER = /^\d{5,20}@lid$/

export interface Chat {
  chatId: string
  phone: StoredPhone | null
}

/** A message's full id (`false_6281234567890@c.us_3EB0...`). Null if it is none that WhatsApp could have made. */
export function readMessageId(id: string): MessageId | null {
  const parsed = parseMessageId(id)
  return parsed !== null && WHATSAPP_ID.test(parsed.whatsappId) ? parsed : null
}

/** The part that stays the same across engines and addresses, from a full id or from itself. */
export function readWhatsappId(id: string): string | null {
  return readMessageId(id)?.whatsappId ?? (WHATSAPP_ID.test(id) ? id : null)
}

/** The conversation with one person that a message belongs to, with the person's phone where the event tells it. */
export function readChat(id: MessageId, data: unknown, call: WebhookCall): Chat | Ignored | Unreadable {
  const { chatId, fromMe } = id
  const kind = chatKind(chatId)
  if (kind !== 'user' && kind !== 'hidden-user') {
    return { ignored: chatId === 'status@broadcast' ? 'status' : kind === 'other' ? 'other chat' : kind }
  }
  const addresses = [chatId, ...otherAddresses(data, fromMe).map(normaliseChatId)]
  if (addresses.some((address) => call.ownChats.has(address))) return { ignored: 'own number' }

  const phone = firstPhone(addresses, call.homeCountry)
  if (kind === 'user' ? phone === null : !HIDDEN_USER.test(chatId)) return { unreadable: 'chat' }
  return { chatId, phone }
}

function firstPhone(addresses: string[], homeCountry: string): StoredPhone | null {
  for (const address of addresses) {
    const phone = phoneOfChat(address, homeCountry)
    if (phone !== null) return phone
  }
  return null
}
