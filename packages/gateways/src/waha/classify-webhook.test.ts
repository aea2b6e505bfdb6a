import type { InboundEvent, InboundMessage } from '@bellhop/core'
import { describe, expect, test } from 'vitest'

import { classifyWebhook, type Fate } from './classify-webhook.ts'
import { envelope } from './simulator/bodies/envelope.ts'
import { messagePayload } from './simulator/bodies/message.ts'
import type { WireMessage } from './simulator/bodies/wire-message.ts'
import { ackPayload, editPayload, reactionPayload, revokePayload } from './simulator/bodies/updates.ts'
import type { Engine } from './simulator/options.ts'

const ENGINES = ['NOWEB', 'GOWS', 'WEBJS', 'WPP'] as const
const ME = { id: '6280000000000@c.us', lid: '99900000000001@lid', pushName: 'Hotel' }
const SENT_AT = 1_789_200_000_000
const EVENT_AT = SENT_AT + 6_882
const GUEST = '6281234567890@c.us'
const HIDDEN = '188811111111111@lid'

const HELLO: WireMessage = {
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
const REPLY: WireMessage = {
  ...HELLO,
  whatsappId: '3EB0AAAABBBBCCCCDD01',
  fromMe: true,
  source: 'api',
  text: 'Hi!',
}
const CARRIER: WireMessage = { ...HELLO, whatsappId: '3A9900112233445566E2', text: null }

function classify(body: unknown, receivedAt?: number): Fate {
  const raw = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return classifyWebhook(raw, {
    homeCountry: '62',
    lines: ['default'],
    ...(receivedAt === undefined ? {} : { receivedAt }),
  })
}

function call(event: string, payload: unknown, engine: Engine = 'NOWEB') {
  return envelope(engine, 'default', ME, event, payload, EVENT_AT)
}

function message(changes: Partial<WireMessage> = {}, engine: Engine = 'NOWEB') {
  return call('message', messagePayload(engine, { ...HELLO, ...changes }, ME), engine)
}

function eventOf(fate: Fate): InboundEvent {
  if (fate.fate !== 'enqueue') throw new Error(`${fate.fate}: ${fate.reason}`)
  return fate.event
}

describe.each(ENGINES)('from %s', (engine) => {
  test('a text is the message of its guest', () => {
    expect(eventOf(classify(message({}, engine)))).toEqual({
      kind: 'guest-message',
      line: 'default',
      eventId: expect.stringMatching(/^evt_/),
      chatId: GUEST,
      phone: '081234567890',
      whatsappId: HELLO.whatsappId,
      fromMe: false,
      sentAt: SENT_AT,
      content: 'text',
      text: 'Hello',
      media: null,
      source: 'app',
    })
  })

  test('`message` and `message.any` give the same event', () => {
    const body = message({}, engine)
    expect(classify({ ...body, event: 'message.any' })).toEqual(classify(body))
  })

  test('an own message is one, in the chat of its guest', () => {
    const body = call('message.any', messagePayload(engine, REPLY, ME), engine)
    const { whatsappId } = REPLY
    expect(eventOf(classify(body))).toMatchObject({
      kind: 'own-message',
      chatId: GUEST,
      whatsappId,
      source: 'api',
    })
  })

  test('a hidden sender has a phone where the engine tells it, and never one made of its digits', () => {
    const body = message({ chatId: HIDDEN, otherChatId: GUEST }, engine)
    const told = { phone: '081234567890', otherChatId: GUEST }
    const hidden = { chatId: HIDDEN, phone: null }
    const isTold = engine === 'NOWEB' || engine === 'GOWS'
    expect(eventOf(classify(body))).toMatchObject({ ...hidden, ...(isTold ? told : {}) })
    expect(eventOf(classify(message({ chatId: HIDDEN }, engine)))).toMatchObject(hidden)
    expect(eventOf(classify(message({ chatId: HIDDEN }, engine)))).not.toHaveProperty('otherChatId')
  })

  test('the chat of a number has its hidden address too where the engine tells it, of own messages as well', () => {
    const isTold = engine === 'NOWEB' || engine === 'GOWS'
    for (const said of [HELLO, REPLY]) {
      const body = call('message.any', messagePayload(engine, { ...said, otherChatId: HIDDEN }, ME), engine)
      const { otherChatId } = eventOf(classify(body)) as { otherChatId?: string }
      expect(otherChatId).toBe(isTold ? HIDDEN : undefined)
    }
  })

  test.each([
    ['image/jpeg', undefined, 'image'],
    ['audio/ogg; codecs=opus', undefined, 'voice'],
    ['video/mp4', undefined, 'video'],
    ['application/pdf', undefined, 'document'],
    ['image/webp', undefined, 'sticker'],
    ['image/png', 'document', 'document'],
  ] as const)('%s sent as %s is a %s, with its caption and its file', (mimetype, as, content) => {
    const url = 'http://waha.internal:3000/api/files/default/3AD1.bin'
    const media = { mimetype, url, filename: 'a ñ.bin', ...(as ? { as } : {}) }
    expect(eventOf(classify(message({ media, text: 'Look' }, engine)))).toMatchObject({
      content,
      text: 'Look',
      media: { mimetype, url, filename: 'a ñ.bin' },
    })
  })

  test('media that WAHA could not fetch are kept with the first line of the reason', () => {
    const error = 'Error: 13 INTERNAL: failed to download\n    at MediaManager.fetchMedia'
    const media = { mimetype: 'image/jpeg', url: null, error }
    expect(eventOf(classify(message({ media, text: null }, engine)))).toMatchObject({
      content: 'image',
      text: null,
      media: { mimetype: 'image/jpeg', error: 'Error: 13 INTERNAL: failed to download' },
    })
  })

  test('a place has its coordinates as numbers, and no thumbnail for a text', () => {
    const location = { latitude: -6.2, longitude: 106.8, name: 'Monas', address: 'Jakarta' }
    const event = eventOf(classify(message({ location, text: null }, engine)))
    expect(event).toMatchObject({ content: 'location', text: null, media: location })
  })

  test('a contact has its card, and not the card again for a text', () => {
    const vCards = ['BEGIN:VCARD\nFN:Jane\nEND:VCARD']
    const event = eventOf(classify(message({ vCards, text: null }, engine)))
    expect(event).toMatchObject({ content: 'contact', text: null, media: { vcards: vCards } })
  })

  test('a system note without content is ignored', () => {
    expect(classify(message({ text: null }, engine))).toEqual({ fate: 'ignored', reason: 'no content' })
  })

  test.each([
    ['ERROR', 'failed'],
    ['PENDING', 'pending'],
    ['SERVER', 'sent'],
    ['DEVICE', 'delivered'],
    ['READ', 'read'],
    ['PLAYED', 'played'],
  ] as const)('an ack of %s says `%s` of the message that was sent', (ack, status) => {
    const { whatsappId } = REPLY
    const event = eventOf(classify(call('message.ack', ackPayload(engine, REPLY, ack, ME), engine)))
    expect(event).toMatchObject({
      kind: 'ack',
      whatsappId,
      fromMe: true,
      sentAt: EVENT_AT,
      detail: { ack: status },
    })
  })

  test('an edit names the message that was changed and its new text', () => {
    const payload = editPayload(engine, HELLO, { ...CARRIER, text: 'Hello!' }, ME)
    const { whatsappId } = HELLO
    expect(eventOf(classify(call('message.edited', payload, engine)))).toMatchObject({
      kind: 'edit',
      chatId: GUEST,
      whatsappId,
      fromMe: false,
      detail: { text: 'Hello!' },
    })
  })

  test('a revoke names the message that was taken back', () => {
    const payload = revokePayload(engine, HELLO, CARRIER, ME)
    const { whatsappId } = HELLO
    const event = eventOf(classify(call('message.revoked', payload, engine)))
    expect(event).toMatchObject({ kind: 'revoke', chatId: GUEST, whatsappId, fromMe: false })
  })

  test('a reaction names the message it is about, and who reacted', () => {
    const payload = reactionPayload(engine, REPLY, CARRIER, '👍', ME)
    const { whatsappId } = REPLY
    const event = eventOf(classify(call('message.reaction', payload, engine)))
    expect(event).toMatchObject({
      kind: 'reaction',
      whatsappId,
      fromMe: true,
      detail: { emoji: '👍', byMe: false },
    })
  })

  test('a state of the line is told in WAHA’s words', () => {
    const body = call('session.status', { name: 'default', status: 'SCAN_QR_CODE', statuses: [] }, engine)
    expect(eventOf(classify({ ...body, me: null }))).toMatchObject({
      kind: 'line-status',
      status: 'SCAN_QR_CODE',
      sentAt: EVENT_AT,
    })
  })

  test('nothing of the engine’s own data leaves', () => {
    const event = JSON.stringify(eventOf(classify(message({}, engine))))
    expect(event).not.toContain('_data')
    expect(event).not.toContain('Budi')
  })
})

describe('ignored is', () => {
  test.each([
    ['a group', '120363041234567890@g.us', 'group'],
    ['a status', 'status@broadcast', 'status'],
    ['a broadcast list', '1789200000@broadcast', 'broadcast'],
    ['a newsletter', '120363161513685998@newsletter', 'newsletter'],
    ['WhatsApp itself', '0@c.us', 'whatsapp'],
    ['a chat of a kind to come', '6281@meta.ai', 'other chat'],
    ['the line’s own number', ME.id, 'own number'],
    ['the line’s own hidden address', ME.lid, 'own number'],
  ])('%s', (_, chatId, reason) => {
    expect(classify(message({ chatId }))).toEqual({ fate: 'ignored', reason })
  })

  test('a hidden sender behind whom is the line itself', () => {
    expect(classify(message({ chatId: HIDDEN, otherChatId: ME.id }))).toMatchObject({ reason: 'own number' })
  })

  test('no own message whose sender the engine tells instead of its reader', () => {
    for (const remoteJidAlt of [ME.lid, ME.id, '6280000000000:7@s.whatsapp.net']) {
      const payload = { ...messagePayload('NOWEB', REPLY, ME), _data: { key: { remoteJidAlt } } }
      const event = eventOf(classify(call('message.any', payload)))
      expect(event).toMatchObject({ kind: 'own-message', chatId: GUEST })
      expect(event).not.toHaveProperty('otherChatId')
    }
  })

  test('an address that is none: not a phone, not a hidden user, or the chat itself', () => {
    for (const remoteJidAlt of [
      '',
      '@lid',
      'x@lid',
      '12@s.whatsapp.net',
      '120363041234567890@g.us',
      GUEST,
      7,
    ]) {
      const payload = { ...messagePayload('NOWEB', HELLO, ME), _data: { key: { remoteJidAlt } } }
      expect(eventOf(classify(call('message', payload)))).not.toHaveProperty('otherChatId')
    }
  })

  test.each([
    ['message.ack.group', 'group'],
    ['group.join', 'group'],
    ['group.leave', 'group'],
    ['group.v2.join', 'group'],
    ['group.v2.leave', 'group'],
    ['group.v2.update', 'group'],
    ['group.v2.participants', 'group'],
    ['label.upsert', 'label'],
    ['label.deleted', 'label'],
    ['label.chat.added', 'label'],
    ['label.chat.deleted', 'label'],
    ['call.received', 'call'],
    ['call.accepted', 'call'],
    ['call.rejected', 'call'],
    ['poll.vote', 'poll'],
    ['poll.vote.failed', 'poll'],
    ['event.response', 'calendar'],
    ['event.response.failed', 'calendar'],
    ['message.waiting', 'placeholder'],
    ['presence.update', 'presence'],
    ['chat.archive', 'chat list'],
    ['state.change', 'engine'],
    ['engine.event', 'engine'],
    ['message.of.2031', 'unknown event'],
    ['__proto__', 'unknown event'],
    ['constructor', 'unknown event'],
  ])('the event %s, whatever it carries', (event, reason) => {
    expect(classify(call(event, 42))).toEqual({ fate: 'ignored', reason })
  })

  test('that the hotel has read a guest’s message, and an ack of a kind to come', () => {
    expect(classify(call('message.ack', ackPayload('NOWEB', HELLO, 'READ', ME)))).toMatchObject({
      reason: 'inbound ack',
    })
    const unknown = { ...ackPayload('NOWEB', REPLY, 'READ', ME), ack: null, ackName: 'UNKNOWN' }
    expect(classify(call('message.ack', unknown))).toMatchObject({ fate: 'ignored', reason: 'unknown ack' })
  })

  test('all this on a line of somebody else, too', () => {
    expect(classify({ ...message({ chatId: 'status@broadcast' }), session: 'other' })).toMatchObject({
      reason: 'status',
    })
  })
})

describe('what a guest chose counts as text', () => {
  test.each([
    { buttonsResponseMessage: { selectedDisplayText: 'Yes' } },
    { templateButtonReplyMessage: { selectedDisplayText: 'Yes' } },
    { listResponseMessage: { title: 'Yes' } },
    { ephemeralMessage: { message: { interactiveResponseMessage: { body: { text: 'Yes' } } } } },
  ])('%j', (part) => {
    const payload = { ...messagePayload('NOWEB', { ...HELLO, text: null }, ME), _data: { message: part } }
    expect(eventOf(classify(call('message', payload)))).toMatchObject({ content: 'text', text: 'Yes' })
  })
})

describe('the time', () => {
  test('is the event’s where the message’s is missing or too far ahead', () => {
    const payload = messagePayload('WPP', HELLO, ME)
    const ahead = EVENT_AT / 1000 + 301
    for (const timestamp of [null, 0, -1, ahead]) {
      expect(eventOf(classify(call('message', { ...payload, timestamp })))).toMatchObject({
        sentAt: EVENT_AT,
      })
    }
  })

  test.each([
    String(SENT_AT / 1000),
    SENT_AT / 1000 + 0.0004,
    { low: SENT_AT / 1000, high: 0, unsigned: true },
  ])('is the message’s however the engine writes it: %j', (timestamp) => {
    const payload = { ...messagePayload('NOWEB', HELLO, ME), timestamp }
    expect(eventOf(classify(call('message', payload)))).toMatchObject({ sentAt: SENT_AT })
  })

  test('is the message’s alone in versions whose events have none, and their id is null', () => {
    const { id: _, timestamp: __, ...old } = message()
    expect(eventOf(classify(old))).toMatchObject({ eventId: null, sentAt: SENT_AT })
  })

  test('of an ack without any is that of its arrival', () => {
    const { id: _, timestamp: __, ...old } = call('message.ack', ackPayload('NOWEB', REPLY, 'READ', ME))
    expect(eventOf(classify(old, 4_242))).toMatchObject({ sentAt: 4_242 })
    expect(classify(old)).toMatchObject({ fate: 'quarantined', reason: 'time' })
  })

  test('missing altogether is that of the arrival, and without one sets a message aside', () => {
    const { timestamp: _, ...timeless } = message()
    const payload = { ...(timeless.payload as object), timestamp: null }
    expect(classify({ ...timeless, payload })).toMatchObject({ fate: 'quarantined', reason: 'time' })
    expect(eventOf(classify({ ...timeless, payload }, 4_242))).toMatchObject({ sentAt: 4_242 })
  })
})

describe('bad input is set aside whole, with a reason:', () => {
  const hello = message()
  const payload = hello.payload as Record<string, unknown>

  test.each([
    ['nothing', '', 'malformed JSON'],
    ['half a body', JSON.stringify(hello).slice(0, 200), 'malformed JSON'],
    ['a byte order mark', `\uFEFF${JSON.stringify(hello)}`, 'malformed JSON'],
    ['bytes behind the end', `${JSON.stringify(hello)}}`, 'malformed JSON'],
    ['a number', '42', 'envelope'],
    ['null', 'null', 'envelope'],
    ['a list', '[]', 'envelope'],
    ['no event', { ...hello, event: undefined }, 'envelope.event'],
    ['an event that is a list', { ...hello, event: ['message'] }, 'envelope.event'],
    ['no line', { ...hello, session: undefined }, 'envelope.session'],
    ['no payload', { ...hello, payload: undefined }, 'payload'],
    ['a payload of text', { ...hello, payload: 'x' }, 'payload'],
    ['no message id', { ...hello, payload: { ...payload, id: undefined } }, 'payload.id'],
    ['a message id of another shape', { ...hello, payload: { ...payload, id: 'x' } }, 'payload.id'],
    ['a bare id with a colon', { ...hello, payload: { ...payload, id: `false_${GUEST}_A:B` } }, 'payload.id'],
    ['a body that is a number', { ...hello, payload: { ...payload, body: 7 } }, 'payload.body'],
    ['a time that is text', { ...hello, payload: { ...payload, timestamp: 'now' } }, 'payload.timestamp'],
    ['a chat without a number', message({ chatId: 'budi@c.us' }), 'chat'],
    ['a hidden chat without digits', message({ chatId: 'budi@lid' }), 'chat'],
    ['a line that is not ours', { ...hello, session: 'other' }, 'unknown line'],
    ['a state with markup', call('session.status', { status: '<b>' }), 'payload.status'],
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 'too deep'],
    ['100,000 levels in the engine’s data', deepData(100_000), 'too deep'],
    ['200 levels', deepData(200), 'too deep'],
    ['200 levels of lists and objects', '[{"a":'.repeat(100) + '1' + '}]'.repeat(100), 'too deep'],
  ])('%s', (_, body, reason) => {
    const fate = classify(body)
    const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)).toString('base64')
    expect(fate).toMatchObject({ fate: 'quarantined', reason, event: { kind: 'unreadable', reason, raw } })
  })

  test('bytes that are no UTF-8', () => {
    const fate = classify(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))
    expect(fate).toMatchObject({ fate: 'quarantined', reason: 'malformed JSON', event: { raw: 'e//+fQ==' } })
  })

  test('its line and event are kept where they can be read', () => {
    const fate = classify({ ...hello, payload: {} })
    expect(fate).toMatchObject({ event: { line: 'default', eventId: hello.id } })
    expect(classify({ ...hello, session: '../x', payload: {} })).toMatchObject({ event: { line: null } })
  })

  test('brackets inside a text are no depth', () => {
    const text = '[{"\\'.repeat(1_000)
    expect(eventOf(classify(message({ text })))).toMatchObject({ text })
  })

  function deepData(levels: number): string {
    const open = '{"a":'.repeat(levels)
    return `${JSON.stringify(hello).slice(0, -1)},"_data":${open}1${'}'.repeat(levels)}}`
  }
})

describe('hostile content is harmless:', () => {
  test('NUL goes and lone surrogates are replaced, wherever text stands', () => {
    const media = {
      mimetype: 'image/jpeg',
      filename: 'a\u0000\uD83D.jpg',
      url: null,
      error: '\u0000no\uDC00',
    }
    expect(eventOf(classify(message({ text: 'a\u0000b\uD800c', media })))).toMatchObject({
      text: 'ab\uFFFDc',
      media: { filename: 'a\uFFFD.jpg', error: 'no\uFFFD' },
    })
  })

  test('a text of 65,000 characters stays whole', () => {
    const text = 'ñ👩🏽‍💻'.repeat(8_125)
    expect(text.length).toBeGreaterThanOrEqual(65_000)
    expect(eventOf(classify(message({ text })))).toMatchObject({ text })
  })

  test('`__proto__` and `constructor` are names like others', () => {
    const body = JSON.stringify(message())
    const hostile = `${body.slice(0, -1)},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`
    const inside = hostile.replace(
      '"_data":{',
      '"__proto__":{"fromMe":true},"_data":{"\\u005f_proto__":{"polluted":1},',
    )
    expect(inside).not.toBe(hostile)
    expect(eventOf(classify(inside))).toEqual(eventOf(classify(body)))
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(classify(message({ chatId: '__proto__@c.us' }))).toMatchObject({ fate: 'quarantined' })
  })

  test('an odd event id counts as none', () => {
    expect(eventOf(classify({ ...message(), id: 'a:b' }))).toMatchObject({ eventId: null })
  })

  test.each([
    { fromMe: 'no' },
    { source: 7 },
    { hasMedia: 'x' },
    { media: 'x' },
    { media: [] },
    { vCards: [1] },
    { vCards: {} },
    { location: 'x' },
    { replyTo: 7 },
    { replyTo: [] },
    { replyTo: { id: [], body: {}, _data: 7 } },
    { from: 7, to: [], participant: {} },
    { timestamp: String(SENT_AT / 1000) },
    { ack: 'x', ackName: 7 },
  ])('what a text can do without may be %j', (odd) => {
    const body = message()
    const payload = { ...(body.payload as object), ...odd }
    const { quote, ...event } = eventOf(classify({ ...body, payload })) as InboundMessage
    expect({ ...event, source: 'app' }).toEqual(eventOf(classify(body)))
    expect(quote).toBeUndefined()
  })

  test.each([{ me: 7 }, { me: [] }, { me: { id: 7, lid: {} } }, { id: 7 }, { timestamp: String(EVENT_AT) }])(
    'so may what the envelope can do without be %j',
    (odd) => {
      expect(eventOf(classify({ ...message(), ...odd }))).toMatchObject({ text: 'Hello', sentAt: SENT_AT })
    },
  )

  test('engine data of any shape cannot stop a message', () => {
    for (const _data of [
      null,
      7,
      'x',
      [],
      { key: 1, Info: [], message: 'x', type: {} },
      { message: { audioMessage: 0 } },
    ]) {
      expect(eventOf(classify(call('message', { ...(message().payload as object), _data })))).toMatchObject({
        text: 'Hello',
      })
    }
  })
})
