import type { ContentKind, Media } from '@bellhop/core'

import { cardIn, engineCards, engineFile, engineLocation, readSize } from './engine/attachments.ts'
import { contentHint, isSystemNote, type ContentHint } from './engine/content-hint.ts'
import { pollText } from './engine/poll.ts'
import { chosenText, engineText, withoutPicture } from './engine/texts.ts'
import type { Ignored, Unreadable } from './webhook-call.ts'
import type { MessagePayload } from './message-payload.ts'

export interface Content {
  content: ContentKind
  text: string | null
  media: Media | null
}

const FILE_KINDS = new Set<ContentHint | null>(['image', 'video', 'voice', 'document', 'sticker'])
const ERROR_LENGTH_MAX = 200
const MISSING = { error: 'missing in the event' } satisfies Media
/** A person sent it, without a word that could be read: kept, so that staff look at the phone. */
const UNSHOWN: Media = { error: 'shown on the phone only' }

/** What a message says, shows or points to. What nobody wrote is ignored; what nobody knows yet is not guessed at. */
export function readContent(payload: MessagePayload): Content | Ignored | Unreadable {
  const { _data: data, media, hasMedia } = payload
  const hint = contentHint(data)
  if (hint === 'poll' || hint === 'album') return { ignored: hint }
  if (isSystemNote(data)) return { ignored: 'system note' }

  const text = readText(payload, hint)
  if (payload.location || hint === 'location') return { content: 'location', text, media: place(payload) }
  const vcards = cards(payload, hint)
  if (hint === 'contact' || vcards.length > 0) {
    return {
      content: 'contact',
      text: cardIn(text) ? null : text,
      media: vcards.length > 0 ? { vcards } : MISSING,
    }
  }
  // Where the engine has a file that WAHA did not pass on, the message is kept without it.
  if (hasMedia || media || isFile(hint)) {
    const file = toFile(media, data)
    return { content: isFile(hint) ? hint : kindOf(file.mimetype ?? ''), text, media: file }
  }
  if (text !== null) return { content: 'text', text, media: null }
  if (hint === 'unshown') return { content: 'document', text, media: UNSHOWN }
  if (hint === 'unknown') return { unreadable: 'content' }
  return { ignored: hint === 'system note' ? hint : 'no content' }
}

/** What was written, chosen from what was offered, or asked. */
function readText(
  { _data: data, body, location, hasMedia, media }: MessagePayload,
  hint: ContentHint | null,
): string | null {
  const chosen = chosenText(data) ?? pollText(data)
  if (chosen !== null) return chosen
  // Pictures stand where the text should be only beside what has one.
  const isText = hint === 'text' || (hint === null && !location && !hasMedia && !media)
  const written = isText ? body : withoutPicture(body === location?.thumbnail ? null : body)
  return written || engineText(data)
}

function isFile(hint: ContentHint | null): hint is ContentKind {
  return FILE_KINDS.has(hint)
}

function kindOf(mimetype: string): ContentKind {
  // WhatsApp turns photos into JPEG and keeps WebP for stickers.
  if (mimetype.startsWith('image/webp')) return 'sticker'
  if (mimetype.startsWith('image/')) return 'image'
  if (mimetype.startsWith('video/')) return 'video'
  if (mimetype.startsWith('audio/')) return 'voice'
  return 'document'
}

/** Where WAHA keeps a file, or why it doesn't. */
export function toFile(media: MessagePayload['media'], data?: unknown): Media {
  const known = engineFile(data)
  const mimetype = media?.mimetype || known.mimetype
  const filename = media?.filename || known.filename
  const size = readSize(media?.size) ?? known.size
  const url = media?.url
  return {
    ...(mimetype && { mimetype }),
    ...(filename && { filename }),
    ...(size && { size }),
    ...(url ? { url } : { error: errorOf(media?.error) ?? MISSING.error }),
  }
}

/** The first line only: what follows is WAHA's stack. */
function errorOf(error: string | null | undefined): string | null {
  return error?.split('\n', 1)[0]?.slice(0, ERROR_LENGTH_MAX) || null
}

function cards({ vCards, body, _data }: MessagePayload, hint: ContentHint | null): string[] {
  if (vCards && vCards.length > 0) return vCards
  if (hint !== 'contact') return []
  const found = engineCards(_data)
  return found.length > 0 ? found : [cardIn(body ?? null)].filter((card) => card !== null)
}

function place({ location, _data }: MessagePayload): Media {
  const known = engineLocation(_data)
  const name = location?.name || known?.name
  const address = location?.address || known?.address
  const point = pointOf(location) ?? pointOf(known) ?? MISSING
  return { ...point, ...(name && { name }), ...(address && { address }) }
}

function pointOf(location: { latitude?: unknown; longitude?: unknown } | null | undefined): Media | null {
  const latitude = degrees(location?.latitude, 90)
  const longitude = degrees(location?.longitude, 180)
  return latitude === null || longitude === null ? null : { latitude, longitude }
}

/** Text on NOWEB and GOWS, a number on WEBJS. */
function degrees(value: unknown, max: number): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Math.abs(number) <= max ? number : null
}
