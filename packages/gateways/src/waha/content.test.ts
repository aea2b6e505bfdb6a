import { describe, expect, test } from 'vitest'

import { fateOf, messageOf, payload } from './classify.fixture.ts'

const FILE = 'http://waha.internal:3000/api/files/default/3A.bin'
const CARDS = ['BEGIN:VCARD\nFN:Jane\nEND:VCARD', 'BEGIN:VCARD\nFN:Jim\nEND:VCARD']

const read = (odd: object) => {
  const { content, text, media } = messageOf(fateOf('message', payload(odd)))
  return { content, text, media }
}
const noweb = (message: object, odd: object = {}) => payload({ _data: { message }, ...odd })
const typed = (type: string, data: object = {}, odd: object = {}) =>
  payload({ _data: { type, ...data }, ...odd })

describe('what was chosen is read as people read it,', () => {
  const chosen = { content: 'text', text: 'Yes, please', media: null }

  test.each([
    { buttonsResponseMessage: { selectedButtonId: 'id1', selectedDisplayText: 'Yes, please' } },
    { buttonsResponseMessage: { selectedButtonID: 'id1', Response: { SelectedDisplayText: 'Yes, please' } } },
    { templateButtonReplyMessage: { selectedId: 'id1', selectedDisplayText: 'Yes, please' } },
    { listResponseMessage: { title: 'Yes, please', singleSelectReply: { selectedRowId: 'row1' } } },
    { interactiveResponseMessage: { body: { text: 'Yes, please' } } },
    { viewOnceMessage: { message: { listResponseMessage: { title: 'Yes, please' } } } },
  ])('though the body holds its code, or nothing: %j', (part) => {
    expect(read(noweb(part))).toEqual(chosen)
    expect(read(noweb(part, { body: 'id1' }))).toEqual(chosen)
    expect(read(payload({ _data: { Info: {}, Message: part } }))).toEqual(chosen)
  })

  test.each(['buttons_response', 'template_button_reply', 'list_response', 'interactive_response'])(
    'of the type %s from the body, or the engine’s',
    (type) => {
      expect(read(typed(type, {}, { body: 'Yes, please' }))).toEqual(chosen)
      expect(read(typed(type, { body: 'Yes, please' }, { body: '' }))).toEqual(chosen)
    },
  )

  test('and from a list of WEBJS', () => {
    expect(read(typed('list_response', { listResponse: { title: 'Yes, please' } }, { body: '' }))).toEqual(
      chosen,
    )
  })
})

describe('what was offered is read too:', () => {
  test.each([
    [{ buttonsMessage: { contentText: 'Breakfast?' } }],
    [{ listMessage: { title: 'Menu', description: 'Breakfast?' } }],
    [{ templateMessage: { hydratedTemplate: { hydratedContentText: 'Breakfast?' } } }],
    [{ templateMessage: { Format: { HydratedFourRowTemplate: { hydratedContentText: 'Breakfast?' } } } }],
    [{ interactiveMessage: { body: { text: 'Breakfast?' } } }],
  ])('%j', (part) => {
    expect(read(noweb(part))).toEqual({ content: 'text', text: 'Breakfast?', media: null })
  })
})

describe('what is asked in a poll is read with the answers to choose from:', () => {
  const poll = { name: 'When?', options: [{ optionName: 'Now' }, { optionName: 'Later' }] }
  const asked = { content: 'text', text: 'When?\n- Now\n- Later', media: null }

  test.each([
    { pollCreationMessage: poll },
    { messageContextInfo: {}, pollCreationMessageV3: poll },
    { pollCreationMessageV4: { message: { pollCreationMessage: poll } } },
    { ephemeralMessage: { message: { pollCreationMessageV5: poll } } },
  ])('%j', (part) => {
    expect(read(noweb(part))).toEqual(asked)
    expect(read(payload({ _data: { Info: {}, Message: part } }))).toEqual(asked)
  })

  test('of WEBJS and WPP, where WAHA has the question alone for a text', () => {
    const options = { pollName: 'When?', pollOptions: [{ name: 'Now' }, { name: 'Later' }] }
    expect(read(typed('poll_creation', options, { body: 'When?' }))).toEqual(asked)
    expect(read(typed('poll_creation', {}, { body: 'When?' }))).toEqual({ ...asked, text: 'When?' })
  })
})

describe('what a person sent and only WhatsApp’s own apps show', () => {
  const unshown = { content: 'document', text: null, media: { error: 'shown on the phone only' } }

  test.each([
    [{ orderMessage: { message: 'Two towels' } }],
    [{ productMessage: { product: { title: 'Two towels' } } }],
    [{ requestPaymentMessage: { noteMessage: { extendedTextMessage: { text: 'Two towels' } } } }],
    [{ groupInviteMessage: { groupName: 'Two towels' } }],
    [{ eventMessage: { name: 'Two towels' } }],
  ])('is kept by its words: %j', (part) => {
    expect(read(noweb(part))).toEqual({ content: 'text', text: 'Two towels', media: null })
  })

  test.each([
    noweb({ orderMessage: {} }),
    noweb({ sendPaymentMessage: {} }),
    noweb({ interactiveResponseMessage: { nativeFlowResponseMessage: { paramsJson: '{}' } } }),
    noweb({ pollCreationMessageV3: { options: 7 } }),
    typed('poll_creation'),
    typed('order'),
    typed('payment'),
    typed('product'),
    // To be looked at once, on a phone.
    payload({ _data: { key: { isViewOnce: true } } }),
    payload({ _data: { Info: {}, Message: {}, IsViewOnce: true } }),
  ])('is kept without any, for staff to look at the phone: %j', (odd) => {
    expect(read(odd)).toEqual(unshown)
  })
})

describe('what nobody wrote is ignored', () => {
  const NOTES = [
    'e2e_notification',
    'notification',
    'notification_template',
    'ciphertext',
    'gp2',
    'protocol',
    'call_log',
    'revoked',
    'pinned_message',
    'biz_content_placeholder',
  ]
  test.each(NOTES)('as a note of the type %s, whatever its body', (type) => {
    expect(fateOf('message', typed(type, {}, { body: '' }))).toEqual({
      fate: 'ignored',
      reason: 'system note',
    })
    expect(fateOf('message', typed(type, {}, { body: 'x' }))).toEqual({
      fate: 'ignored',
      reason: 'system note',
    })
  })

  test.each([
    { protocolMessage: { type: 'EPHEMERAL_SETTING' } },
    { protocolMessage: { type: 'APP_STATE_SYNC_KEY_SHARE' }, messageContextInfo: {} },
    { placeholderMessage: { type: 0 } },
    { senderKeyDistributionMessage: {} },
    { reactionMessage: { text: '👍' } },
    { pinInChatMessage: {} },
    { call: { callKey: 'x' } },
  ])('as the part %j', (part) => {
    const note = { fate: 'ignored', reason: 'system note' }
    expect(fateOf('message', noweb(part))).toEqual(note)
    expect(fateOf('message', payload({ _data: { Info: {}, Message: part } }))).toEqual(note)
  })

  test.each([
    [
      'an album, whose pictures come by themselves',
      noweb({ albumMessage: { expectedImageCount: 2 } }),
      'album',
    ],
    ['an album of WEBJS', typed('album'), 'album'],
    ['a vote', noweb({ pollUpdateMessage: {} }), 'poll'],
    ['a vote of WEBJS', typed('poll_update'), 'poll'],
    ['a message that could not be decrypted', payload({ _data: { messageStubType: 2 } }), 'no content'],
    ['nothing at all', payload({ body: undefined, _data: undefined }), 'no content'],
    ['an empty text', payload({ body: '' }), 'no content'],
    ['a text of NUL', payload({ body: '\u0000' }), 'no content'],
  ])('as %s', (_, odd, reason) => {
    expect(fateOf('message', odd)).toEqual({ fate: 'ignored', reason })
  })
})

describe('content of a kind to come', () => {
  test.each([
    noweb({ hologramMessage: { x: 1 } }),
    noweb({ messageContextInfo: {}, hologramMessage: {} }),
    typed('hologram'),
  ])('is set aside, neither lost nor answered: %j', (odd) => {
    expect(fateOf('message', odd)).toMatchObject({ fate: 'quarantined', reason: 'content' })
  })

  test('is kept where WAHA has a text or a file of it', () => {
    expect(read(noweb({ hologramMessage: {} }, { body: 'Look' }))).toMatchObject({
      content: 'text',
      text: 'Look',
    })
    const media = { url: FILE, mimetype: 'video/mp4' }
    expect(read(typed('hologram', {}, { hasMedia: true, media }))).toMatchObject({ content: 'video', media })
  })
})

describe('a file', () => {
  test.each([
    ['no media', null],
    ['media of another shape', []],
    ['media without anything', {}],
    ['no address', { url: null, mimetype: null }],
  ])('of which WAHA tells %s is kept with what the engine knows', (_, media) => {
    const part = { imageMessage: { mimetype: 'image/jpeg', fileLength: '51234', caption: 'Look' } }
    const known = { mimetype: 'image/jpeg', size: 51_234, error: 'missing in the event' }
    const kept = { content: 'image', text: 'Look', media: known }
    expect(read(noweb(part, { hasMedia: true, media }))).toEqual(kept)
    expect(read(noweb(part, { hasMedia: false, media }))).toEqual(kept)
  })

  test('of which nobody knows anything is kept as a document', () => {
    const media = { error: 'missing in the event' }
    expect(read({ hasMedia: true, media: null })).toEqual({ content: 'document', text: null, media })
  })

  test.each([[{ code: 13, details: 'Error: 404\n at x' }], ['Error: 404\n at x']])(
    'that failed says why: %j',
    (error) => {
      const media = { url: null, mimetype: 'image/jpeg', error }
      expect(read({ hasMedia: true, media })).toMatchObject({ media: { error: 'Error: 404' } })
    },
  )

  test.each([
    [51_234, 51_234],
    ['51234', 51_234],
    [{ low: 51_234, high: 0, unsigned: true }, 51_234],
    [-1, undefined],
    ['many', undefined],
    [[], undefined],
    [1e300, undefined],
  ])('of length %j has the size %s', (fileLength, size) => {
    const { media } = read(
      noweb({ documentMessage: { fileLength } }, { hasMedia: true, media: { url: FILE } }),
    )
    expect(media?.size).toBe(size)
  })

  test('has its name from the engine where WAHA gives none, and WAHA’s where it does', () => {
    const data = { type: 'document', filename: 'engine.pdf', size: 7 }
    const media = { url: FILE, filename: null, mimetype: 'application/pdf' }
    expect(read({ hasMedia: true, media, _data: data })).toMatchObject({
      media: { filename: 'engine.pdf', size: 7 },
    })
    const named = { ...media, filename: 'waha.pdf' }
    expect(read({ hasMedia: true, media: named, _data: data })).toMatchObject({
      media: { filename: 'waha.pdf' },
    })
  })

  test('of WPP has its caption for a text, not its thumbnail', () => {
    const media = { url: FILE, mimetype: 'image/jpeg' }
    const shown = (data: object) =>
      read(typed('image', data, { body: '/9j/4AAQSkZJRg==', hasMedia: true, media }))
    expect(shown({ caption: 'Look' })).toMatchObject({ content: 'image', text: 'Look' })
    expect(shown({})).toMatchObject({ content: 'image', text: null })
  })
})

describe('a place', () => {
  const point = { latitude: -6.2, longitude: 106.8 }

  test.each([
    [{ location: { latitude: '-6.2', longitude: '106.8' } }],
    [{ location: { latitude: -6.2, longitude: 106.8, live: true } }],
    [{ location: { latitude: '-6.20', longitude: '1.068e2', name: null, thumbnail: 7 } }],
    [noweb({ locationMessage: { degreesLatitude: -6.2, degreesLongitude: 106.8 } })],
    [noweb({ liveLocationMessage: { degreesLatitude: -6.2, degreesLongitude: 106.8 } }, { location: {} })],
    [typed('location', { lat: -6.2, lng: 106.8 }, { body: '/9j/4AAQSkZJRg==' })],
    [typed('location', { lat: '-6.2', lng: '106.8' }, { location: { latitude: null } })],
  ])('has its coordinates as numbers, from WAHA or the engine: %j', (odd) => {
    expect(read(odd)).toEqual({ content: 'location', text: null, media: point })
  })

  test('of WPP has its name and address', () => {
    expect(read(typed('location', { lat: -6.2, lng: 106.8, loc: 'Monas\nGambir\nJakarta' }))).toMatchObject({
      media: { ...point, name: 'Monas', address: 'Gambir, Jakarta' },
    })
  })

  test.each([
    { latitude: '', longitude: '106.8' },
    { latitude: 91, longitude: 0 },
    { longitude: 106.8 },
    { latitude: 'x', longitude: {} },
  ])('without coordinates that can be is kept without them: %j', (location) => {
    const media = { error: 'missing in the event', name: 'Monas' }
    expect(read({ location: { ...location, name: 'Monas' } })).toEqual({
      content: 'location',
      text: null,
      media,
    })
  })
})

describe('contacts', () => {
  test.each([
    [{ vCards: [...CARDS, 7] }, CARDS],
    [noweb({ contactsArrayMessage: { contacts: CARDS.map((vcard) => ({ vcard })) } }), CARDS],
    [noweb({ contactMessage: { vcard: CARDS[0] } }, { vCards: [] }), CARDS.slice(0, 1)],
    [typed('vcard', { body: CARDS[0] }, { body: CARDS[0] }), CARDS.slice(0, 1)],
    [typed('vcard', {}, { body: CARDS[0] }), CARDS.slice(0, 1)],
    [typed('multi_vcard', { vcardList: CARDS.map((vcard) => ({ vcard })) }, { body: '' }), CARDS],
  ])('are their cards, from WAHA or the engine: %j', (odd, vcards) => {
    expect(read(odd)).toEqual({ content: 'contact', text: null, media: { vcards } })
  })

  test('without any card are kept as contacts', () => {
    expect(read(typed('vcard'))).toMatchObject({
      content: 'contact',
      media: { error: 'missing in the event' },
    })
  })
})
