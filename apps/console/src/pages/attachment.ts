import type { MessageRecord } from '@bellhop/store'

import { html, type Html, type Renderable } from '../html.ts'
import { readMedia, type ShownMedia } from '../read-media.ts'
import { mediaLink } from './media-link.ts'

/** What a message carries beside its words: a file, a place or contacts. */
export function attachment(message: MessageRecord): Renderable {
  const media = readMedia(message.media)
  if (media === null) return null
  if (message.kind === 'location') return place(media)
  if (message.kind === 'contact') return contacts(media)
  return mediaLink(message)
}

function place({ name, address, latitude, longitude }: ShownMedia): Html {
  const words = [name, address].filter((word) => word !== undefined).join(', ')
  if (latitude === undefined || longitude === undefined)
    return html`<p dir="auto">${words || 'A place that WAHA did not tell'}</p>`
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
  return html`<p dir="auto">
    <bdi>${words}</bdi> <a href="${map}" rel="noreferrer" target="_blank">${latitude}, ${longitude}</a>
  </p>`
}

function contacts({ vcards = [] }: ShownMedia): Html {
  if (vcards.length === 0) return html`<p>Contacts that WAHA did not tell</p>`
  return html`<ul class="contacts">
    ${vcards.map((card) => contact(card))}
  </ul>`
}

/** What the guest has written stays apart from the number: a name could turn its digits round. */
function contact(card: string): Html {
  const name = linesOf(card, 'FN').join(' ') || 'No name'
  return html`<li dir="auto"><bdi>${name}</bdi> <bdi>${linesOf(card, 'TEL').join(', ')}</bdi></li>`
}

/**
 * The values of a property, whatever its parameters: `item1.TEL;type=CELL:+62 812 ...`. Each line is looked at by itself: a guest
 * may have made it long, and of nothing else.
 */
function linesOf(card: string, property: 'FN' | 'TEL'): string[] {
  const form = new RegExp(`^(?:[\\w-]+\\.)?${property}(?:;[^:\\r\\n]*)?:(.*)$`, 'gim')
  return [...card.matchAll(form)].map(([, value = '']) => value.trim()).filter(Boolean)
}
