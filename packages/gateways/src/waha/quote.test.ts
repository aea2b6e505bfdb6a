import { describe, expect, test } from 'vitest'

import { fateOf, GUEST, messageOf, payload } from './classify.fixture.ts'

const QUOTED = '3EB0AAAABBBBCCCCDD01'

const quoteOf = (odd: object) => messageOf(fateOf('message', payload({ body: 'Yes', ...odd }))).quote

describe('the message that is answered', () => {
  test.each([
    { replyTo: { id: QUOTED, body: 'Breakfast?' } },
    { replyTo: { id: `true_${GUEST}_${QUOTED}`, body: 'Breakfast?' } },
    { replyTo: { id: { _serialized: `true_${GUEST}_${QUOTED}` }, body: 'Breakfast?' } },
    { replyTo: { body: 'Breakfast?' }, _data: { type: 'chat', quotedStanzaID: QUOTED } },
    {
      replyTo: { body: 'Breakfast?' },
      _data: { message: { extendedTextMessage: { contextInfo: { stanzaId: QUOTED } } } },
    },
    {
      replyTo: { body: 'Breakfast?' },
      _data: { Message: { extendedTextMessage: { contextInfo: { stanzaID: QUOTED } } } },
    },
    { replyTo: { id: QUOTED, body: null, _data: { conversation: 'Breakfast?' } } },
    { replyTo: { id: QUOTED, body: null, _data: { imageMessage: { caption: 'Breakfast?' } } } },
    { replyTo: { id: QUOTED, body: '/9j/4AAQSkZJRg==', _data: { type: 'image', caption: 'Breakfast?' } } },
  ])('has its bare id and its text: %j', (odd) => {
    expect(quoteOf(odd)).toEqual({ whatsappId: QUOTED, text: 'Breakfast?' })
  })

  test('may lack the one or the other', () => {
    expect(quoteOf({ replyTo: { id: QUOTED } })).toEqual({ whatsappId: QUOTED, text: null })
    expect(quoteOf({ replyTo: QUOTED })).toEqual({ whatsappId: QUOTED, text: null })
    expect(quoteOf({ replyTo: { body: 'Breakfast?' } })).toEqual({ whatsappId: null, text: 'Breakfast?' })
    expect(quoteOf({ replyTo: { id: 'a:b', body: 'Breakfast?' } })).toMatchObject({ whatsappId: null })
  })

  test.each([
    [{}],
    [{ replyTo: null }],
    [{ replyTo: null, _data: { message: { conversation: 'x', contextInfo: { stanzaId: QUOTED } } } }],
    [{ replyTo: {} }],
    [{ replyTo: [] }],
    [{ replyTo: 7 }],
    [{ replyTo: { id: 7, body: 7 } }],
    [{ replyTo: { body: '' } }],
  ])('is none without a word of it: %j', (odd) => {
    expect(quoteOf(odd)).toBeUndefined()
  })
})
