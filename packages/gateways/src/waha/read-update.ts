import { messageSentAt, type MessageId, type MessageUpdate } from '@bellhop/core'

import { readAckStatus } from './ack-status.ts'
import { readChat, readMessageId, readWhatsappId } from './addresses.ts'
import { readText } from './content.ts'
import { reads, type Reading, type WebhookCall } from './webhook-call.ts'
import { ackSchema, messageSchema, reactionSchema, revokedSchema, type MessageKey } from './webhook-schema.ts'

export const readAck = reads(ackSchema, (payload, call) => {
  const target = readMessageId(payload.id)
  if (target === null) return { unreadable: 'payload.id' }
  const ack = readAckStatus(payload.ack, payload.ackName)
  if (ack === null) return { ignored: 'unknown ack' }
  // That the hotel has read a guest's message moves nothing.
  if (!(payload.fromMe ?? target.fromMe)) return { ignored: 'inbound ack' }
  // Some engines repeat the message here, with its time: not that of the ack.
  return update('ack', target, { ack }, happenedAt(call, payload.timestamp), payload._data, call)
})

export const readEdit = reads(messageSchema, (payload, call) => {
  const id = readMessageId(payload.id)
  // WEBJS gives the edit the id of the message itself, the others one of its own.
  const whatsappId = readWhatsappId(payload.editedMessageId ?? id?.whatsappId ?? '')
  if (id === null || whatsappId === null) return { unreadable: 'payload.id' }
  const target = { ...id, fromMe: payload.fromMe ?? id.fromMe, whatsappId }
  const text = readText(payload)
  if (text === null) return { ignored: 'no content' }
  return update('edit', target, { text }, happenedAt(call, payload.timestamp), payload._data, call)
})

export const readRevoke = reads(revokedSchema, (payload, call) => {
  const id = keyId(payload.after) ?? keyId(payload.before)
  const whatsappId = readWhatsappId(payload.revokedMessageId)
  if (id === null || whatsappId === null) return { unreadable: 'payload.revokedMessageId' }
  return update('revoke', { ...id, whatsappId }, {}, happenedAt(call, null), payload._data, call)
})

export const readReaction = reads(reactionSchema, (payload, call) => {
  const id = readMessageId(payload.id)
  const target = readMessageId(payload.reaction.messageId)
  if (id === null || target === null) return { unreadable: 'payload.reaction.messageId' }
  const byMe = payload.fromMe ?? id.fromMe
  const chat = { chatId: id.chatId, fromMe: byMe, whatsappId: id.whatsappId }
  const at = messageSentAt(payload.timestamp, call.eventAt) ?? call.receivedAt
  return update(
    'reaction',
    target,
    { emoji: payload.reaction.text ?? '', byMe },
    at,
    payload._data,
    call,
    chat,
  )
})

/** Builds the update of `target`. `via` is the message that carries it, if it has an id and a direction of its own. */
function update(
  kind: MessageUpdate['kind'],
  target: MessageId,
  detail: MessageUpdate['detail'],
  at: number | null,
  data: unknown,
  call: WebhookCall,
  via: MessageId = target,
): Reading {
  const chat = readChat(via, data, call)
  if (!('chatId' in chat)) return chat
  if (at === null) return { unreadable: 'time' }
  const { whatsappId, fromMe } = target
  return { kind, line: call.line, eventId: call.eventId, ...chat, whatsappId, fromMe, sentAt: at, detail }
}

/** When WAHA told it; the message's own time may be that of the message that is updated. */
function happenedAt(call: WebhookCall, seconds: number | null | undefined): number | null {
  return call.eventAt ?? messageSentAt(seconds, null) ?? call.receivedAt
}

function keyId(key: MessageKey): MessageId | null {
  const { id, _serialized } = key ?? {}
  for (const candidate of [typeof id === 'string' ? id : id?._serialized, _serialized]) {
    const found = readMessageId(candidate ?? '')
    if (found !== null) return found
  }
  return null
}
