import type { Me } from './wire-message.ts'
import { mediaType, sizeOf, toJid, type WireMessage } from './wire-message.ts'

type Json = Record<string, unknown>

/** How the two engines that show WhatsApp's own message spell the same things. */
interface Spelling {
  stanzaId: string
  size(bytes: number): unknown
  chosen(text: string): Json
}

const SPELLINGS: Record<'NOWEB' | 'GOWS', Spelling> = {
  NOWEB: { stanzaId: 'stanzaId', size: String, chosen: (text) => ({ selectedDisplayText: text }) },
  // A choice among types is a box of its own in Go.
  GOWS: {
    stanzaId: 'stanzaID',
    size: (bytes) => bytes,
    chosen: (text) => ({ Response: { SelectedDisplayText: text } }),
  },
}

/** The part of WhatsApp's own message that carries the content: `_data.message` of NOWEB, `_data.Message` of GOWS. */
export function enginePart(engine: 'NOWEB' | 'GOWS', message: WireMessage, me: Me): Json {
  const spelling = SPELLINGS[engine]
  const [name, part] = contentPart(message, spelling)
  if (message.quote === undefined) return name === 'conversation' ? (part as Json) : { [name]: part }
  const answering = name === 'conversation' ? { text: message.text } : (part as Json)
  const contextInfo = {
    [spelling.stanzaId]: message.quote.whatsappId,
    participant: toJid(message.quote.fromMe ? me.id : message.chatId),
    quotedMessage: { conversation: message.quote.text },
  }
  return { [name === 'conversation' ? 'extendedTextMessage' : name]: { ...answering, contextInfo } }
}

function contentPart(message: WireMessage, spelling: Spelling): [name: string, part: unknown] {
  const { text, media, location, vCards, poll, chosenFrom } = message
  if (location) {
    const point = { degreesLatitude: location.latitude, degreesLongitude: location.longitude }
    return [location.live ? 'liveLocationMessage' : 'locationMessage', point]
  }
  if (vCards && vCards.length > 1) {
    return ['contactsArrayMessage', { contacts: vCards.map((vcard) => ({ displayName: '', vcard })) }]
  }
  if (vCards) return ['contactMessage', { vcard: vCards[0] }]
  if (poll)
    return [
      'pollCreationMessageV3',
      { name: poll.name, options: poll.options.map((optionName) => ({ optionName })) },
    ]
  if (chosenFrom === 'list')
    return ['listResponseMessage', { title: text, singleSelectReply: { selectedRowId: 'row1' } }]
  if (chosenFrom === 'buttons')
    return ['buttonsResponseMessage', { selectedButtonId: 'id1', ...spelling.chosen(text ?? '') }]
  if (chosenFrom === 'template')
    return ['templateButtonReplyMessage', { selectedId: 'id1', selectedDisplayText: text }]
  if (media === undefined) return ['conversation', text === null ? {} : { conversation: text }]
  const type = mediaType(media)
  const size = sizeOf(media)
  return [
    type === 'ptt' ? 'audioMessage' : `${type}Message`,
    {
      mimetype: media.mimetype,
      ...(size === undefined ? {} : { fileLength: spelling.size(size) }),
      ...(media.filename === undefined ? {} : { fileName: media.filename }),
      ...(text === null ? {} : { caption: text }),
      ...(type === 'ptt' ? { ptt: true } : {}),
    },
  ]
}
