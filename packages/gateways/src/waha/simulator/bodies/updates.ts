import type { AckName, Engine } from '../options.ts'
import { messagePayload } from './message.ts'
import { ACK_NUMBER, fullId, type Me, type WireMessage } from './wire-message.ts'

type Json = Record<string, unknown>

/** `payload` of `message.ack`. WEBJS repeats the whole message. */
export function ackPayload(engine: Engine, message: WireMessage, ack: AckName, me: Me): Json {
  if (engine === 'WEBJS') return messagePayload(engine, { ...message, ack }, me)
  return {
    id: fullId(message),
    from: message.chatId,
    fromMe: message.fromMe,
    ack: ACK_NUMBER[ack],
    ackName: ack,
  }
}

/** `payload` of `message.edited`. `edit` is the message that carries the new text; on WEBJS it takes the id of the old one. */
export function editPayload(engine: Engine, edited: WireMessage, edit: WireMessage, me: Me): Json {
  const whatsappId = engine === 'WEBJS' ? edited.whatsappId : edit.whatsappId
  const payload = messagePayload(engine, { ...edit, whatsappId }, me)
  return { ...payload, editedMessageId: edited.whatsappId }
}

/** `payload` of `message.revoked`, the one that has no id of its own. */
export function revokePayload(engine: Engine, revoked: WireMessage, revoke: WireMessage, me: Me): Json {
  const { whatsappId } = revoked
  if (engine === 'WPP') {
    const key = {
      fromMe: revoked.fromMe,
      remote: revoked.chatId,
      id: whatsappId,
      _serialized: fullId(revoked),
    }
    return { after: key, before: null, revokedMessageId: whatsappId }
  }
  const carrier = engine === 'WEBJS' ? { ...revoke, whatsappId } : revoke
  const after = messagePayload(engine, { ...carrier, text: null }, me)
  return { after, before: null, revokedMessageId: whatsappId, _data: after['_data'] }
}

/** `payload` of `message.reaction`. An empty emoji takes it back. */
export function reactionPayload(
  engine: Engine,
  target: WireMessage,
  reaction: WireMessage,
  emoji: string,
  me: Me,
): Json {
  const { id, timestamp, from, fromMe, source, to, _data } = messagePayload(engine, reaction, me)
  return {
    id,
    // WEBJS has fractions of a second here, and here alone.
    timestamp: engine === 'WEBJS' ? Number(timestamp) + 0.853 : timestamp,
    from,
    fromMe,
    source,
    to,
    reaction: { text: emoji, messageId: fullId(target) },
    _data,
  }
}
