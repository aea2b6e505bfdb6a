import type { StoredPhone } from './phone.ts'

/** One event of WAHA, normalised by the ingress: the data of an inbound job. Plain JSON; times in ms since the epoch. */
export type InboundEvent = InboundMessage | MessageUpdate | LineStatusEvent | UnreadableEvent

export type InboundKind = InboundEvent['kind']

/** What a message carries. */
export type ContentKind =
  | 'text'
  | 'image'
  | 'voice'
  | 'video'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contact'

/** A media item or its like: for files where WAHA keeps them, for places and contacts what they say. */
export interface Media {
  mimetype?: string
  filename?: string
  url?: string
  error?: string
  /** Of a file, in bytes: as it was announced, or once it is fetched as it is. */
  size?: number
  /** Of a file that was fetched: where it lies in `MEDIA_DIR`. */
  path?: string
  latitude?: number
  longitude?: number
  /** Of a place. */
  name?: string
  address?: string
  vcards?: string[]
}

/** The message that another one answers. */
export interface Quote {
  /** Bare; null where the engine does not tell it. */
  whatsappId: string | null
  text: string | null
}

interface InboundBase {
  line: string
  /** WAHA's id of the webhook call; null from versions that have none. */
  eventId: string | null
}

interface ChatEvent extends InboundBase {
  chatId: string
  /** Null for a hidden user (`@lid`) whose number the event does not tell. */
  phone: StoredPhone | null
  /** The address under which the same chat is known too, where the event tells it: a LID's number, or a number's LID. */
  otherChatId?: string
  whatsappId: string
  fromMe: boolean
  sentAt: number
}

/** A guest wrote (`guest-message`), or a message left under the hotel's number (`own-message`): staff, or our own echo. */
export interface InboundMessage extends ChatEvent {
  kind: 'guest-message' | 'own-message'
  content: ContentKind
  /** Without NUL and lone surrogates. */
  text: string | null
  media: Media | null
  quote?: Quote
  /** For own messages: `api` if WAHA itself sent it, `app` if it came from a phone. WAHA forgets this at a restart. */
  source: 'api' | 'app' | null
  /** WAHA did not deliver it: gap repair found it in WAHA's history. */
  repaired?: true
}

/** What WhatsApp tells of a message that was sent. */
export type AckStatus = 'failed' | 'pending' | 'sent' | 'delivered' | 'read' | 'played'

/** Something that happened to a message after it was written; `whatsappId` and `fromMe` name that message. */
export interface MessageUpdate extends ChatEvent {
  kind: 'ack' | 'edit' | 'revoke' | 'reaction'
  /** For an ack its status, for an edit the new text, for a reaction the emoji ('' takes it back). */
  detail: { ack?: AckStatus; text?: string | null; emoji?: string; byMe?: boolean }
}

/** WAHA says that a line changed its state, in WAHA's words (`WORKING`, `SCAN_QR_CODE`, ...). */
export interface LineStatusEvent extends InboundBase {
  kind: 'line-status'
  status: string
  sentAt: number
  /** Until when WhatsApp forbids the line to write to new people; null if it doesn't. Absent where WAHA doesn't tell. */
  timelockedUntil?: number | null
}

/** Authentic, but not to be understood: kept as it came. */
export interface UnreadableEvent extends Omit<InboundBase, 'line'> {
  kind: 'unreadable'
  line: string | null
  reason: string
  /** The raw body, base64. */
  raw: string
}
