import { toPhoneDigits, toStoredPhone, type StoredPhone } from './phone.ts'

/** What a WhatsApp address stands for. Only `user` and `hidden-user` are conversations with one person. */
export type ChatKind = 'user' | 'hidden-user' | 'group' | 'broadcast' | 'newsletter' | 'whatsapp' | 'other'

/** WAHA's id of a message: `{fromMe}_{chatId}_{whatsappId}` and, in groups, `_{participant}`. */
export interface MessageId {
  fromMe: boolean
  chatId: string
  whatsappId: string
}

const KIND_BY_SERVER: Record<string, ChatKind> = {
  'c.us': 'user',
  's.whatsapp.net': 'user',
  lid: 'hidden-user',
  'g.us': 'group',
  broadcast: 'broadcast',
  newsletter: 'newsletter',
}

/** As most chat ids are, which spares a webhook to take half a dozen of them apart. */
const NORMAL = /^[^:@]+@(?:c\.us|lid)$/

export function chatKind(chatId: string): ChatKind {
  const [user, server] = split(chatId)
  if (user === '0' && KIND_BY_SERVER[server] === 'user') return 'whatsapp'
  return Object.hasOwn(KIND_BY_SERVER, server) ? (KIND_BY_SERVER[server] ?? 'other') : 'other'
}

/** One spelling for one chat: no device part (`:12`), and `@c.us` for the engines' own `@s.whatsapp.net`. */
export function normaliseChatId(chatId: string): string {
  if (NORMAL.test(chatId)) return chatId
  const [user, server] = split(chatId)
  return `${user.replace(/:\d+$/, '')}@${server === 's.whatsapp.net' ? 'c.us' : server}`
}

/** The phone behind `6281234567890@c.us`. Null for a hidden user, whose digits are no phone, and for all else. */
export function phoneOfChat(chatId: string, homeCountry: string): StoredPhone | null {
  if (chatKind(chatId) !== 'user') return null
  return toStoredPhone(split(normaliseChatId(chatId))[0], homeCountry)
}

/** The chat to write to for a stored phone: `081234567890` is `6281234567890@c.us`. */
export function chatOfPhone(phone: StoredPhone, homeCountry: string): string {
  return `${toPhoneDigits(phone, homeCountry)}@c.us`
}

/** Reads `false_6281234567890@c.us_3EB0...`. Null if it has another shape. */
export function parseMessageId(id: string): MessageId | null {
  const match = /^(true|false)_([^_@]+@[^_]+)_([^_]+)(?:_.+)?$/.exec(id)
  if (match === null) return null
  const [, fromMe = '', chatId = '', whatsappId = ''] = match
  return { fromMe: fromMe === 'true', chatId: normaliseChatId(chatId), whatsappId }
}

function split(chatId: string): [user: string, server: string] {
  const at = chatId.lastIndexOf('@')
  return at < 0 ? [chatId, ''] : [chatId.slice(0, at), chatId.slice(at + 1)]
}
