import { messageSentAt, type MessageId, type MessageUpdate } from '@bellhop/core'

import { readAckStatus } from './ack-status.ts'
import { keyId, readChat, readMessageId, readWhatsappId, type Told } from './addresses.ts'
import { isFromMe } from './direction.ts'
import { targetId } from './engine/addresses.ts'
import { editedText } from './engine/texts.ts'
import { readMessagePayload } from './message-payload.ts'
import { readAckPayload, readReactionPayload, readRevokedPayload } from './update-payloads.ts'
import { reads, type Reading, type WebhookCall } from './webhook-call.ts'

export const readAck = reads(readAckPayload, (payload, call) => {
  const target = readMessageId(payload.id)
  if (target === null) return { unreadable: 'payload.id' }
  const ack = readAckStatus(payload.ack, payload.ackName)
  if (ack === null) return { ignored: 'unknown ack' }
  // That the hotel has read a guest's message moves nothing.
  if (!(payload.fromMe ?? target.fromMe)) return { ignored: 'inbound ack' }
  // Some engines repeat the message here, with its time: not that of the ack.
  return update('ack', target, { ack }, toldAt(call, payload.timestamp), { _data: payload._data }, call)
})

export const readEdit = reads(readMessagePayload, (payload, call) => {
  const id = readMessageId(payload.id)
  // WEBJS gives the edit the id of the message itself, the others one of its own.
  const whatsappId = readWhatsappId(payload.editedMessageId || targetId(payload._data) || payload.id)
  if (id === null || whatsappId === null) return { unreadable: 'payload.id' }
  const text = payload.body || editedText(payload._data)
  if (text === null) return { ignored: 'no content' }
  const target = { ...id, fromMe: isFromMe(payload, id, call), whatsappId }
  return update('edit', target, { text }, updatedAt(call, payload.timestamp, id, target), payload, call)
})

export const readRevoke = reads(readRevokedPayload, ({ after, before, revokedMessageId, _data }, call) => {
  const id = keyId(after) ?? keyId(before) ?? readMessageId(revokedMessageId ?? '')
  const data = _data ?? after?._data
  const whatsappId = readWhatsappId(
    revokedMessageId || targetId(data) || (keyId(before) ?? id)?.whatsappId || '',
  )
  if (id === null || whatsappId === null) return { unreadable: 'payload.revokedMessageId' }
  const target = { ...id, whatsappId }
  return update('revoke', target, {}, updatedAt(call, after?.timestamp, id, target), { _data: data }, call)
})

export const readReaction = reads(readReactionPayload, (payload, call) => {
  const id = readMessageId(payload.id)
  const target = readMessageId(payload.reaction.messageId)
  if (id === null || target === null) return { unreadable: 'payload.reaction.messageId' }
  const byMe = isFromMe(payload, id, call)
  const via = { ...id, fromMe: byMe }
  const at = messageSentAt(payload.timestamp, call.eventAt) ?? call.receivedAt
  return update('reaction', target, { emoji: payload.reaction.text ?? '', byMe }, at, payload, call, via)
})

/** Builds the update of `target`. `via` is the message that carries it, if it has an id and a direction of its own. */
function update(
  kind: MessageUpdate['kind'],
  target: MessageId,
  detail: MessageUpdate['detail'],
  at: number | null,
  told: Told,
  call: WebhookCall,
  via: MessageId = target,
): Reading {
  const chat = readChat(via, told, call)
  if (!('chatId' in chat)) return chat
  if (at === null) return { unreadable: 'time' }
  const { whatsappId, fromMe } = target
  return { kind, line: call.line, eventId: call.eventId, ...chat, whatsappId, fromMe, sentAt: at, detail }
}

/** The time of what carries the update, if that is a message of its own; else its time is that of the message it is about. */
function updatedAt(
  call: WebhookCall,
  seconds: number | null | undefined,
  carrier: MessageId,
  target: MessageId,
): number | null {
  if (carrier.whatsappId === target.whatsappId) return toldAt(call, seconds)
  return messageSentAt(seconds, call.eventAt) ?? call.receivedAt
}

/** When WAHA told it. */
function toldAt(call: WebhookCall, seconds: number | null | undefined): number | null {
  return call.eventAt ?? messageSentAt(seconds, null) ?? call.receivedAt
}
