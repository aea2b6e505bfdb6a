import type { InboundEvent, InboundMessage, MessageUpdate } from '@bellhop/core'
import { storeEvents, type Store } from '../src/index.ts'

let ids = 0
const nextId = (prefix: string) => `${prefix}${String((ids += 1)).padStart(8, '0')}`

export const LINE = 'default'

/** A phone nobody has had, its chat, and its hidden address. */
export function newPerson(): { phone: string; chatId: string; lid: string } {
  const digits = nextId('62812')
  return { phone: `0${digits.slice(2)}`, chatId: `${digits}@c.us`, lid: `1888${digits.slice(2)}@lid` }
}

export function guestMessage(facts: Partial<InboundMessage> & Pick<InboundMessage, 'chatId' | 'phone'>) {
  const message: InboundMessage = {
    kind: 'guest-message',
    line: LINE,
    whatsappId: nextId('3EB0'),
    fromMe: false,
    content: 'text',
    text: 'halo',
    media: null,
    source: null,
    sentAt: Date.now(),
    eventId: null,
    ...facts,
  }
  return message
}

export const ownMessage = (facts: Parameters<typeof guestMessage>[0]) =>
  guestMessage({ kind: 'own-message', fromMe: true, source: 'app', ...facts })

/** Something that happened to that message afterwards. */
export function update(
  { line, chatId, phone, whatsappId, fromMe }: InboundMessage,
  kind: MessageUpdate['kind'],
  detail: MessageUpdate['detail'],
  facts: Partial<MessageUpdate> = {},
): MessageUpdate {
  const eventId = nextId('evt_')
  const sentAt = Date.now()
  return { kind, line, chatId, phone, whatsappId, fromMe, detail, sentAt, eventId, ...facts }
}

/** Stores events under keys of their own: the same object again is the same event. */
export function keeper(store: Store) {
  const keys = new Map<InboundEvent, string>()
  return (...events: InboundEvent[]) => {
    for (const event of events) if (!keys.has(event)) keys.set(event, nextId('key-'))
    return storeEvents(
      store,
      events.map((event) => ({ key: keys.get(event) ?? '', event })),
      0,
    )
  }
}
