import type { InboundEvent } from '@bellhop/core'
import { describe, expect, test } from 'vitest'
import { inboundJobId } from './inbound-job-id.ts'

const chat = {
  line: 'default',
  eventId: 'evt_01H',
  chatId: '6281@c.us',
  phone: '081234567890',
  whatsappId: '3EB0A1',
  sentAt: 1,
}
const message = { ...chat, content: 'text', text: 'hi', media: null, source: null } as const
const guestMessage: InboundEvent = { ...message, kind: 'guest-message', fromMe: false }
const ack: InboundEvent = { ...chat, kind: 'ack', fromMe: true, detail: { ack: 'read' } }
const unreadable: InboundEvent = {
  kind: 'unreadable',
  line: null,
  eventId: null,
  reason: 'json',
  raw: 'e30=',
}

const withWhatsappId = (whatsappId: string): InboundEvent => ({ ...guestMessage, whatsappId })

describe('the id of an inbound job', () => {
  test('names a message by its line, its direction and its WhatsApp id', () => {
    expect(inboundJobId(guestMessage)).toBe('default_message_false_3EB0A1')
    expect(inboundJobId({ ...message, kind: 'own-message', fromMe: true })).toBe(
      'default_message_true_3EB0A1',
    )
  })

  test('names all else by its kind and the id of its event', () => {
    expect(inboundJobId(ack)).toBe('default_ack_evt_01H')
  })

  test('is the same for the twins of one message, which have events and chats of their own', () => {
    const twin: InboundEvent = { ...guestMessage, eventId: 'evt_02', chatId: '18@lid', phone: '0812345678' }
    expect(inboundJobId(twin)).toBe(inboundJobId(guestMessage))
  })

  test('tells a hidden user’s message from its twin under the number, which says whose both are', () => {
    const hidden: InboundEvent = { ...guestMessage, chatId: '18@lid', phone: null }
    expect(inboundJobId(hidden)).toBe('default_message_false_3EB0A1_hidden')
  })

  test('comes from the content where the event has no id', () => {
    const read: InboundEvent = { ...ack, eventId: null }
    expect(inboundJobId(read)).toMatch(/^default_ack_[0-9a-f]{64}$/)
    expect(inboundJobId({ ...read })).toBe(inboundJobId(read))
    expect(inboundJobId({ ...read, detail: { ack: 'played' } })).not.toBe(inboundJobId(read))
  })

  test('of an unreadable event comes from its bytes, whatever reason was found', () => {
    expect(inboundJobId(unreadable)).toMatch(/^unreadable_[0-9a-f]{64}$/)
    expect(inboundJobId({ ...unreadable, reason: 'too deep' })).toBe(inboundJobId(unreadable))
    expect(inboundJobId({ ...unreadable, raw: 'e31=' })).not.toBe(inboundJobId(unreadable))
  })

  test.each(['a:b', '', '1_2', ' ', 'a\nb', '\u{1F600}', 'x'.repeat(5_000), '../x', '{x}'])(
    'hides odd characters: %j',
    (odd) => {
      expect(inboundJobId(withWhatsappId(odd))).toMatch(/^message_[0-9a-f]{64}$/)
      expect(inboundJobId({ ...ack, eventId: odd })).toMatch(/^ack_[0-9a-f]{64}$/)
      expect(inboundJobId({ ...guestMessage, line: `${odd}?` })).toMatch(/^message_[0-9a-f]{64}$/)
    },
  )

  test('is another for every other odd message', () => {
    const ids = ['a:b', 'a_b', 'a b', 'b:a'].flatMap((odd) =>
      ['default', 'second'].map((line) => inboundJobId({ ...guestMessage, whatsappId: odd, line })),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('is never all digits', () => {
    const event: InboundEvent = { ...guestMessage, line: '456', whatsappId: '123' }
    expect(inboundJobId(event)).toBe('456_message_false_123')
  })
})
