import { describe, expect, test } from 'vitest'

import { EVENT_AT, fateOf, GUEST, ID, LID, payload, SENT_AT, updateOf } from './classify.fixture.ts'

const EDIT = '3A9900112233445577E1'
const LATER = SENT_AT + 60_000
const OWN = `true_${GUEST}_${ID}`

const ack = (odd: object) => fateOf('message.ack', { id: OWN, fromMe: true, ...odd })

describe('an ack', () => {
  test.each([
    [{ ack: 2 }, 'delivered'],
    [{ ack: '2' }, 'delivered'],
    [{ ack: 4, ackName: 'PLAYED' }, 'played'],
    [{ ack: '-1' }, 'failed'],
    [{ ack: null, ackName: 'READ' }, 'read'],
    [{ ackName: 'ERROR' }, 'failed'],
    [{ ack: 'x', ackName: 'SERVER' }, 'sent'],
    [{ ack: 3, ackName: 7, from: 7, participant: [] }, 'read'],
    [{ ack: 3, fromMe: null }, 'read'],
    [{ ack: 3, id: { _serialized: OWN } }, 'read'],
  ])('of %j says `%s`', (odd, status) => {
    expect(updateOf(ack(odd))).toMatchObject({
      kind: 'ack',
      whatsappId: ID,
      fromMe: true,
      detail: { ack: status },
    })
  })

  test.each([{ ack: 5 }, { ack: -2 }, { ack: 1.5 }, { ackName: 'UNKNOWN' }, { ack: {}, ackName: [] }, {}])(
    'of a kind to come is ignored: %j',
    (odd) => {
      expect(ack(odd)).toEqual({ fate: 'ignored', reason: 'unknown ack' })
    },
  )

  test('under a hidden address has the number that GOWS tells', () => {
    const odd = { id: `true_${LID}_${ID}`, ack: 3, _data: { SenderAlt: '6281234567890:5@s.whatsapp.net' } }
    expect(updateOf(ack(odd))).toMatchObject({ chatId: LID, otherChatId: GUEST, phone: '081234567890' })
  })

  test('in a group is ignored', () => {
    expect(ack({ id: `true_1@g.us_${ID}_${GUEST}`, ack: 3 })).toEqual({ fate: 'ignored', reason: 'group' })
  })

  test('is told apart from others of one receipt by its message', () => {
    const batch = ['3EB01', '3EB02'].map(
      (id) => updateOf(ack({ id: `true_${GUEST}_${id}`, ack: 3 })).whatsappId,
    )
    expect(batch).toEqual(['3EB01', '3EB02'])
  })
})

describe('an edit', () => {
  const edit = (odd: object) =>
    updateOf(fateOf('message.edited', payload({ timestamp: LATER / 1000, ...odd })))
  const own = { id: `false_${GUEST}_${EDIT}`, editedMessageId: ID }

  test('that is a message of its own has its own time and the id of the other', () => {
    expect(edit({ ...own, body: 'New' })).toMatchObject({
      whatsappId: ID,
      fromMe: false,
      sentAt: LATER,
      detail: { text: 'New' },
    })
  })

  test.each([{}, { editedMessageId: ID }, { editedMessageId: 7 }])(
    'under the id of the message itself has the time of its event: %j',
    (odd) => {
      expect(edit({ body: 'New', ...odd })).toMatchObject({ whatsappId: ID, sentAt: EVENT_AT })
    },
  )

  test.each([
    { message: { protocolMessage: { key: { id: ID }, editedMessage: { conversation: 'New' } } } },
    {
      Message: { protocolMessage: { key: { ID }, editedMessage: { extendedTextMessage: { text: 'New' } } } },
    },
    {
      message: {
        editedMessage: {
          message: {
            protocolMessage: { key: { id: ID }, editedMessage: { imageMessage: { caption: 'New' } } },
          },
        },
      },
    },
  ])('of which WAHA tells neither target nor text has both from the engine: %j', (_data) => {
    const event = edit({ id: `false_${GUEST}_${EDIT}`, body: null, _data })
    expect(event).toMatchObject({ whatsappId: ID, sentAt: LATER, detail: { text: 'New' } })
  })

  test('of WEBJS has its text from the engine where the body is empty', () => {
    expect(edit({ body: '', _data: { message: {}, newBody: 'New', prevBody: 'Old' } })).toMatchObject({
      whatsappId: ID,
      detail: { text: 'New' },
    })
  })

  test('into nothing is ignored', () => {
    expect(fateOf('message.edited', payload(own))).toEqual({ fate: 'ignored', reason: 'no content' })
  })
})

describe('a revoke', () => {
  const revoke = (odd: object) => updateOf(fateOf('message.revoked', { revokedMessageId: ID, ...odd }))
  const action = { id: `false_${GUEST}_${EDIT}`, timestamp: LATER / 1000 }

  test('that is a message of its own has its own time', () => {
    expect(revoke({ after: action, before: null })).toMatchObject({
      whatsappId: ID,
      fromMe: false,
      sentAt: LATER,
    })
  })

  test.each([
    { fromMe: true, remote: GUEST, id: ID, _serialized: OWN },
    { fromMe: true, remote: GUEST, id: ID },
    { fromMe: true, remote: { _serialized: GUEST }, id: ID },
    { id: { fromMe: true, remote: GUEST, id: ID, _serialized: OWN } },
    { id: OWN },
    OWN,
  ])('is known by a message or by a bare key: %j', (key) => {
    const expected = { kind: 'revoke', chatId: GUEST, whatsappId: ID, fromMe: true, sentAt: EVENT_AT }
    expect(revoke({ after: key, before: null })).toMatchObject(expected)
    expect(revoke({ after: null, before: key })).toMatchObject(expected)
  })

  test.each([
    { after: action, before: { id: `false_${GUEST}_${ID}` } },
    { after: action, before: null, _data: { message: { protocolMessage: { key: { id: ID } } } } },
    { after: { ...action, _data: { Message: { protocolMessage: { key: { ID } } } } } },
    { after: { id: `false_${GUEST}_${ID}` } },
    { after: null, before: null, revokedMessageId: `false_${GUEST}_${ID}` },
  ])('finds its message also where WAHA does not name it: %j', (odd) => {
    expect(revoke({ revokedMessageId: undefined, ...odd })).toMatchObject({ whatsappId: ID })
  })

  test.each([{ after: null, before: null }, { after: 7 }, { after: { id: 'x' } }, {}])(
    'of nobody knows what is set aside: %j',
    (odd) => {
      const fate = fateOf('message.revoked', { revokedMessageId: ID, ...odd })
      expect(fate).toMatchObject({ fate: 'quarantined', reason: 'payload.revokedMessageId' })
    },
  )
})

describe('a reaction', () => {
  const reaction = { text: '👍', messageId: OWN }
  const react = (odd: object) => updateOf(fateOf('message.reaction', payload({ reaction, ...odd })))

  test('is about the message that it names, of whichever side, and under whichever address', () => {
    expect(react({})).toMatchObject({ whatsappId: ID, fromMe: true, detail: { emoji: '👍', byMe: false } })
    const hidden = { text: '👍', messageId: `false_${LID}_${ID}` }
    expect(react({ reaction: hidden })).toMatchObject({ chatId: GUEST, whatsappId: ID, fromMe: false })
    expect(react({ id: `true_${GUEST}_${EDIT}`, fromMe: true })).toMatchObject({ detail: { byMe: true } })
  })

  test('has a time, in fractions of a second or not, or that of its event', () => {
    expect(react({ timestamp: 1_789_200_060.853 })).toMatchObject({ sentAt: SENT_AT + 60_853 })
    expect(react({ timestamp: null })).toMatchObject({ sentAt: EVENT_AT })
  })

  test('without a word of which message is set aside', () => {
    const fate = fateOf('message.reaction', payload({ reaction: { text: '👍' } }))
    expect(fate).toMatchObject({ fate: 'quarantined', reason: 'payload.reaction.messageId' })
  })
})
