import type { Engine } from '../options.ts'
import { enginePart } from './engine-part.ts'
import { bodyOf, THUMBNAIL, typedData } from './typed-data.ts'
import { ACK_NUMBER, fullId, toJid, type Me, type WireMessage } from './wire-message.ts'

type Json = Record<string, unknown>

/** `payload` of `message` and `message.any`: the same message in the shape of each engine. */
export function messagePayload(engine: Engine, message: WireMessage, me: Me): Json {
  return { ...whatAllHave(message, me), ...SHAPES[engine](message, me) }
}

function whatAllHave(message: WireMessage, me: Me): Json {
  const { quote, chosenFrom } = message
  return {
    id: fullId(message),
    timestamp: Math.floor(message.sentAt / 1000),
    from: message.chatId,
    fromMe: message.fromMe,
    source: message.source,
    // What was chosen stands in the engine's part alone.
    body: chosenFrom === undefined ? message.text : null,
    hasMedia: message.media !== undefined,
    media: media(message),
    ack: ACK_NUMBER[message.ack],
    ackName: message.ack,
    location: null,
    vCards: message.vCards ?? null,
    replyTo: quote
      ? { id: quote.whatsappId, participant: quote.fromMe ? me.id : message.chatId, body: quote.text }
      : null,
  }
}

const SHAPES: Record<Engine, (message: WireMessage, me: Me) => Json> = {
  NOWEB: (message, me) => ({
    ...(message.participant === undefined ? {} : { to: message.chatId, participant: message.participant }),
    location: locationAsText(message),
    _data: {
      key: {
        fromMe: message.fromMe,
        addressingMode: message.chatId.endsWith('@lid') ? 'lid' : 'pn',
        remoteJid: toJid(message.chatId),
        ...(message.otherChatId === null ? {} : { remoteJidAlt: toJid(message.otherChatId) }),
        ...(message.participant === undefined ? {} : { participant: toJid(message.participant) }),
        id: message.whatsappId,
      },
      messageTimestamp: Math.floor(message.sentAt / 1000),
      pushName: message.pushName,
      broadcast: false,
      message: enginePart('NOWEB', message, me),
      status: 3,
    },
  }),

  GOWS: (message, me) => ({
    // In a group the participant, of all things.
    to: message.participant ?? null,
    participant: message.participant ?? null,
    // The key is absent, not null.
    body: message.chosenFrom === undefined ? (message.text ?? undefined) : undefined,
    location: locationAsText(message),
    _data: {
      Info: {
        Chat: toJid(message.chatId),
        Sender: message.fromMe
          ? toJid(me.id).replace('@', ':22@')
          : toJid(message.participant ?? message.chatId),
        IsFromMe: message.fromMe,
        IsGroup: message.participant !== undefined,
        AddressingMode: message.chatId.endsWith('@lid') ? 'lid' : '',
        SenderAlt: message.fromMe ? me.lid.replace('@', ':22@') : toJid(message.otherChatId ?? ''),
        RecipientAlt: message.fromMe ? toJid(message.otherChatId ?? '') : '',
        ID: message.whatsappId,
        Type: message.media ? 'media' : 'text',
        PushName: message.pushName,
        Timestamp: new Date(message.sentAt).toISOString(),
      },
      Message: enginePart('GOWS', message, me),
    },
  }),

  WEBJS: (message, me) => ({
    ...fromAndTo(message, me),
    ...(message.participant === undefined ? {} : { participant: message.participant }),
    body: message.media ? (message.text ?? '') : (message.poll?.name ?? bodyOf(message)),
    location: message.location ? { live: false, ...message.location, thumbnail: THUMBNAIL } : undefined,
    vCards: message.vCards ?? [],
    // Without the id, which is in the engine's own data.
    replyTo: message.quote ? { body: message.quote.text } : undefined,
    _data: typedData('WEBJS', message),
  }),

  WPP: (message, me) => ({
    ...fromAndTo(message, me),
    participant: message.participant ?? null,
    body: message.media ? message.text : bodyOf(message) || null,
    mediaUrl: null,
    vCards: null,
    replyTo: message.quote
      ? { id: fullId({ ...message, ...message.quote }), body: message.quote.text, _data: { type: 'chat' } }
      : null,
    _data: typedData('WPP', message),
  }),
}

function fromAndTo({ fromMe, chatId }: WireMessage, me: Me): Json {
  return fromMe ? { from: me.id, to: chatId } : { from: chatId, to: me.id }
}

function media({ media }: WireMessage): Json | null {
  if (media === undefined) return null
  const { url = null, filename = null, mimetype, error } = media
  return { url, filename, mimetype, ...(error === undefined ? {} : { error: { details: error } }) }
}

function locationAsText({ location }: WireMessage): Json | null {
  if (location === undefined) return null
  const { latitude, longitude } = location
  return { live: false, ...location, latitude: String(latitude), longitude: String(longitude) }
}
