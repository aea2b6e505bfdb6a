import { randomUUID } from 'node:crypto'

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

/** What Postgres itself refuses, whoever asks. */
describe('the database', () => {
  let database: TestDatabase
  let client: pg.Client

  beforeAll(async () => {
    database = await createTestDatabase(inject('postgres'))
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
  })

  afterAll(async () => {
    await client.end()
    await database.drop()
  })

  async function insert(table: string, row: Record<string, unknown>): Promise<string> {
    const id = randomUUID()
    const columns = ['id', ...Object.keys(row)]
    const places = columns.map((_, index) => `$${index + 1}`)
    const text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`
    await client.query(text, [id, ...Object.values(row)])
    return id
  }

  const makeGuest = () => insert('guests', { phone: `0${randomUUID()}`, name: 'Budi', locale: 'id' })

  const makeCheckIn = async (guestId: string, change: object = {}) =>
    insert('check_ins', { guest_id: guestId, room_number: '101', status: 'active', ...change })

  async function makeSession(change: object = {}): Promise<{ id: string; row: Record<string, unknown> }> {
    const guestId = await makeGuest()
    const row = {
      guest_id: guestId,
      check_in_id: await makeCheckIn(guestId),
      line: 'default',
      chat_id: '6281234567890@c.us',
      status: 'open',
      mode: 'agent',
      started_at: new Date(),
      last_activity_at: new Date(),
      ...change,
    }
    return { id: await insert('sessions', row), row }
  }

  const message = {
    line: 'default',
    chat_id: '6281234567890@c.us',
    phone: '081234567890',
    direction: 'outbound',
    role: 'System',
    kind: 'auto_reply',
    from_me: true,
    status: 'pending',
  }

  test('holds one open session per guest and line, and any number of ended ones (I3)', async () => {
    const { row } = await makeSession()
    const ended = { ...row, status: 'terminated', ended_at: new Date(), end_reason: 'expired' }
    await insert('sessions', ended)
    await insert('sessions', ended)
    await insert('sessions', { ...row, line: 'second' })
    await expect(insert('sessions', row)).rejects.toMatchObject({ constraint: 'sessions_one_open_key' })
  })

  test('holds one welcome per session (I4)', async () => {
    const { id } = await makeSession()
    const welcome = { ...message, kind: 'welcome', session_id: id }
    await insert('messages', welcome)
    await insert('messages', { ...message, session_id: id })
    await expect(insert('messages', welcome)).rejects.toMatchObject({
      constraint: 'messages_one_welcome_key',
    })
  })

  test('holds one message in flight to a guest of a line (I6)', async () => {
    const sending = { ...message, status: 'sending', claim_token: randomUUID(), claimed_at: new Date() }
    await insert('messages', sending)
    await insert('messages', { ...sending, phone: '+34611111111' })
    await insert('messages', { ...sending, line: 'second' })
    await expect(insert('messages', sending)).rejects.toMatchObject({
      constraint: 'messages_one_sending_key',
    })
  })

  test('holds each WhatsApp message once, a guest’s and our own apart (I2)', async () => {
    const received = {
      ...message,
      direction: 'inbound',
      from_me: false,
      whatsapp_id: '3EB0',
      status: 'received',
    }
    await insert('messages', received)
    await insert('messages', { ...received, from_me: true })
    await insert('messages', { ...received, line: 'second' })
    await expect(insert('messages', received)).rejects.toMatchObject({
      constraint: 'messages_line_from_me_whatsapp_id_key',
    })
  })

  test('holds each reply of the console once: a key of its caller’s (I2)', async () => {
    await insert('messages', message)
    await insert('messages', message)
    const reply = { ...message, kind: 'staff_reply', idempotency_key: 'session_key' }
    await insert('messages', reply)
    await expect(insert('messages', reply)).rejects.toMatchObject({
      constraint: 'messages_idempotency_key_key',
    })
  })

  test('holds one active stay of a guest in a room', async () => {
    const guestId = await makeGuest()
    await makeCheckIn(guestId, { status: 'checked_out', checked_out_at: new Date() })
    await makeCheckIn(guestId)
    await makeCheckIn(guestId, { room_number: '102' })
    await expect(makeCheckIn(guestId)).rejects.toMatchObject({ constraint: 'check_ins_one_active_key' })
  })

  test.each([
    ['an open session with an end', { ended_at: new Date(), end_reason: 'staff' }],
    ['a terminated session without an end', { status: 'terminated' }],
    ['a terminated session without a reason', { status: 'terminated', ended_at: new Date() }],
  ])('refuses %s', async (_, change) => {
    await expect(makeSession(change)).rejects.toMatchObject({ constraint: 'sessions_end_check' })
  })

  test('refuses a stay that is over without a check-out', async () => {
    const guestId = await makeGuest()
    await expect(makeCheckIn(guestId, { status: 'checked_out' })).rejects.toMatchObject({
      constraint: 'check_ins_check_out_check',
    })
  })

  test('refuses a message in flight that nobody claimed', async () => {
    await expect(insert('messages', { ...message, status: 'sending' })).rejects.toMatchObject({
      constraint: 'messages_claim_check',
    })
  })

  const operator = { name: 'putri', display_name: 'Putri', role: 'agent', password_hash: 'scrypt$' }
  const BUILT_IN = 'id = $$00000000-0000-7000-8000-000000000000$$'

  test('holds each login name once, and as it is typed', async () => {
    await insert('operators', operator)
    await expect(insert('operators', operator)).rejects.toMatchObject({ constraint: 'operators_name_key' })
    for (const name of ['Putri', 'pu tri', '', 'p'.repeat(41), '.putri'])
      await expect(insert('operators', { ...operator, name })).rejects.toMatchObject({
        constraint: 'operators_name_check',
      })
  })

  test.each([`role = 'agent'`, 'disabled_at = now()', `password_hash = 'x'`, `name = 'root'`])(
    'keeps the built-in operator from %s, so that an admin always gets in',
    async (change) => {
      await expect(client.query(`UPDATE operators SET ${change} WHERE ${BUILT_IN}`)).rejects.toMatchObject({
        constraint: 'operators_built_in_check',
      })
    },
  )

  test('lets nobody else be without a password', async () => {
    const row = { ...operator, name: 'second', password_hash: null }
    await expect(insert('operators', row)).rejects.toMatchObject({ constraint: 'operators_built_in_check' })
  })

  test('wants to know who did it', async () => {
    const row = { actor_kind: 'key', actor_name: 'configured key 1', action: 'replied' }
    await insert('audit_events', row)
    await expect(insert('audit_events', { ...row, actor_kind: 'operator' })).rejects.toMatchObject({
      constraint: 'audit_events_actor_check',
    })
  })

  test('shows unmatched messages with their reason, and no others', async () => {
    const phone = '+34600000000'
    const received = { ...message, phone, direction: 'inbound', role: 'User', kind: 'text', from_me: false }
    await insert('messages', { ...received, status: 'received' })
    await insert('messages', { ...received, status: 'applied', session_id: (await makeSession()).id })
    const id = await insert('messages', { ...received, status: 'applied', unmatched_reason: 'unknown_guest' })
    const { rows } = await client.query('SELECT id, reason FROM unmatched_messages WHERE phone = $1', [phone])
    expect(rows).toEqual([{ id, reason: 'unknown_guest' }])
  })
})
