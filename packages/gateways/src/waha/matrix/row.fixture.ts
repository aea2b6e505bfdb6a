import { envelope } from '../simulator/bodies/envelope.ts'
import { messagePayload } from '../simulator/bodies/message.ts'
import type { WireMessage } from '../simulator/bodies/wire-message.ts'
import type { Engine } from '../simulator/options.ts'

export const ME = { id: '6280000000000@c.us', lid: '99900000000001@lid', pushName: 'Hotel' }
export const GUEST = '6281234567890@c.us'
export const LID = '188811111111111@lid'
export const SENT_AT = 1_789_200_000_000
/** Of what changes a message, a minute later. */
export const LATER = SENT_AT + 60_000
export const EVENT_AT = SENT_AT + 66_882
export const FILE = 'http://waha.internal:3000/api/files/default/3AD1F0C2B3A4958677A1.bin'
export const CARDS = ['BEGIN:VCARD\nFN:Jane\nEND:VCARD', 'BEGIN:VCARD\nFN:Jim\nEND:VCARD']

export const HELLO: WireMessage = {
  whatsappId: '3AD1F0C2B3A4958677A1',
  chatId: GUEST,
  otherChatId: null,
  fromMe: false,
  source: 'app',
  sentAt: SENT_AT,
  pushName: 'Budi',
  ack: 'DEVICE',
  text: 'Hello',
}
export const REPLY: WireMessage = {
  ...HELLO,
  whatsappId: '3EB0AAAABBBBCCCCDD01',
  fromMe: true,
  source: 'api',
  text: 'Hi!',
}
export const CARRIER: WireMessage = {
  ...HELLO,
  whatsappId: '3A9900112233445566E2',
  sentAt: LATER,
  text: null,
}
export const GROUP = { chatId: '120363041234567890@g.us', participant: GUEST }

/** What a row expects: fields of the event, or the word for why there is none. */
type Expected = Record<string, unknown> | string

export interface Row {
  what: string
  body(engine: Engine): Record<string, unknown>
  fate: Expected
  /** Where an engine tells less than the others, or differently. */
  but?: Partial<Record<Engine, Expected>>
}

export const CHAT = { chatId: GUEST, phone: '081234567890' }
export const TEXT = {
  kind: 'guest-message',
  ...CHAT,
  ...idOf(HELLO),
  content: 'text',
  text: 'Hello',
  media: null,
  source: 'app',
}
export const OWN = { ...TEXT, kind: 'own-message', ...idOf(REPLY), text: 'Hi!' }
export const UNDER_LID = { chatId: LID, phone: '081234567890', otherChatId: GUEST }
export const UNKNOWN = { chatId: LID, phone: null }
export const UPDATE = { ...CHAT, ...idOf(HELLO), sentAt: LATER }
/** The original's time stands in the update: the time of the event counts. */
export const UPDATE_OF_EVENT = { ...UPDATE, sentAt: EVENT_AT }

export function idOf({ whatsappId, fromMe }: WireMessage) {
  return { whatsappId, fromMe, sentAt: SENT_AT }
}

export function told(event: string, payload: (engine: Engine) => unknown) {
  return (engine: Engine) => ({ ...envelope(engine, 'default', ME, event, payload(engine), EVENT_AT) })
}

export function message(changes: Partial<WireMessage>, of = HELLO, event = 'message.any') {
  return told(event, (engine) => messagePayload(engine, { ...of, ...changes }, ME))
}
