import type { AckName, Engine } from '../options.ts'

/** The line's own addresses. */
export interface Me {
  id: string
  lid: string
  pushName: string
  /** While WhatsApp forbids the line to write to new people; times in s. */
  reachoutTimelock?: { isActive: boolean; enforcementType: string; timeEnforcementEnds: number }
}

export interface SimulatedMedia {
  /** How WhatsApp sends it; default by the mimetype. */
  as?: 'image' | 'video' | 'ptt' | 'audio' | 'document' | 'sticker'
  mimetype: string
  filename?: string
  /** Null as when WAHA could not fetch it. Default: where the simulator serves `content`. */
  url?: string | null
  /** The file itself. The simulator serves it, and fetches it from WhatsApp again when it is asked for the message. */
  content?: Buffer
  error?: string
}

/** A message as WhatsApp has it, whatever WAHA's engine makes of it. */
export interface WireMessage {
  whatsappId: string
  /** `6281234567890@c.us` or `1888...@lid`. */
  chatId: string
  /** The chat's other address, where the engine tells it. */
  otherChatId: string | null
  fromMe: boolean
  source: 'api' | 'app'
  sentAt: number
  pushName: string
  ack: AckName
  text: string | null
  media?: SimulatedMedia
  location?: { latitude: number; longitude: number; name?: string; address?: string }
  vCards?: string[]
  /** Carries a reaction, an edit or a revoke, and is no message of its own. */
  isUpdate?: boolean
}

export const ACK_NUMBER: Record<AckName, number> = {
  ERROR: -1,
  PENDING: 0,
  SERVER: 1,
  DEVICE: 2,
  READ: 3,
  PLAYED: 4,
}

type Json = Record<string, unknown>

export function fullId({
  fromMe,
  chatId,
  whatsappId,
}: Pick<WireMessage, 'fromMe' | 'chatId' | 'whatsappId'>): string {
  return `${fromMe}_${chatId}_${whatsappId}`
}

/** `payload` of `message` and `message.any`: the same message in the shape of each engine. */
export function messagePayload(engine: Engine, message: WireMessage, me: Me): Json {
  return { ...whatAllHave(message), ...SHAPES[engine](message, me) }
}

function whatAllHave(message: WireMessage): Json {
  return {
    id: fullId(message),
    timestamp: Math.floor(message.sentAt / 1000),
    from: message.chatId,
    fromMe: message.fromMe,
    source: message.source,
    body: message.text,
    hasMedia: message.media !== undefined,
    media: media(message),
    ack: ACK_NUMBER[message.ack],
    ackName: message.ack,
    location: null,
    vCards: message.vCards ?? null,
    replyTo: null,
  }
}

const SHAPES: Record<Engine, (message: WireMessage, me: Me) => Json> = {
  NOWEB: (message) => ({
    location: locationAsText(message),
    _data: {
      key: {
        fromMe: message.fromMe,
        addressingMode: message.chatId.endsWith('@lid') ? 'lid' : 'pn',
        remoteJid: toJid(message.chatId),
        ...(message.otherChatId === null ? {} : { remoteJidAlt: toJid(message.otherChatId) }),
        id: message.whatsappId,
      },
      messageTimestamp: Math.floor(message.sentAt / 1000),
      pushName: message.pushName,
      broadcast: false,
      message: enginePart(message),
      status: 3,
    },
  }),

  GOWS: (message, me) => ({
    to: null,
    participant: null,
    // The key is absent, not null.
    body: message.text ?? undefined,
    location: locationAsText(message),
    _data: {
      Info: {
        Chat: toJid(message.chatId),
        Sender: message.fromMe ? toJid(me.id).replace('@', ':22@') : toJid(message.chatId),
        IsFromMe: message.fromMe,
        IsGroup: false,
        AddressingMode: message.chatId.endsWith('@lid') ? 'lid' : '',
        SenderAlt: message.fromMe ? me.lid.replace('@', ':22@') : toJid(message.otherChatId ?? ''),
        RecipientAlt: message.fromMe ? toJid(message.otherChatId ?? '') : '',
        ID: message.whatsappId,
        Type: message.media ? 'media' : 'text',
        PushName: message.pushName,
        Timestamp: new Date(message.sentAt).toISOString(),
      },
      Message: enginePart(message),
    },
  }),

  WEBJS: (message, me) => ({
    ...fromAndTo(message, me),
    body: message.location ? THUMBNAIL : (message.vCards?.[0] ?? message.text ?? ''),
    location: message.location ? { live: false, ...message.location, thumbnail: THUMBNAIL } : undefined,
    vCards: message.vCards ?? [],
    replyTo: undefined,
    _data: {
      id: {
        fromMe: message.fromMe,
        remote: message.chatId,
        id: message.whatsappId,
        _serialized: fullId(message),
      },
      body: message.text ?? '',
      type: typeOf(message),
      t: Math.floor(message.sentAt / 1000),
      notifyName: message.pushName,
    },
  }),

  WPP: (message, me) => ({
    ...fromAndTo(message, me),
    participant: null,
    mediaUrl: null,
    _data: {
      id: fullId(message),
      body: message.text ?? '',
      type: typeOf(message),
      t: Math.floor(message.sentAt / 1000),
      notifyName: message.pushName,
    },
  }),
}

const THUMBNAIL = '/9j/4AAQSkZJRgABAQ'

function fromAndTo({ fromMe, chatId }: WireMessage, me: Me): Json {
  return fromMe ? { from: me.id, to: chatId } : { from: chatId, to: me.id }
}

function media({ media }: WireMessage): Json | null {
  if (media === undefined) return null
  const { url = null, filename = null, mimetype, error } = media
  return { url, filename, mimetype, ...(error === undefined ? {} : { error: { details: error } }) }
}

function typeOf({ media, location, vCards }: WireMessage): string {
  if (media) return mediaType(media)
  if (location) return 'location'
  return vCards ? 'vcard' : 'chat'
}

function mediaType({ as, mimetype }: SimulatedMedia): NonNullable<SimulatedMedia['as']> {
  if (as) return as
  const kind = mimetype.split('/', 1)[0]
  if (mimetype === 'image/webp') return 'sticker'
  if (kind === 'audio') return 'ptt'
  return kind === 'image' || kind === 'video' ? kind : 'document'
}

/** The part of the engine's own message that carries the content. */
function enginePart(message: WireMessage): Json {
  const { text, media, location, vCards } = message
  if (location)
    return { locationMessage: { degreesLatitude: location.latitude, degreesLongitude: location.longitude } }
  if (vCards) return { contactMessage: { vcard: vCards[0] } }
  if (media === undefined) return text === null ? {} : { conversation: text }
  const type = mediaType(media)
  const part = type === 'ptt' ? 'audioMessage' : `${type}Message`
  return {
    [part]: {
      mimetype: media.mimetype,
      ...(text === null ? {} : { caption: text }),
      ...(type === 'ptt' ? { ptt: true } : {}),
    },
  }
}

function locationAsText({ location }: WireMessage): Json | null {
  if (location === undefined) return null
  return {
    live: false,
    ...location,
    latitude: String(location.latitude),
    longitude: String(location.longitude),
  }
}

/** The spelling inside `_data`. */
function toJid(chatId: string): string {
  return chatId.replace('@c.us', '@s.whatsapp.net')
}
