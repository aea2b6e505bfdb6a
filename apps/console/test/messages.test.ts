import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote, weWrote } from './write-message.ts'

const EVIL = `<img src=x onerror=alert(1)>`
const ESCAPED = '&lt;img src=x onerror=alert(1)&gt;'
const [ONE, TWO, THREE] = ['2026-11-23T10:00:00.000Z', '2026-11-23T10:01:00.000Z', '2026-11-23T10:02:00.000Z']

let hotel: RunningConsole
let operator: { cookie: string }

beforeAll(async () => {
  hotel = await runConsole()
  operator = await hotel.login()
})
afterAll(() => hotel.close())

type Guest = Awaited<ReturnType<typeof guestWithSession>>

async function show({ session }: Guest) {
  const page = await (await hotel.request(`/sessions/${session}`, { headers: operator })).text()
  expect(page).not.toContain(EVIL)
  const { body } = await hotel.api('GET', `/sessions/${session}`)
  return { page, messages: body.messages }
}

/** As it is stored once an edit has had its effect. */
async function edit(whatsappId: string, text: string, at: string, eventKey: string = newId()) {
  await hotel.store.prisma.messageEvent.create({
    data: {
      id: newId(),
      line: 'default',
      whatsappId,
      fromMe: false,
      kind: 'edit',
      data: { text },
      at: new Date(at),
      eventKey,
      appliedAt: new Date(),
    },
  })
}

describe('a message', () => {
  test('that was edited says what it says now, and all that it said before', async () => {
    const guest = await guestWithSession(hotel.store)
    const whatsappId = newId()
    await guestWrote(hotel.store, guest, {
      whatsappId,
      text: 'room 204, please',
      originalText: EVIL,
      editedAt: new Date(TWO),
    })
    await edit(whatsappId, 'room 203, please', ONE)
    await edit(whatsappId, 'room 204, please', TWO)
    await edit(whatsappId, 'room 204, please', THREE)

    const { page, messages } = await show(guest)
    expect(messages).toMatchObject([
      {
        text: 'room 204, please',
        original_text: EVIL,
        edited_at: TWO,
        edits: [
          { text: 'room 203, please', at: ONE },
          { text: 'room 204, please', at: TWO },
        ],
      },
    ])
    expect(page).toContain('<p class="text" dir="auto">room 204, please</p>')
    expect([...page.matchAll(/<li class="text" dir="auto">(.*?)<\/li>/g)].map(([, text]) => text)).toEqual([
      ESCAPED,
      'room 203, please',
    ])
  })

  test('that was taken back keeps its text, struck through, and says who took it back', async () => {
    const guest = await guestWithSession(hotel.store)
    await guestWrote(hotel.store, guest, { text: EVIL, revokedAt: new Date(ONE) })
    await weWrote(hotel.store, guest, { text: 'never mind', revokedAt: new Date(TWO) })
    const { page, messages } = await show(guest)
    expect(messages).toMatchObject([
      { text: EVIL, revoked_at: ONE },
      { text: 'never mind', revoked_at: TWO },
    ])
    expect(page).toContain(`<s>${ESCAPED}</s>`)
    expect(page).toMatch(/Taken back by the\s+guest/)
    expect(page).toMatch(/Taken back by the\s+hotel/)
  })

  test('shows the message that it answers, and the reactions to it', async () => {
    const guest = await guestWithSession(hotel.store)
    await weWrote(hotel.store, guest, { reactions: { guest: '👍', hotel: EVIL } })
    await guestWrote(hotel.store, guest, { quote: { whatsappId: 'ABC', text: EVIL } })
    await guestWrote(hotel.store, guest, { quote: { whatsappId: null, text: null } })
    const { page, messages } = await show(guest)
    expect(messages).toMatchObject([
      { reactions: { guest: '👍', hotel: EVIL }, quote: null },
      { reactions: null, quote: { whatsapp_id: 'ABC', text: EVIL } },
      { quote: { whatsapp_id: null, text: null } },
    ])
    expect(page).toContain(`<blockquote class="text" dir="auto">${ESCAPED}</blockquote>`)
    expect(page).toContain('an earlier message')
    expect(page).toContain('👍')
  })

  test('that is a place or contacts says where and who', async () => {
    const guest = await guestWithSession(hotel.store)
    const spot = { latitude: -8.65, longitude: 115.2 }
    const card = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Made ${EVIL}\r\nitem1.TEL;waid=628:+62 812-3\r\nEND:VCARD`
    const nothing = { text: null, whatsappId: newId() }
    await guestWrote(hotel.store, guest, { ...nothing, kind: 'location', media: { ...spot, name: EVIL } })
    await guestWrote(hotel.store, guest, {
      text: null,
      kind: 'location',
      media: { error: 'missing in the event' },
    })
    await guestWrote(hotel.store, guest, {
      text: null,
      kind: 'contact',
      media: { vcards: [card, 'nonsense'] },
    })
    const { page } = await show(guest)
    expect(page).toContain(`<bdi>${ESCAPED}</bdi> <a`)
    expect(page).toContain('mlat=-8.65&amp;mlon=115.2')
    expect(page).toContain('A place that WAHA did not tell')
    expect(page).toContain(`<bdi>Made ${ESCAPED}</bdi> <bdi>+62 812-3</bdi>`)
    expect(page).toContain('No name')
  })

  test('that is a contact of endless empty lines is shown as any other, and no line lends its words to another', async () => {
    const guest = await guestWithSession(hotel.store)
    const card = `BEGIN:VCARD\n${'FN;\n'.repeat(200_000)}NOTE:no name of anybody\nTEL:+62 812-4\nEND:VCARD`
    await guestWrote(hotel.store, guest, { text: null, kind: 'contact', media: { vcards: [card] } })
    const { page } = await show(guest)
    expect(page).toContain('<bdi>No name</bdi> <bdi>+62 812-4</bdi>')
  })

  test('is shown also when such a column holds what nobody can read', async () => {
    const guest = await guestWithSession(hotel.store)
    await guestWrote(hotel.store, guest, { quote: 'odd', reactions: [1], text: 'still here' })
    await guestWrote(hotel.store, guest, { quote: { text: 7 }, reactions: {}, text: 'and here' })
    const { page, messages } = await show(guest)
    expect(messages).toMatchObject([
      { quote: null, reactions: null },
      { quote: { whatsapp_id: null, text: null }, reactions: null },
    ])
    expect(page).toContain('still here')
  })

  test('of ours says how far it has come, and in plain words why it was not sent', async () => {
    const guest = await guestWithSession(hotel.store)
    await weWrote(hotel.store, guest, { status: 'read', resends: 2 })
    await weWrote(hotel.store, guest, { status: 'cancelled', error: 'taken_over', kind: 'agent_reply' })
    await weWrote(hotel.store, guest, { status: 'failed', error: 'bad_request' })
    const { page, messages } = await show(guest)
    expect(messages).toMatchObject([
      { status: 'read', resends: 2 },
      { status: 'cancelled', error: 'taken_over' },
      { status: 'failed', error: 'bad_request' },
    ])
    expect(page).toContain('sent again 2 times')
    expect(page).toContain('staff have taken its session over')
    expect(page).toContain('bad request')
  })
})

test('a session that staff have says when the agent has it again', async () => {
  const guest = await guestWithSession(hotel.store, { mode: 'manual' })
  const staffActiveAt = new Date(Date.now() - 10 * 60_000)
  await hotel.store.prisma.session.update({ where: { id: guest.session }, data: { staffActiveAt } })
  const returnsAt = new Date(staffActiveAt.getTime() + 30 * 60_000)
  const { body } = await hotel.api('GET', `/sessions/${guest.session}`)
  expect(body).toMatchObject({
    staff_active_at: staffActiveAt.toISOString(),
    returns_to_agent_at: returnsAt.toISOString(),
  })
  expect((await show(guest)).page).toContain(`<time datetime="${returnsAt.toISOString()}">`)

  const given = await hotel.api('PATCH', `/sessions/${guest.session}`, { mode: 'agent' })
  expect(given.body).toMatchObject({ staff_active_at: null, returns_to_agent_at: null })
})

test('an unmatched message of a hidden number says in plain words what is done about it', async () => {
  await guestWrote(
    hotel.store,
    { session: '', phone: '0' },
    { sessionId: null, phone: null, chatId: '123@lid', unmatchedReason: 'unresolved_lid' },
  )
  const page = await (await hotel.request('/unmatched', { headers: operator })).text()
  expect(page).toContain('WhatsApp hides the number; WAHA is asked for it again.')
  expect((await hotel.api('GET', '/unmatched')).body.items).toMatchObject([
    { chat_id: '123@lid', phone: null, unmatched_reason: 'unresolved_lid' },
  ])
})
