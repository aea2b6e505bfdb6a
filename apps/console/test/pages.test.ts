import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'

const EVIL = `<script>alert(1)</script><img src=x onerror='alert(2)'> "quoted" \`tick\` &amp;`
const ESCAPED =
  '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt; &quot;quoted&quot; &#96;tick&#96; &amp;amp;'

let hotel: RunningConsole
let operator: { cookie: string; origin: string }

beforeAll(async () => {
  hotel = await runConsole()
  operator = await hotel.login()
})
afterAll(() => hotel.close())

async function read(path: string): Promise<string> {
  const response = await hotel.request(path, { headers: operator })
  expect(response.status, path).toBe(200)
  return response.text()
}

function submit(path: string, fields: Record<string, string>): Promise<Response> {
  return hotel.request(path, { method: 'POST', headers: operator, body: new URLSearchParams(fields) })
}

describe('the check-ins', () => {
  test('show a new one, and a form for the next', async () => {
    const response = await submit('/check-ins', {
      phone: '0812 3000 0001',
      name: 'Dewi',
      room: '21',
      locale: '',
    })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/?notice=checked-in')
    const page = await read('/?notice=checked-in')
    expect(page).toContain('The guest is checked in.')
    expect(page).toContain('081230000001')
    expect(page).toContain('<bdi>Dewi</bdi>')

    const again = await submit('/check-ins', {
      phone: '0812 3000 0001',
      name: 'Dewi',
      room: '21',
      locale: '',
    })
    expect(again.headers.get('location')).toBe('/?notice=already-in')
  })

  test('say at each field what is wrong with it, and keep what was typed', async () => {
    const response = await submit('/check-ins', { phone: '12', name: '', room: EVIL, locale: 'en' })
    expect(response.status).toBe(400)
    const page = await response.text()
    expect(page).toMatch(/id="phone-error">Write it with a leading 0/)
    expect(page).toMatch(/id="name-error">Write the name/)
    expect(page).toMatch(/id="room-error">At most 20/)
    expect(page).toContain('value="12"')
    expect(page).toContain(`value="${ESCAPED}"`)
    expect(page).toMatch(/<option value="en"\s+selected>/)
    expect(page).not.toContain('<script')
  })

  test('take odd forms for empty ones', async () => {
    const twice = await hotel.request('/check-ins', {
      method: 'POST',
      headers: { ...operator, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'phone=1&phone=2&__proto__=x&name[]=y',
    })
    expect(twice.status).toBe(400)
    const none = await hotel.request('/check-ins', { method: 'POST', headers: operator })
    expect(none.status).toBe(400)
  })

  test('end with one click', async () => {
    const guest = await guestWithSession(hotel.store, { name: 'Leaves' })
    expect(await read('/')).toContain(`/check-ins/${guest.checkIn}/check-out`)
    const response = await submit(`/check-ins/${guest.checkIn}/check-out`, {})
    expect(response.headers.get('location')).toBe('/?notice=checked-out')
    expect(await read('/')).not.toContain('Leaves')
    expect(await read('/?show=all')).toContain('Leaves')
  })

  test('pass over what makes no sense in an address', async () => {
    const page = await read('/?notice=<script>&show=%00&before=1&message=2')
    expect(page).not.toContain('role="status"')
    expect(await read('/?notice=constructor')).not.toContain('role="status"')
  })

  test('are paged', async () => {
    for (let index = 0; index < 55; index++) await guestWithSession(hotel.store, { name: `Many ${index}.` })
    const first = await read('/')
    const older = /href="(\/\?before=[^"]+)"/.exec(first)?.[1] ?? ''
    expect(first).toContain('Many 54.')
    expect(first).not.toContain('Many 0.')
    expect(await read(older)).toContain('Many 0.')
  })
})

describe('a session', () => {
  test('shows its messages as text, whatever they contain', async () => {
    const guest = await guestWithSession(hotel.store, { name: EVIL })
    const texts = [EVIL, '</p></li></ol></body>', 'line one\nline two']
    for (const text of texts) {
      await hotel.store.prisma.message.create({
        data: {
          id: newId(),
          sessionId: guest.session,
          line: 'default',
          chatId: 'x@c.us',
          phone: guest.phone,
          direction: 'inbound',
          role: 'User',
          kind: 'text',
          text,
          whatsappId: newId(),
          fromMe: false,
          sentAt: new Date(),
          status: 'applied',
        },
      })
    }
    for (const path of ['/', '/sessions', `/sessions/${guest.session}`]) {
      const page = await read(path)
      expect(page, path).toContain(ESCAPED)
      expect(page, path).not.toContain('<script>alert')
      expect(page, path).not.toContain('<img src=x')
    }
    const page = await read(`/sessions/${guest.session}`)
    expect(page).toContain('<p class="text" dir="auto">&lt;/p&gt;&lt;/li&gt;&lt;/ol&gt;&lt;/body&gt;</p>')
    expect(page).toContain('<p class="text" dir="auto">line one\nline two</p>')
  })

  test('is taken over, given back, answered and ended', async () => {
    const { session } = await guestWithSession(hotel.store, { name: 'Served' })
    const path = `/sessions/${session}`
    expect(await read(path)).toContain('Take over')

    const taken = await submit(`${path}/mode`, { mode: 'manual' })
    expect(taken.headers.get('location')).toBe(`${path}?notice=manual`)
    expect(await read(path)).toContain('Give back to the agent')
    await submit(`${path}/mode`, { mode: 'agent' })

    const key = /name="key" value="([^"]+)"/.exec(await read(path))?.[1] ?? ''
    for (let time = 0; time < 2; time++) {
      const sent = await submit(`${path}/messages`, { key, text: EVIL })
      expect(sent.headers.get('location')).toBe(`${path}?notice=sent`)
    }
    const page = await read(path)
    expect(page.split(ESCAPED)).toHaveLength(2)
    expect(page).toContain('Staff')

    await submit(`${path}/terminate`, {})
    const ended = await read(path)
    expect(ended).toContain('ended: staff')
    expect(ended).toContain('Your reply goes to the guest&#39;s next one')
    const late = await submit(`${path}/messages`, { key: crypto.randomUUID(), text: 'hello?' })
    expect(late.headers.get('location')).toMatch(/^\/sessions\/[\w-]+\?notice=moved$/)
    expect(late.headers.get('location')).not.toContain(path)
    const lateMode = await submit(`${path}/mode`, { mode: 'manual' })
    expect(lateMode.headers.get('location')).toBe(`${path}?notice=late`)
  })

  test('leads to the new one that a reply after idle time opens', async () => {
    const idle = await guestWithSession(hotel.store, { lastActivityAt: new Date(Date.now() - 31 * 60_000) })
    expect(await read(`/sessions/${idle.session}`)).toContain('Your reply opens a new one')
    const key = crypto.randomUUID()
    const sent = await submit(`/sessions/${idle.session}/messages`, { key, text: 'hello again' })
    expect(sent.headers.get('location')).toMatch(/^\/sessions\/[0-9a-f-]{36}\?notice=moved$/)
    expect(sent.headers.get('location')).not.toContain(idle.session)
  })

  test('takes no empty reply, and none without a key', async () => {
    const { session } = await guestWithSession(hotel.store)
    for (const fields of [{ key: crypto.randomUUID(), text: ' ' }, { text: 'hello' }] as Record<
      string,
      string
    >[]) {
      const response = await submit(`/sessions/${session}/messages`, fields)
      expect(response.headers.get('location')).toBe(`/sessions/${session}?notice=not-sent`)
    }
    expect(await read(`/sessions/${session}`)).toContain('There is no message in this session.')
  })

  test('that is not there is not found', async () => {
    for (const path of ['/sessions/1', `/sessions/${newId()}`, '/sessions/%00', '/sessions/..%2f..%2fetc']) {
      const response = await hotel.request(path, { headers: operator })
      expect(response.status, path).toBe(404)
      expect(await response.text()).toContain('Not found')
    }
    for (const path of [
      `/sessions/${newId()}/terminate`,
      `/check-ins/${newId()}/check-out`,
      '/sessions/1/mode',
    ]) {
      expect((await submit(path, { mode: 'agent' })).status, path).toBe(404)
    }
  })
})

test('an unmatched message is shown with its attachment and its reason, and leads to a check-in with its phone', async () => {
  const id = newId()
  await hotel.store.prisma.message.create({
    data: {
      id,
      line: 'default',
      chatId: '6281230000009@c.us',
      phone: '081230000009',
      direction: 'inbound',
      role: 'User',
      kind: 'location',
      text: EVIL,
      media: { latitude: -8.65, longitude: 115.2 },
      whatsappId: id,
      fromMe: false,
      sentAt: new Date(),
      status: 'applied',
      unmatchedReason: 'unknown_guest',
    },
  })
  const page = await read('/unmatched')
  expect(page).toContain(ESCAPED)
  expect(page).toContain('mlat=-8.65&amp;mlon=115.2')
  expect(page).toContain('unknown guest')
  expect(page).toContain(`href="/?message=${id}"`)
  expect(await read(`/?message=${id}`)).toContain('value="081230000009"')
})
