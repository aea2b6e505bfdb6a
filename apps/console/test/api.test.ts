import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { API_KEY, guestWithSession, runConsole, type RunningConsole } from './running-console.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000000'

let hotel: RunningConsole

beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

describe('a check-in', () => {
  test('is made once for the same guest and room', async () => {
    const body = { phone: '+62 812-1000-0001', name: ' Siti  Rahma ', room: '101' }
    const first = await hotel.api('POST', '/check-ins', body)
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      phone: '081210000001',
      name: 'Siti Rahma',
      room: '101',
      locale: 'id',
      status: 'active',
      checked_out_at: null,
    })

    const again = await hotel.api('POST', '/check-ins', { ...body, phone: '081210000001' })
    expect(again.status).toBe(200)
    expect(again.body.id).toBe(first.body.id)

    const other = await hotel.api('POST', '/check-ins', { ...body, room: '102' })
    expect(other.status).toBe(201)
    expect(other.body.guest_id).toBe(first.body.guest_id)
  })

  test('greets a guest from abroad in English, and anybody in the language that was asked for', async () => {
    const abroad = await hotel.api('POST', '/check-ins', { phone: '+34611111111', name: 'Ana', room: '1' })
    expect(abroad.body.locale).toBe('en')
    const asked = await hotel.api('POST', '/check-ins', {
      phone: '+34611111112',
      name: 'Eva',
      room: '1',
      locale: 'id',
    })
    expect(asked.body.locale).toBe('id')
  })

  test.for([
    [{ name: 'A', room: '1' }, 'phone', 'Write the phone number.'],
    [{ phone: '812 3456', name: 'A', room: '1' }, 'phone', 'leading 0'],
    [{ phone: '0812x', name: 'A', room: '1' }, 'phone', 'leading 0'],
    [{ phone: 81234567890, name: 'A', room: '1' }, 'phone', 'Write the phone number.'],
    [{ phone: '081234567890', room: '1' }, 'name', 'Write the name.'],
    [{ phone: '081234567890', name: ' \u0000\n', room: '1' }, 'name', 'Write the name.'],
    [{ phone: '081234567890', name: 'A'.repeat(121), room: '1' }, 'name', 'At most 120'],
    [{ phone: '081234567890', name: 'A' }, 'room', 'Write the room.'],
    [{ phone: '081234567890', name: 'A', room: ['1'] }, 'room', 'Write the room.'],
    [{ phone: '081234567890', name: 'A', room: '1', locale: 'Bahasa' }, 'locale', 'id or en'],
    [[], 'body', ''],
    ['text', 'body', ''],
  ] as const)('of %j is refused at %s', async ([body, field, message]) => {
    const { status, headers, body: problem } = await hotel.api('POST', '/check-ins', body)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400 })
    expect(problem.errors).toEqual([
      { field, message: expect.stringContaining(message), code: expect.any(String) },
    ])
  })

  test('names every field that is wrong at once', async () => {
    const { body } = await hotel.api('POST', '/check-ins', {})
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['phone', 'name', 'room'])
  })

  test('has what the guest wrote in the last day handled, and nothing older', async () => {
    const phone = '081210000002'
    const write = (id: string, sentAt: Date, text: string) =>
      hotel.store.prisma.message.create({
        data: {
          id,
          line: 'default',
          chatId: '6281210000002@c.us',
          phone,
          direction: 'inbound',
          role: 'User',
          kind: 'text',
          text,
          whatsappId: id,
          fromMe: false,
          sentAt,
          status: 'applied',
          unmatchedReason: 'unknown_guest',
        },
      })
    const [old, recent] = [newId(), newId()]
    await write(old, new Date(Date.now() - 25 * 3_600_000), 'yesterday')
    await write(recent, new Date(Date.now() - 60_000), 'just now')

    const unmatched = await hotel.api('GET', '/unmatched')
    expect(unmatched.body.items.map(({ id }: { id: string }) => id)).toEqual([recent, old])
    expect(unmatched.body.items[0]).toMatchObject({
      text: 'just now',
      phone,
      unmatched_reason: 'unknown_guest',
    })

    expect((await hotel.api('POST', '/check-ins', { phone, name: 'Late', room: '7' })).status).toBe(201)
    const after = await hotel.api('GET', '/unmatched')
    expect(after.body.items.map(({ id }: { id: string }) => id)).toEqual([old])
    const row = await hotel.store.prisma.message.findUnique({ where: { id: recent } })
    expect(row?.status).toBe('received')
  })

  test('is listed newest first, page by page, all of them once', async () => {
    for (let room = 0; room < 5; room++) {
      await hotel.api('POST', '/check-ins', {
        phone: `08121000010${room}`,
        name: `Guest ${room}`,
        room: `${room}`,
      })
    }
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`
      const page = await hotel.api('GET', `/check-ins?limit=2&status=active${query}`)
      expect(page.body.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.body.items.map(({ id }: { id: string }) => id))
      cursor = page.body.next_cursor
    } while (cursor !== null)
    const all = await hotel.store.prisma.checkIn.findMany({
      where: { status: 'active' },
      orderBy: { id: 'desc' },
    })
    expect(seen).toEqual(all.map(({ id }) => id))
  })

  test.for(['limit=0', 'limit=201', 'limit=x', 'cursor=1', 'status=gone'])(
    'is not listed with %s',
    async (query) => {
      const { status, body } = await hotel.api('GET', `/check-ins?${query}`)
      expect(status).toBe(400)
      expect(body.errors[0].field).toBe(query.split('=')[0])
    },
  )

  test('ends at the check-out, with its sessions and without a goodbye', async () => {
    const { checkIn, session } = await guestWithSession(hotel.store)
    const { status, body } = await hotel.api('POST', `/check-ins/${checkIn}/check-out`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: checkIn, status: 'checked_out', checked_out_at: expect.any(String) })

    const ended = await hotel.api('GET', `/sessions/${session}`)
    expect(ended.body).toMatchObject({ status: 'terminated', end_reason: 'checked_out', messages: [] })

    const again = await hotel.api('POST', `/check-ins/${checkIn}/check-out`)
    expect(again).toMatchObject({ status: 200, body })
  })

  test('that nobody made cannot be ended', async () => {
    expect((await hotel.api('POST', `/check-ins/${NOBODY}/check-out`)).status).toBe(404)
    expect((await hotel.api('POST', '/check-ins/12/check-out')).status).toBe(400)
  })
})

describe('a session', () => {
  test('is listed with its guest and room, and says whether it is idle', async () => {
    const live = await guestWithSession(hotel.store, { name: 'Live' })
    const idle = await guestWithSession(hotel.store, { lastActivityAt: new Date(Date.now() - 31 * 60_000) })
    const { body } = await hotel.api('GET', '/sessions?status=open')
    const find = (id: string) => body.items.find((item: { id: string }) => item.id === id)
    expect(find(live.session)).toMatchObject({
      name: 'Live',
      phone: live.phone,
      room: '12',
      line: 'default',
      mode: 'agent',
      agent_status: 'created',
      idle: false,
    })
    expect(find(idle.session)).toMatchObject({ status: 'open', idle: true })
  })

  test("is found among its guest's", async () => {
    const [one] = [await guestWithSession(hotel.store), await guestWithSession(hotel.store)]
    const { body } = await hotel.api('GET', `/sessions?guest_id=${one.guest}`)
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([one.session])
    expect((await hotel.api('GET', '/sessions?guest_id=x')).status).toBe(400)
  })

  test('is taken over and given back', async () => {
    const { session } = await guestWithSession(hotel.store)
    const taken = await hotel.api('PATCH', `/sessions/${session}`, { mode: 'manual' })
    expect(taken).toMatchObject({ status: 200, body: { id: session, mode: 'manual' } })
    const given = await hotel.api('PATCH', `/sessions/${session}`, { mode: 'agent' })
    expect(given).toMatchObject({ status: 200, body: { mode: 'agent', agent_status: 'created' } })
  })

  test('that staff opened gets an agent when it is given back', async () => {
    const { session } = await guestWithSession(hotel.store, { mode: 'manual' })
    await hotel.store.prisma.session.update({ where: { id: session }, data: { agentStatus: null } })
    const given = await hotel.api('PATCH', `/sessions/${session}`, { mode: 'agent' })
    expect(given.body).toMatchObject({ mode: 'agent', agent_status: 'pending' })
    const jobs = await hotel.queues.find(({ name }) => name === 'agent')?.getJobs()
    expect(jobs?.map(({ data }) => data)).toContainEqual({ sessionId: session })
  })

  test('loses what was not sent yet when it is taken over', async () => {
    const guest = await guestWithSession(hotel.store)
    const kinds = ['welcome', 'auto_reply', 'goodbye'] as const
    for (const kind of kinds) {
      await hotel.store.prisma.message.create({
        data: {
          id: newId(),
          sessionId: guest.session,
          line: 'default',
          chatId: 'x@c.us',
          phone: guest.phone,
          direction: 'outbound',
          role: 'System',
          kind,
          fromMe: true,
          status: 'pending',
        },
      })
    }
    await hotel.api('PATCH', `/sessions/${guest.session}`, { mode: 'manual' })
    const { body } = await hotel.api('GET', `/sessions/${guest.session}`)
    expect(
      body.messages.map(({ kind, status }: { kind: string; status: string }) => `${kind} ${status}`),
    ).toEqual(['welcome cancelled', 'auto_reply cancelled', 'goodbye pending'])
  })

  test('is ended by staff, once', async () => {
    const { session } = await guestWithSession(hotel.store)
    const ended = await hotel.api('POST', `/sessions/${session}/terminate`)
    expect(ended).toMatchObject({ status: 200, body: { status: 'terminated', end_reason: 'staff' } })
    expect(await hotel.api('POST', `/sessions/${session}/terminate`)).toMatchObject({
      status: 200,
      body: ended.body,
    })
    const late = await hotel.api('PATCH', `/sessions/${session}`, { mode: 'manual' })
    expect(late).toMatchObject({
      status: 409,
      body: { title: 'Conflict', detail: 'This session has ended.' },
    })
  })

  test('that is not there is not found', async () => {
    const body = { text: 'hello', role: 'Staff' }
    const key = { 'idempotency-key': 'a' }
    expect((await hotel.api('GET', `/sessions/${NOBODY}`)).status).toBe(404)
    expect((await hotel.api('PATCH', `/sessions/${NOBODY}`, { mode: 'manual' })).status).toBe(404)
    expect((await hotel.api('POST', `/sessions/${NOBODY}/terminate`)).status).toBe(404)
    expect((await hotel.api('POST', `/sessions/${NOBODY}/messages`, body, key)).status).toBe(404)
  })

  test.for([[{}], [{ mode: 'auto' }], [{ mode: null }]])('does not change its mode to %j', async ([body]) => {
    const { session } = await guestWithSession(hotel.store)
    const { status, body: problem } = await hotel.api('PATCH', `/sessions/${session}`, body)
    expect(status).toBe(400)
    expect(problem.errors).toEqual([{ field: 'mode', message: 'agent or manual.', code: 'invalid' }])
  })
})

describe('a reply', () => {
  const send = (session: string, body: unknown, key: string) =>
    hotel.api('POST', `/sessions/${session}/messages`, body, { 'idempotency-key': key })
  const outbox = (phone: string) =>
    hotel.store.prisma.message.findMany({ where: { phone, direction: 'outbound' }, orderBy: { seq: 'asc' } })

  test('of an agent is stored to be sent, and rings the sender of its line', async () => {
    const guest = await guestWithSession(hotel.store)
    const { status, body } = await send(guest.session, { text: ' Your towels come. ', role: 'Agent' }, 'r-1')
    expect(status).toBe(202)
    expect(body).toMatchObject({
      session_id: guest.session,
      role: 'Agent',
      kind: 'agent_reply',
      text: 'Your towels come.',
      status: 'pending',
      direction: 'outbound',
      chat_id: `62${guest.phone.slice(1)}@c.us`,
    })
    const jobs = await hotel.queues.find(({ name }) => name === 'outbound-default')?.getJobs()
    expect(jobs?.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ line: 'default', guestId: guest.guest, kind: 'agent_reply' }),
    )
    const { body: session } = await hotel.api('GET', `/sessions/${guest.session}`)
    expect(session).toMatchObject({ mode: 'agent' })
    expect(session.messages).toEqual([body])
  })

  test('of staff takes the session over', async () => {
    const guest = await guestWithSession(hotel.store)
    const { status, body } = await send(guest.session, { text: 'Here is Ani.', role: 'Staff' }, 'r-1')
    expect(status).toBe(202)
    expect(body).toMatchObject({ role: 'Staff', kind: 'staff_reply', session_id: guest.session })
    expect((await hotel.api('GET', `/sessions/${guest.session}`)).body.mode).toBe('manual')
  })

  test('of an agent is refused while staff have the session', async () => {
    const guest = await guestWithSession(hotel.store, { mode: 'manual' })
    const { status, body } = await send(guest.session, { text: 'me again', role: 'Agent' }, 'r-1')
    expect(status).toBe(409)
    expect(body.detail).toContain('Staff have taken this session over')
    expect(await outbox(guest.phone)).toEqual([])
  })

  test('of an agent is refused in a session that has ended, and in one that is idle', async () => {
    const ended = await guestWithSession(hotel.store)
    await hotel.api('POST', `/sessions/${ended.session}/terminate`)
    expect((await send(ended.session, { text: 'too late', role: 'Agent' }, 'r-1')).status).toBe(409)
    expect(await outbox(ended.phone)).toEqual([])

    const idle = await guestWithSession(hotel.store, { lastActivityAt: new Date(Date.now() - 31 * 60_000) })
    expect((await send(idle.session, { text: 'too late', role: 'Agent' }, 'r-1')).status).toBe(409)
  })

  test('of staff to a session that has ended opens a manual one, unless the guest has left', async () => {
    const ended = await guestWithSession(hotel.store)
    await hotel.api('POST', `/sessions/${ended.session}/terminate`)
    const { status, body } = await send(ended.session, { text: 'One more thing', role: 'Staff' }, 'r-1')
    expect(status).toBe(202)
    expect(body.session_id).not.toBe(ended.session)
    expect((await hotel.api('GET', `/sessions/${body.session_id}`)).body).toMatchObject({
      status: 'open',
      mode: 'manual',
      agent_status: null,
    })

    const left = await guestWithSession(hotel.store)
    await hotel.store.prisma.checkIn.updateMany({
      where: { guest: { phone: left.phone } },
      data: { status: 'checked_out', checkedOutAt: new Date() },
    })
    await hotel.api('POST', `/sessions/${left.session}/terminate`)
    expect((await send(left.session, { text: 'Come back', role: 'Staff' }, 'r-1')).status).toBe(409)
  })

  test('of staff to an idle session opens a new one', async () => {
    const idle = await guestWithSession(hotel.store, { lastActivityAt: new Date(Date.now() - 31 * 60_000) })
    const { status, body } = await send(idle.session, { text: 'Good morning', role: 'Staff' }, 'r-1')
    expect(status).toBe(202)
    expect(body.session_id).not.toBe(idle.session)
    expect((await hotel.api('GET', `/sessions/${idle.session}`)).body).toMatchObject({
      end_reason: 'expired',
    })
    expect((await hotel.api('GET', `/sessions/${body.session_id}`)).body).toMatchObject({
      mode: 'manual',
      agent_status: null,
    })
    const again = await send(idle.session, { text: 'Good morning', role: 'Staff' }, 'r-1')
    expect(again).toMatchObject({ status: 202, body })
  })

  test('with the same key is one reply, also when it comes many times at once', async () => {
    const guest = await guestWithSession(hotel.store)
    const body = { text: 'Once only', role: 'Staff' }
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(guest.session, body, 'same')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    expect(await outbox(guest.phone)).toHaveLength(1)

    await hotel.api('POST', `/sessions/${guest.session}/terminate`)
    expect((await send(guest.session, body, 'same')).body.id).toBe(answers[0]?.body.id)
  })

  test('with the key of another is refused', async () => {
    const guest = await guestWithSession(hotel.store)
    await send(guest.session, { text: 'first', role: 'Agent' }, 'same')
    expect((await send(guest.session, { text: 'second', role: 'Agent' }, 'same')).status).toBe(422)
    expect((await send(guest.session, { text: 'first', role: 'Staff' }, 'same')).status).toBe(422)
    expect(await outbox(guest.phone)).toHaveLength(1)
    const other = await guestWithSession(hotel.store)
    expect((await send(other.session, { text: 'first', role: 'Agent' }, 'same')).status).toBe(202)
  })

  test.for([
    [{ role: 'Staff' }, 'k', 'text'],
    [{ text: '', role: 'Staff' }, 'k', 'text'],
    [{ text: ' \n\u0000 ', role: 'Staff' }, 'k', 'text'],
    [{ text: 7, role: 'Staff' }, 'k', 'text'],
    [{ text: 'a'.repeat(4097), role: 'Staff' }, 'k', 'text'],
    [{ text: 'hello' }, 'k', 'role'],
    [{ text: 'hello', role: 'System' }, 'k', 'role'],
    [{ text: 'hello', role: 'Staff' }, '', 'idempotency-key'],
    [{ text: 'hello', role: 'Staff' }, 'two words', 'idempotency-key'],
    [{ text: 'hello', role: 'Staff' }, 'k'.repeat(256), 'idempotency-key'],
  ] as const)('of %j with the key %j is refused at %s', async ([body, key, field]) => {
    const guest = await guestWithSession(hotel.store)
    const { status, body: problem } = await send(guest.session, body, key)
    expect(status).toBe(400)
    expect(problem.errors).toEqual([{ field, message: expect.any(String), code: expect.any(String) }])
    expect(await outbox(guest.phone)).toEqual([])
  })

  test('needs a key', async () => {
    const guest = await guestWithSession(hotel.store)
    const { status, body } = await hotel.api('POST', `/sessions/${guest.session}/messages`, {
      text: 'a',
      role: 'Staff',
    })
    expect(status).toBe(400)
    expect(body.errors).toEqual([
      { field: 'idempotency-key', message: expect.stringContaining('key'), code: 'required' },
    ])
  })

  test('is stored without NUL and lone surrogates, up to 4096 characters', async () => {
    const guest = await guestWithSession(hotel.store)
    const sent = await send(guest.session, { text: 'a\u0000b\ud800c', role: 'Staff' }, 'k-1')
    expect(sent.body.text).toBe('ab\ufffdc')
    const long = '👍'.repeat(2048)
    expect((await send(guest.session, { text: long, role: 'Staff' }, 'k-2')).body.text).toBe(long)
  })
})

describe('the API', () => {
  const raw = (body: string | undefined, headers: Record<string, string>) =>
    hotel.request('/api/check-ins', {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, ...headers },
      ...(body === undefined ? {} : { body }),
    })

  test.for([
    ['broken JSON', '{"phone":', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['__proto__', '{"__proto__":{"phone":"1"}}', 'application/json', 400],
    ['text', 'phone=1', 'text/plain', 415],
    ['a form', 'phone=1', 'application/x-www-form-urlencoded', 415],
    ['too much', `{"name":"${'a'.repeat(70_000)}"}`, 'application/json', 413],
  ] as const)('answers %s with a problem', async ([, body, type, status]) => {
    const response = await raw(body, { 'content-type': type })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await response.json()).toMatchObject({ status, detail: expect.any(String) })
  })

  test('answers an unknown path with a problem', async () => {
    const { status, headers, body } = await hotel.api('GET', '/guests')
    expect(status).toBe(404)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(body.title).toBe('Not Found')
  })

  test('pages through the messages of a session, in the order of storing', async () => {
    const guest = await guestWithSession(hotel.store)
    for (const text of ['one', 'two', 'three']) {
      await hotel.api(
        'POST',
        `/sessions/${guest.session}/messages`,
        { text, role: 'Agent' },
        { 'idempotency-key': text },
      )
    }
    const texts = (body: { messages: { text: string }[] }) => body.messages.map(({ text }) => text)
    const newest = await hotel.api('GET', `/sessions/${guest.session}?limit=2`)
    expect(texts(newest.body)).toEqual(['two', 'three'])
    const older = await hotel.api(
      'GET',
      `/sessions/${guest.session}?limit=2&cursor=${newest.body.next_cursor}`,
    )
    expect(texts(older.body)).toEqual(['one'])
    expect(older.body.next_cursor).toBeNull()
  })

  test('documents every path with its answers', async () => {
    const { status, body } = await hotel.api('GET', '/docs/json')
    expect(status).toBe(200)
    expect(Object.keys(body.paths).toSorted()).toEqual([
      '/api/attention',
      '/api/audit',
      '/api/check-ins',
      '/api/check-ins/import',
      '/api/check-ins/{id}/check-out',
      '/api/events',
      '/api/figures',
      '/api/inbox',
      '/api/keys',
      '/api/keys/{id}',
      '/api/lines',
      '/api/lines/{line}/pause',
      '/api/lines/{line}/resume',
      '/api/logins/{id}',
      '/api/me',
      '/api/me/password',
      '/api/messages',
      '/api/messages/{id}/arrived',
      '/api/messages/{id}/cancel',
      '/api/messages/{id}/media',
      '/api/messages/{id}/not-arrived',
      '/api/messages/{id}/send-again',
      '/api/messages/{id}/timeline',
      '/api/messages/{id}/try-again',
      '/api/operators',
      '/api/operators/{id}',
      '/api/operators/{id}/logins',
      '/api/phones',
      '/api/quarantined',
      '/api/quarantined/{id}',
      '/api/quarantined/{id}/try-again',
      '/api/queues',
      '/api/sessions',
      '/api/sessions/{id}',
      '/api/sessions/{id}/messages',
      '/api/sessions/{id}/read',
      '/api/sessions/{id}/terminate',
      '/api/set-aside',
      '/api/settings',
      '/api/templates',
      '/api/templates/{id}',
      '/api/unmatched',
      '/api/unmatched/chats',
    ])
    const post = body.paths['/api/check-ins'].post
    expect(Object.keys(post.requestBody.content['application/json'].schema.properties)).toEqual([
      'phone',
      'name',
      'room',
      'locale',
    ])
    expect(Object.keys(post.responses)).toEqual(expect.arrayContaining(['200', '201', '400']))
    expect(body.paths['/api/sessions/{id}/messages'].post.parameters).toContainEqual(
      expect.objectContaining({ in: 'header', name: 'idempotency-key', required: true }),
    )
  })

  test('logs neither phones nor texts', () => {
    expect(hotel.logged()).not.toMatch(/(?:62|0)812(?:\d{8}|x)|Siti|towels/)
  })
})
