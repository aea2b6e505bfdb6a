import type { Media } from '@bellhop/core'

import { at, engineMessage, isRecord, textAt } from './walk.ts'

const FILES = [
  'imageMessage',
  'videoMessage',
  'ptvMessage',
  'audioMessage',
  'documentMessage',
  'stickerMessage',
]

/** What the engine knows of a file: NOWEB and GOWS in the part that carries it, WEBJS and WPP beside the message. */
export function engineFile(data: unknown): Pick<Media, 'mimetype' | 'filename' | 'size'> {
  const message = engineMessage(data)
  const file = FILES.map((part) => at(message, [part])).find(isRecord) ?? data
  const mimetype = textAt(file, ['mimetype'])
  const filename = textAt(file, ['fileName'], ['filename'])
  const size = readSize(at(file, ['fileLength']) ?? at(file, ['size']))
  return { ...(mimetype && { mimetype }), ...(filename && { filename }), ...(size !== null && { size }) }
}

/** In bytes, from a number, its text, or the two halves of NOWEB's long numbers. */
export function readSize(value: unknown): number | null {
  const size = Number(isRecord(value) ? at(value, ['low']) : value)
  return Number.isSafeInteger(size) && size > 0 ? size : null
}

export interface EnginePlace {
  latitude: unknown
  longitude: unknown
  name: string | null
  address: string | null
}

/** Where the engine says that a place is. */
export function engineLocation(data: unknown): EnginePlace {
  const message = engineMessage(data)
  const place = at(message, ['locationMessage']) ?? at(message, ['liveLocationMessage'])
  if (place !== undefined) {
    return {
      latitude: at(place, ['degreesLatitude']),
      longitude: at(place, ['degreesLongitude']),
      name: textAt(place, ['name']),
      address: textAt(place, ['address']),
    }
  }
  const [name = null, ...address] = textAt(data, ['loc'])?.split('\n') ?? []
  return {
    latitude: at(data, ['lat']),
    longitude: at(data, ['lng']),
    name,
    address: address.join(', ') || null,
  }
}

export function engineCards(data: unknown): string[] {
  const message = engineMessage(data)
  const listed = at(message, ['contactsArrayMessage', 'contacts']) ?? at(data, ['vcardList'])
  const cards = Array.isArray(listed) ? listed : [at(message, ['contactMessage'])]
  return [...cards.map((card) => textAt(card, ['vcard'])), cardIn(textAt(data, ['body']))].filter(
    (card) => card !== null,
  )
}

/** WEBJS and WPP have a single card for the text. */
export function cardIn(text: string | null): string | null {
  return text?.startsWith('BEGIN:VCARD') ? text : null
}
