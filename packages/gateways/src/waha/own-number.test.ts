import { describe, expect, test } from 'vitest'

import { EVENT_AT, fateOf, GUEST, ID, LID, ME, messageOf, payload, updateOf } from './classify.fixture.ts'

const OWN_NUMBER = { fate: 'ignored', reason: 'own number' }
const said = (odd: object = {}) => payload({ body: 'Hello', ...odd })

describe('the line itself is nobody’s guest:', () => {
  test.each([
    [{ id: ME.id }, ME.id],
    [{ id: ME.id, lid: ME.lid }, ME.lid],
    [{ jid: ME.jid }, ME.id],
    [{ id: null, lid: '99900000000001:22@lid' }, ME.lid],
  ])('told as %j', (me, chatId) => {
    expect(fateOf('message', said({ id: `false_${chatId}_${ID}` }), { me })).toEqual(OWN_NUMBER)
    expect(fateOf('message.any', said({ id: `true_${chatId}_${ID}`, fromMe: true }), { me })).toEqual(
      OWN_NUMBER,
    )
  })

  test('also in an event that does not say who it is, once another has', () => {
    const ownChats = new Map<string, ReadonlySet<string>>()
    const own = said({ id: `true_${ME.lid}_${ID}`, fromMe: true })
    expect(fateOf('message.any', own, { me: null }, { ownChats })).toMatchObject({ fate: 'enqueue' })
    fateOf('message', said(), {}, { ownChats })
    expect(fateOf('message.any', own, { me: null }, { ownChats })).toEqual(OWN_NUMBER)
    expect(fateOf('message.any', own, { me: undefined }, { ownChats })).toEqual(OWN_NUMBER)
  })

  test('and lines of others are not remembered', () => {
    const ownChats = new Map<string, ReadonlySet<string>>()
    fateOf('message', said(), { session: 'other' }, { ownChats })
    expect(ownChats.size).toBe(0)
  })

  test('also where it is sender and reader in one', () => {
    const itself = { from: ME.id, to: ME.id, id: `true_${ME.id}_${ID}`, fromMe: true }
    expect(fateOf('message.any', said(itself), { me: null })).toEqual(OWN_NUMBER)
  })

  test('nor behind a hidden address', () => {
    const _data = { key: { remoteJidAlt: '6280000000000:3@s.whatsapp.net' } }
    expect(fateOf('message', said({ id: `false_${LID}_${ID}`, _data }))).toEqual(OWN_NUMBER)
  })
})

describe('what the line wrote is its own, though `fromMe` denies it:', () => {
  test.each([
    { from: ME.id, to: GUEST },
    { from: ME.lid, to: GUEST },
    { participant: ME.lid },
    { participant: '6280000000000:22@c.us' },
    { from: GUEST, _data: { Info: { Sender: ME.jid } } },
    { from: GUEST, _data: { key: { participant: '99900000000001:22@lid' } } },
  ])('%j', (odd) => {
    expect(messageOf(fateOf('message.any', said(odd)))).toMatchObject({
      kind: 'own-message',
      chatId: GUEST,
      fromMe: true,
    })
    const reaction = { text: '👍', messageId: `false_${GUEST}_${ID}` }
    expect(updateOf(fateOf('message.reaction', payload({ ...odd, reaction })))).toMatchObject({
      fromMe: false,
      detail: { byMe: true },
    })
  })

  test('a guest’s stays the guest’s', () => {
    const odd = {
      from: GUEST,
      to: ME.id,
      participant: GUEST,
      _data: { Info: { Sender: '6281234567890@s.whatsapp.net' } },
    }
    expect(messageOf(fateOf('message', said(odd)))).toMatchObject({ kind: 'guest-message', fromMe: false })
  })
})

describe('whoever wrote to the line is the other one in the chat,', () => {
  const known = { chatId: LID, otherChatId: GUEST, phone: '081234567890' }

  test.each([
    { from: GUEST, to: ME.id },
    { from: LID, participant: '6281234567890@s.whatsapp.net' },
  ])('also where the engine says it outside its own data: %j', (odd) => {
    expect(messageOf(fateOf('message', said({ id: `false_${LID}_${ID}`, ...odd })))).toMatchObject(known)
  })

  test('but who wrote for the line is not', () => {
    const odd = { id: `true_${LID}_${ID}`, fromMe: true, from: ME.id, to: LID }
    expect(messageOf(fateOf('message.any', said(odd), { me: null }))).toMatchObject({
      chatId: LID,
      phone: null,
    })
  })
})

describe('WhatsApp’s ban on writing to new people', () => {
  const status = (reachoutTimelock: unknown) =>
    fateOf('session.status', { name: 'default', status: 'WORKING' }, { me: { ...ME, reachoutTimelock } })

  test('comes with the state of the line, which is told again for it', () => {
    expect(status({ isActive: true, timeEnforcementEnds: 1_789_286_400 })).toMatchObject({
      event: { status: 'WORKING', sentAt: EVENT_AT, timelockedUntil: 1_789_286_400_000 },
    })
    expect(status({ isActive: false })).toMatchObject({ event: { timelockedUntil: null } })
  })

  test.each([undefined, null, 7, {}, { isActive: true }, { isActive: 'yes' }])(
    'is not guessed from %j',
    (timelock) => {
      const fate = status(timelock)
      expect(fate).toMatchObject({ fate: 'enqueue', event: { status: 'WORKING' } })
      expect(fate).not.toHaveProperty('event.timelockedUntil')
    },
  )
})
