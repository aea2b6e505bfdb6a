import { messageSentAt, type InboundMessage } from '@bellhop/core'

import { readChat, readMessageId } from './addresses.ts'
import { readContent } from './content.ts'
import { isFromMe, isToItself } from './direction.ts'
import { readQuote } from './quote.ts'
import { readMessagePayload } from './message-payload.ts'
import { reads } from './webhook-call.ts'

/** `message` and `message.any` give the same event for the same message. */
export const readMessage = reads(readMessagePayload, (payload, call) => {
  const parsed = readMessageId(payload.id)
  if (parsed === null) return { unreadable: 'payload.id' }
  const { chatId, whatsappId } = parsed
  const id = { fromMe: isFromMe(payload, parsed, call), chatId, whatsappId }

  const chat = readChat(id, payload, call)
  if (!('chatId' in chat)) return chat
  if (isToItself(payload)) return { ignored: 'own number' }
  const content = readContent(payload)
  if (!('content' in content)) return content
  const sentAt = messageSentAt(payload.timestamp, call.eventAt) ?? call.receivedAt
  if (sentAt === null) return { unreadable: 'time' }
  const quote = readQuote(payload)

  return {
    kind: id.fromMe ? 'own-message' : 'guest-message',
    line: call.line,
    eventId: call.eventId,
    ...chat,
    whatsappId,
    fromMe: id.fromMe,
    sentAt,
    ...content,
    ...(quote === null ? {} : { quote }),
    source: readSource(payload.source),
  }
})

function readSource(source: string | null | undefined): InboundMessage['source'] {
  return source === 'api' || source === 'app' ? source : null
}
