import type { ContentKind, Media } from '@bellhop/core'

import { chosenText, kindHint } from './engine-hints.ts'
import type { MessagePayload } from './webhook-schema.ts'

export interface Content {
  content: ContentKind
  text: string | null
  media: Media | null
}

const ERROR_LENGTH_MAX = 200

/** What a message says, shows or points to. A word if there is nothing in it for people to read. */
export function readContent(payload: MessagePayload): Content | 'poll' | 'no content' {
  const hint = kindHint(payload._data)
  if (hint === 'poll') return 'poll'

  const { location, vCards } = payload
  const isPlace = location != null || hint === 'location'
  const text = withoutThumbnail(readText(payload), isPlace, location?.thumbnail)
  if (location) return { content: 'location', text, media: place(location) }
  if (vCards && vCards.length > 0) {
    // WEBJS repeats the card as the text.
    return { content: 'contact', text: vCards.includes(text ?? '') ? null : text, media: { vcards: vCards } }
  }
  // Where the engine has content that WAHA did not pass on, the message is kept without it.
  if (payload.hasMedia || payload.media || hint !== null) {
    return {
      content: hint ?? kindOf(payload.media?.mimetype ?? ''),
      text,
      media: toFile(payload.media ?? {}),
    }
  }
  return text === null ? 'no content' : { content: 'text', text, media: null }
}

/** What was written, or chosen from what was offered. */
export function readText(payload: MessagePayload): string | null {
  return payload.body || chosenText(payload._data) || null
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
export function toFile(media: NonNullable<MessagePayload['media']>): Media {
  const { url, filename, mimetype } = media
  return {
    ...(mimetype ? { mimetype } : {}),
    ...(filename ? { filename } : {}),
    ...(url ? { url } : { error: errorOf(media.error) ?? 'missing in the event' }),
  }
}

/** The first line only: what follows is WAHA's stack. */
function errorOf(error: NonNullable<MessagePayload['media']>['error']): string | null {
  const details = typeof error === 'string' ? error : error?.details
  return details?.split('\n', 1)[0]?.slice(0, ERROR_LENGTH_MAX) || null
}

function place(location: NonNullable<MessagePayload['location']>): Media {
  const { latitude, longitude, name, address } = location
  return { latitude, longitude, ...(name ? { name } : {}), ...(address ? { address } : {}) }
}

/** WEBJS gives the map's picture, JPEG in base64, as the text of a place. */
function withoutThumbnail(
  text: string | null,
  isPlace: boolean,
  thumbnail: string | null | undefined,
): string | null {
  return isPlace && (text === thumbnail || text?.startsWith('/9j/')) ? null : text
}
