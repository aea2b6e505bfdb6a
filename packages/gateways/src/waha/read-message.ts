import { messageSentAt, type InboundMessage } from '@bellhop/core'

import { readChat, readMessageId } from './addresses.ts'
import { readContent } from './content.ts'
import { reads } from './webhook-call.ts'
import { messageSchema } from './webhook-schema.ts'

/** `message` and `message.any` give the same event for the same message. */
export const readMessage = reads(messageSchema, (payload, call) => {
  const id = readMessageId(payload.id)
  if (id === null) return { unreadable: 'payload.id' }
  const fromMe = payload.fromMe ?? id.fromMe

  const chat = readChat({ ...id, fromMe }, payload._data, call)
  if (!('chatId' in chat)) return chat
  const content = readContent(payload)
  if (typeof content === 'string') return { ignored: content }
  const sentAt = messageSentAt(payload.timestamp, call.eventAt)
  if (sentAt === null) return { unreadable: 'time' }

  return {
    kind: fromMe ? 'own-message' : 'guest-message',
    line: call.line,
    eventId: call.eventId,
    ...chat,
    whatsappId: id.whatsappId,
    fromMe,
    sentAt,
    ...content,
    source: readSource(payload.source),
  }
})

function readSource(source: string | null | undefined): InboundMessage['source'] {
  return source === 'api' || source === 'app' ? source : null
}
