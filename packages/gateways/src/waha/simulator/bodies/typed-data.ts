import { fullId, mediaType, sizeOf, type WireMessage } from './wire-message.ts'

type Json = Record<string, unknown>

/** What stands where the text should be beside a place or a picture: JPEG in base64. */
export const THUMBNAIL = '/9j/4AAQSkZJRgABAQ'

/** `_data` of the engines that look into WhatsApp Web: a type, and beside it what that type has. */
export function typedData(engine: 'WEBJS' | 'WPP', message: WireMessage): Json {
  const { media, location, vCards, poll, quote } = message
  const { fromMe, chatId: remote, whatsappId: id } = message
  return {
    id: engine === 'WPP' ? fullId(message) : { fromMe, remote, id, _serialized: fullId(message) },
    body: bodyOf(message),
    type: typeOf(message),
    t: Math.floor(message.sentAt / 1000),
    notifyName: message.pushName,
    ...(media && {
      mimetype: media.mimetype,
      filename: media.filename,
      size: sizeOf(media),
      caption: message.text ?? '',
    }),
    ...(location && { lat: location.latitude, lng: location.longitude, isLive: location.live ?? false }),
    ...(location?.name !== undefined && { loc: [location.name, location.address ?? ''].join('\n') }),
    ...(vCards && vCards.length > 1 && { vcardList: vCards.map((vcard) => ({ displayName: '', vcard })) }),
    ...(poll && { pollName: poll.name, pollOptions: poll.options.map((name) => ({ name })) }),
    ...(quote && { quotedMsg: { type: 'chat', body: quote.text }, quotedStanzaID: quote.whatsappId }),
  }
}

/** The body that WAHA makes of it, too, but for captions and polls. */
export function bodyOf({ text, media, location, vCards, poll }: WireMessage): string {
  if (location || media) return THUMBNAIL
  if (vCards) return vCards.length === 1 ? (vCards[0] ?? '') : ''
  return poll ? '' : (text ?? '')
}

function typeOf({ media, location, vCards, poll, chosenFrom }: WireMessage): string {
  if (media) return mediaType(media)
  if (location) return 'location'
  if (vCards) return vCards.length > 1 ? 'multi_vcard' : 'vcard'
  if (poll) return 'poll_creation'
  return chosenFrom === undefined ? 'chat' : TYPE_OF_CHOICE[chosenFrom]
}

const TYPE_OF_CHOICE = {
  buttons: 'buttons_response',
  template: 'template_button_reply',
  list: 'list_response',
}
