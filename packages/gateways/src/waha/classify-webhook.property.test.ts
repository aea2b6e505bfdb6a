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
  'body',
  'media',
  'location',
  'vCards',
  'ack',
  'reaction',
  'after',
  '_data',
]

const payload = fc.dictionary(
  fc.constantFrom(...FIELDS, '__proto__', 'constructor'),
  fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constant('false_6281234567890@c.us_3AD1F0C2B3A4958677A1')),
)
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
