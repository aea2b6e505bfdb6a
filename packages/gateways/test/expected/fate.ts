import type { InboundMessage } from '@bellhop/core'

/** What becomes of a body: the event without its line and its id, or the word for why there is none. */
export type ExpectedFate = { event: Record<string, unknown> } | { ignored: string }

/** How the engine tells who it is: both addresses, or one alone. */
export const CHATS = {
  'number with its LID': {
    chatId: '34611111111@c.us',
    phone: '+34611111111',
    otherChatId: '188811111111111@lid',
  },
  'number alone': { chatId: '34611111111@c.us', phone: '+34611111111' },
  'LID with its number': {
    chatId: '188811111111111@lid',
    phone: '+34611111111',
    otherChatId: '34611111111@c.us',
  },
  'LID alone': { chatId: '188811111111111@lid', phone: null },
}

type ChatName = keyof typeof CHATS
type Said = Partial<Pick<InboundMessage, 'content' | 'text' | 'media' | 'quote' | 'source'>>

export const SENT_AT = 1_789_200_000_000
export const FILES = 'http://waha.internal:3000/api/files/default'
const CARD = (name: string, first: string) =>
  `BEGIN:VCARD\nVERSION:3.0\nN:Doe;${first};;;\nFN:${name}\nORG:ACME;\nTEL;type=CELL;type=VOICE;waid=34622222222:+34 622 22 22 22\nEND:VCARD`
export const JANE = CARD('Jane Doe', 'Jane')
export const JIM = CARD('Jim Doe', 'Jim')

export function guest(whatsappId: string, chat: ChatName, said: Said): ExpectedFate {
  const content = { content: 'text', text: null, media: null, source: 'app' }
  const id = { whatsappId, fromMe: false, sentAt: SENT_AT }
  return { event: { kind: 'guest-message', ...CHATS[chat], ...id, ...content, ...said } }
}

export function own(
  whatsappId: string,
  chat: ChatName,
  text: string,
  source: 'api' | 'app',
  sentAt = SENT_AT,
): ExpectedFate {
  const id = { whatsappId, fromMe: true, sentAt }
  return { event: { kind: 'own-message', ...CHATS[chat], ...id, content: 'text', text, media: null, source } }
}

/** An ack's time is that of its event. */
export function ack(whatsappId: string, chat: ChatName, status: string, sentAt: number): ExpectedFate {
  return { event: { kind: 'ack', ...CHATS[chat], whatsappId, fromMe: true, sentAt, detail: { ack: status } } }
}

export function lineStatus(status: string, sentAt: number): ExpectedFate {
  return { event: { kind: 'line-status', status, sentAt } }
}

export const image = (id: string): InboundMessage['media'] => ({
  mimetype: 'image/jpeg',
  size: 51_234,
  url: `${FILES}/${id}.jpeg`,
})
