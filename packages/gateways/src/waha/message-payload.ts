import { isUnreadable, type Unreadable } from './webhook-call.ts'
import {
  isObject,
  readFlag,
  readFullId,
  readSeconds,
  readText,
  readTexts,
  readWord,
} from './webhook-fields.ts'

/** Which message, when, and between whom. `from` and `to` differ between engines: the chat is the one in `id`. */
export interface MessageHead {
  id: string
  /** In s; WEBJS has fractions, GOWS and WPP may have null. */
  timestamp: number | null
  from: string | null
  to: string | null
  participant: string | null
  fromMe: boolean | null
  /** The engine's own message and no contract: read in `engine/` alone. */
  _data: unknown
}

/** `message`, `message.any`, `message.edited`. */
export interface MessagePayload extends MessageHead {
  source: string | null
  body: string | null
  hasMedia: boolean | null
  media: MediaPayload | null
  location: LocationPayload | null
  vCards: string[] | null
  replyTo: unknown
  /** Of edits: the bare id of the message that was changed. */
  editedMessageId: string | null
}

export interface MediaPayload {
  url: string | null
  filename: string | null
  mimetype: string | null
  size: unknown
  error: string | null
}

/** Coordinates are text on NOWEB and GOWS, numbers on WEBJS. */
interface LocationPayload {
  latitude: unknown
  longitude: unknown
  name: string | null
  address: string | null
  thumbnail: string | null
}

export function readMessagePayload(payload: unknown): MessagePayload | Unreadable {
  if (!isObject(payload)) return { unreadable: 'payload' }
  const head = readHead(payload)
  if (isUnreadable(head)) return head
  const body = readText(payload['body'])
  if (body === undefined) return { unreadable: 'payload.body' }
  return {
    source: readWord(payload['source']),
    body,
    hasMedia: readFlag(payload['hasMedia']),
    media: readMedia(payload['media']),
    location: readLocation(payload['location']),
    vCards: readTexts(payload['vCards']),
    replyTo: payload['replyTo'],
    editedMessageId: readWord(payload['editedMessageId']),
    ...head,
  }
}

export function readHead(payload: Record<string, unknown>): MessageHead | Unreadable {
  const id = readFullId(payload['id'])
  if (id === undefined) return { unreadable: 'payload.id' }
  const timestamp = readSeconds(payload['timestamp'])
  if (timestamp === undefined) return { unreadable: 'payload.timestamp' }
  return {
    id,
    timestamp,
    from: readWord(payload['from']),
    to: readWord(payload['to']),
    participant: readWord(payload['participant']),
    fromMe: readFlag(payload['fromMe']),
    _data: payload['_data'],
  }
}

export function readMedia(media: unknown): MediaPayload | null {
  if (!isObject(media)) return null
  const { url, filename, mimetype, size, error } = media
  return {
    url: readWord(url),
    filename: readWord(filename),
    mimetype: readWord(mimetype),
    size,
    // An object since errors lost their message on the way; a string before.
    error: readWord(isObject(error) ? error['details'] : error),
  }
}

function readLocation(location: unknown): LocationPayload | null {
  if (!isObject(location)) return null
  const { latitude, longitude, name, address, thumbnail } = location
  return {
    latitude,
    longitude,
    name: readWord(name),
    address: readWord(address),
    thumbnail: readWord(thumbnail),
  }
}
