import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote, weWrote } from './write-message.ts'

const EVIL = `<img src=x onerror=alert(1)>`
const [ONE, TWO, THREE] = ['2026-11-23T10:00:00.000Z', '2026-11-23T10:01:00.000Z', '2026-11-23T10:02:00.000Z']

let hotel: RunningConsole

beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

type Guest = Awaited<ReturnType<typeof guestWithSession>>

const read = async ({ session }: Guest) => (await hotel.api('GET', `/sessions/${session}`)).body.messages

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

    const messages = await read(guest)
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
  })

  test('that was taken back keeps its text, and says when', async () => {
    const guest = await guestWithSession(hotel.store)
    await guestWrote(hotel.store, guest, { text: EVIL, revokedAt: new Date(ONE) })
    await weWrote(hotel.store, guest, { text: 'never mind', revokedAt: new Date(TWO) })
    const messages = await read(guest)
    expect(messages).toMatchObject([
      { text: EVIL, revoked_at: ONE },
      { text: 'never mind', revoked_at: TWO },
    ])
  })

  test('shows the message that it answers, and the reactions to it', async () => {
    const guest = await guestWithSession(hotel.store)
    await weWrote(hotel.store, guest, { reactions: { guest: '👍', hotel: EVIL } })
    await guestWrote(hotel.store, guest, { quote: { whatsappId: 'ABC', text: EVIL } })
    await guestWrote(hotel.store, guest, { quote: { whatsappId: null, text: null } })
    const messages = await read(guest)
    expect(messages).toMatchObject([
      { reactions: { guest: '👍', hotel: EVIL }, quote: null },
      { reactions: null, quote: { whatsapp_id: 'ABC', text: EVIL } },
      { quote: { whatsapp_id: null, text: null } },
    ])
  })

  test('is shown also when such a column holds what nobody can read', async () => {
    const guest = await guestWithSession(hotel.store)
    await guestWrote(hotel.store, guest, { quote: 'odd', reactions: [1], text: 'still here' })
    await guestWrote(hotel.store, guest, { quote: { text: 7 }, reactions: {}, text: 'and here' })
    const messages = await read(guest)
    expect(messages).toMatchObject([
      { quote: null, reactions: null },
      { quote: { whatsapp_id: null, text: null }, reactions: null },
    ])
  })

  test('of ours says how far it has come, and why it was not sent', async () => {
    const guest = await guestWithSession(hotel.store)
    await weWrote(hotel.store, guest, { status: 'read', resends: 2 })
    await weWrote(hotel.store, guest, { status: 'cancelled', error: 'taken_over', kind: 'agent_reply' })
    await weWrote(hotel.store, guest, { status: 'failed', error: 'bad_request' })
    const messages = await read(guest)
    expect(messages).toMatchObject([
      { status: 'read', resends: 2 },
      { status: 'cancelled', error: 'taken_over' },
      { status: 'failed', error: 'bad_request' },
    ])
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

  const given = await hotel.api('PATCH', `/sessions/${guest.session}`, { mode: 'agent' })
  expect(given.body).toMatchObject({ staff_active_at: null, returns_to_agent_at: null })
})

test('an unmatched message of a hidden number has no phone, and says why', async () => {
  await guestWrote(
    hotel.store,
    { session: '', phone: '0' },
    { sessionId: null, phone: null, chatId: '123@lid', unmatchedReason: 'unresolved_lid' },
  )
  expect((await hotel.api('GET', '/unmatched')).body.items).toMatchObject([
    { chat_id: '123@lid', phone: null, unmatched_reason: 'unresolved_lid' },
  ])
})
