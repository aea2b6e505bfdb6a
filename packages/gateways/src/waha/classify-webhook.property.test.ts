import type { InboundMessage } from '@bellhop/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { classifyWebhook } from './classify-webhook.ts'

const OPTIONS = { homeCountry: '62', lines: ['default'] }
const EVENTS = [
  'message',
  'message.any',
  'message.ack',
  'message.edited',
  'message.revoked',
  'message.reaction',
]
const FIELDS = [
  'id',
  'timestamp',
  'fromMe',
  'from',
  'to',
  'participant',
  'body',
  'hasMedia',
  'media',
  'location',
  'vCards',
  'replyTo',
  'editedMessageId',
  'ack',
  'ackName',
  'reaction',
  'after',
  'before',
  'revokedMessageId',
]
const PARTS = [
  'conversation',
  'extendedTextMessage',
  'imageMessage',
  'locationMessage',
  'contactMessage',
  'contactsArrayMessage',
  'buttonsResponseMessage',
  'protocolMessage',
  'ephemeralMessage',
  'message',
  'futureMessage',
]

const ID = 'false_6281234567890@c.us_3AD1F0C2B3A4958677A1'
const anything = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constant(ID))
const parts = fc.dictionary(
  fc.constantFrom(...PARTS),
  fc.oneof(anything, fc.dictionary(fc.constantFrom(...PARTS), anything)),
)
const data = fc.oneof(
  anything,
  fc.record({ message: parts }),
  fc.record({ Info: anything, Message: parts }),
  fc.record({
    type: fc.constantFrom('chat', 'image', 'location', 'vcard', 'ciphertext', 'x'),
    body: anything,
    loc: anything,
  }),
)
const fields = fc.dictionary(fc.constantFrom(...FIELDS, '__proto__', 'constructor'), anything)
const payload = fc.tuple(fields, data).map(([rest, _data]) => ({ ...rest, _data }))
/** All that a message can't do without is right, all else may be anything. */
const message = fc.tuple(fields, fc.option(fc.string()), data).map(([rest, body, _data]) => ({
  ...rest,
  id: ID,
  timestamp: 1_789_200_000,
  fromMe: false,
  from: null,
  body,
  _data,
}))
const body = fc.record(
  {
    event: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...EVENTS, 'session.status') }, fc.jsonValue()),
    session: fc.oneof({ weight: 9, arbitrary: fc.constant('default') }, fc.jsonValue()),
    id: fc.jsonValue(),
    timestamp: fc.oneof(fc.double(), fc.jsonValue()),
    me: fc.jsonValue(),
    payload: fc.oneof({ weight: 9, arbitrary: payload }, fc.jsonValue()),
  },
  { requiredKeys: ['event', 'session', 'payload'] },
)

test('every body has a fate: nothing that is sent makes the reader throw', () => {
  fc.assert(
    fc.property(body, (sent) => {
      const { fate } = classifyWebhook(Buffer.from(JSON.stringify(sent)), OPTIONS)
      expect(['enqueue', 'ignored', 'quarantined']).toContain(fate)
    }),
    { numRuns: 500 },
  )
})

test('so have bytes of any kind', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(classifyWebhook(Buffer.from(bytes), OPTIONS).fate).toBe('quarantined')
    }),
  )
})

test('a message with all that it needs is never set aside for the rest, and never empty', () => {
  fc.assert(
    fc.property(message, (payload) => {
      const raw = Buffer.from(JSON.stringify({ event: 'message', session: 'default', payload }))
      const fate = classifyWebhook(raw, OPTIONS)
      const { text = null, media = null } = 'event' in fate ? (fate.event as Partial<InboundMessage>) : {}
      expect(fate.fate === 'enqueue').toBe(text !== null || media !== null)
      // But for content that this version does not know.
      expect(fate.fate === 'quarantined' && fate.reason).toBeOneOf([false, 'content'])
      expect(text).not.toBe('')
    }),
    { numRuns: 1_000 },
  )
})
