import { BUILT_IN_OPERATOR_ID } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { API_KEY, guestWithSession, runConsole, type Login, type RunningConsole } from './running-console.ts'
import { guestWrote, mayHaveLeft, weWrote } from './write-message.ts'

let hotel: RunningConsole
let admin: Login
let putri: { id: string; name: string; login: Login }

beforeAll(async () => {
  hotel = await runConsole()
  admin = await hotel.login()
  const { id, name } = await hotel.operator('agent')
  putri = { id, name, login: await hotel.login({ name }) }
})
afterAll(() => hotel.close())

const audit = async (query = '') => (await hotel.api('GET', `/audit${query}`, undefined, admin)).body.items
const call = (who: Record<string, string>, method: string, path: string, body?: unknown) =>
  hotel.api(method, path, body, who)
const actionsOf = (items: { action: string }[]) => items.map(({ action }) => action).toReversed()

describe('the audit', () => {
  test('says who took over, replied and ended, by a key or by a login', async () => {
    const { session } = await guestWithSession(hotel.store)
    const path = `/sessions/${session}`
    await call(putri.login, 'PATCH', path, { mode: 'manual' })
    await call(putri.login, 'PATCH', path, { mode: 'agent' })
    const key = { authorization: `Bearer ${API_KEY}`, 'idempotency-key': 'k' }
    await call(key, 'POST', `${path}/messages`, { text: 'hello', role: 'Agent' })
    const withKey = { ...putri.login, 'idempotency-key': crypto.randomUUID() }
    await call(withKey, 'POST', `${path}/messages`, { text: 'a secret of the guest', role: 'Staff' })
    await call(putri.login, 'POST', `${path}/terminate`)

    const items = await audit(`?session_id=${session}`)
    expect(actionsOf(items)).toEqual(['took_over', 'gave_back', 'replied', 'replied', 'ended'])
    const by = { actor_kind: 'operator', actor_id: putri.id, actor_name: putri.name, session_id: session }
    expect(items).toMatchObject([
      by,
      { ...by, message_id: expect.any(String) as string, detail: { role: 'Staff' } },
      { actor_kind: 'key', actor_id: null, actor_name: 'configured key 2', detail: { role: 'Agent' } },
      by,
      by,
    ])
    expect(JSON.stringify(items)).not.toContain('secret')
  })

  test('says nothing of what was refused, or had been done already', async () => {
    const { session } = await guestWithSession(hotel.store)
    const reply = { text: 'hello', role: 'Staff' }
    const withKey = { ...putri.login, 'idempotency-key': 'once' }
    for (let time = 0; time < 2; time++) await call(withKey, 'POST', `/sessions/${session}/messages`, reply)
    for (let time = 0; time < 2; time++) await call(putri.login, 'POST', `/sessions/${session}/terminate`)
    await call(putri.login, 'PATCH', `/sessions/${session}`, { mode: 'manual' })
    expect(actionsOf(await audit(`?session_id=${session}`))).toEqual(['replied', 'ended'])
  })

  test('says who checked in and out, settled what was unknown, and held a line', async () => {
    const guest = { phone: '081299990000', name: 'Siti', room: '7' }
    const { body: stay } = await call(putri.login, 'POST', '/check-ins', guest)
    await call(putri.login, 'POST', '/check-ins', guest)
    for (let time = 0; time < 2; time++) await call(putri.login, 'POST', `/check-ins/${stay.id}/check-out`)
    const other = await guestWithSession(hotel.store)
    const messages = [await mayHaveLeft(hotel.store, other), await mayHaveLeft(hotel.store, other)]
    const [arrived, lost] = messages
    for (const word of ['arrived', 'arrived']) await call(putri.login, 'POST', `/messages/${arrived}/${word}`)
    await call(putri.login, 'POST', `/messages/${lost}/not-arrived`)
    for (const verb of ['pause', 'resume', 'resume']) await call(admin, 'POST', `/lines/spa/${verb}`, {})

    const items = await audit('?limit=6')
    expect(items.toReversed()).toMatchObject([
      { action: 'checked_in', check_in_id: stay.id, actor_id: putri.id },
      { action: 'checked_out', check_in_id: stay.id, actor_id: putri.id },
      { action: 'settled_arrived', message_id: arrived, session_id: other.session },
      { action: 'settled_not_arrived', message_id: lost },
      { action: 'paused_line', subject: 'spa', actor_id: BUILT_IN_OPERATOR_ID, actor_name: 'admin' },
      { action: 'resumed_line', subject: 'spa' },
    ])
    for (const word of [guest.phone, guest.name]) expect(JSON.stringify(items)).not.toContain(word)
  })

  test('says who checked in the guests of a list, and who cancelled a message or had one tried again', async () => {
    const csv = 'phone,name,room\n081288880001,Siti,7\n081288880002,Budi,8\n'
    for (const preview of [true, false, false])
      await call(putri.login, 'POST', '/check-ins/import', { csv, preview })
    const guest = await guestWithSession(hotel.store)
    const unsent = await weWrote(hotel.store, guest, { status: 'pending', sentAt: null })
    const failed = await guestWrote(hotel.store, guest, { status: 'set_aside', error: 'x' })
    for (const path of [`${unsent}/cancel`, `${unsent}/cancel`, `${failed}/try-again`, `${failed}/try-again`])
      await call(putri.login, 'POST', `/messages/${path}`)
    const lost = await mayHaveLeft(hotel.store, guest)
    for (let time = 0; time < 2; time++) await call(putri.login, 'POST', `/messages/${lost}/send-again`)

    expect((await audit('?limit=5')).toReversed()).toMatchObject([
      { action: 'checked_in', actor_id: putri.id, check_in_id: expect.any(String) as string },
      { action: 'checked_in', actor_id: putri.id, check_in_id: expect.any(String) as string },
      { action: 'cancelled', actor_id: putri.id, message_id: unsent },
      { action: 'tried_again', actor_id: putri.id, message_id: failed },
      { action: 'sent_again', actor_id: putri.id, message_id: lost },
    ])
  })

  test('says who made, changed and revoked, and never a password or a key', async () => {
    const password = 'kata sandi baru'
    const operator = { name: 'wayan', display_name: 'Wayan', role: 'viewer', password }
    const { body: made } = await call(admin, 'POST', '/operators', operator)
    await call(admin, 'POST', '/operators', operator)
    await call(admin, 'PATCH', `/operators/${made.id}`, { role: 'agent', password, disabled: false })
    await hotel.login({ name: 'wayan', password })
    const { body: logins } = await call(admin, 'GET', `/operators/${made.id}/logins`)
    for (let time = 0; time < 2; time++) await call(admin, 'DELETE', `/logins/${logins.items[0].id}`)
    const { body: key } = await call(admin, 'POST', '/keys', { name: 'Router', role: 'agent' })
    for (let time = 0; time < 2; time++) await call(admin, 'DELETE', `/keys/${key.id}`)

    const items = await audit('?limit=6')
    expect(items.toReversed()).toMatchObject([
      { action: 'made_operator', subject: made.id, detail: { role: 'viewer' } },
      {
        action: 'changed_operator',
        subject: made.id,
        detail: { role: 'agent', password: true, disabled: false },
      },
      { action: 'logged_in', actor_id: made.id, subject: logins.items[0].id },
      { action: 'revoked_login', subject: logins.items[0].id },
      { action: 'made_key', subject: key.id, detail: { role: 'agent' } },
      { action: 'revoked_key', subject: key.id },
    ])
    for (const word of [password, key.key]) expect(JSON.stringify(items)).not.toContain(word)
  })

  test('is listed page by page, and of one who did it', async () => {
    const own = await audit(`?actor_id=${putri.id}&limit=200`)
    expect(own.length).toBeGreaterThan(5)
    for (const item of own) expect(item.actor_id).toBe(putri.id)
    const [first] = await audit(`?actor_id=${putri.id}&limit=1`)
    const [second] = await audit(`?actor_id=${putri.id}&limit=1&cursor=${first.id}`)
    expect([first, second]).toEqual(own.slice(0, 2))
    expect((await call(admin, 'GET', '/audit?session_id=1')).status).toBe(400)
  })
})
