import { BUILT_IN_OPERATOR_ID } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { listRoutes } from './list-routes.ts'
import { guestWithSession, runConsole, type Login, type RunningConsole } from './running-console.ts'
import { guestWrote, mayHaveLeft, weWrote } from './write-message.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000000'

let hotel: RunningConsole
let admin: Login
beforeAll(async () => {
  hotel = await runConsole()
  admin = await hotel.login()
})
afterAll(() => hotel.close())

const ask = (method: string, path: string, body?: unknown, who: Record<string, string> = admin) =>
  hotel.api(method, path, body, who)
const codeOf = async (...request: Parameters<typeof ask>): Promise<unknown> =>
  (await ask(...request)).body.code
const reply = (session: string, text: string, key = 'k', role = 'Staff') =>
  ask('POST', `/sessions/${session}/messages`, { text, role }, { ...admin, 'idempotency-key': key })

const readProblem = async (response: Response): Promise<unknown> => response.json()

describe('a problem says in a word', () => {
  test('that nobody is logged in, at every route of the API', async () => {
    const routes = (await listRoutes(hotel)).filter(({ path }) => path.startsWith('/api/'))
    expect(routes.length).toBeGreaterThan(40)
    for (const { method, path } of routes.filter((route) => route.method !== 'HEAD')) {
      const body = await readProblem(await hotel.request(path, { method }))
      expect(body, `${method} ${path}`).toMatchObject({ status: 401, code: 'not_logged_in' })
    }
  })

  test('what is wrong with the request itself', async () => {
    const json = { ...admin, 'content-type': 'application/json' }
    const post = async (headers: Record<string, string>, body: string) =>
      readProblem(await hotel.request('/api/check-ins', { method: 'POST', headers, body }))
    expect(await post(json, '{"phone":')).toMatchObject({ status: 400, code: 'malformed' })
    expect(await post(json, `"${'x'.repeat(70_000)}"`)).toMatchObject({ status: 413, code: 'too_large' })
    expect(await post({ ...admin, 'content-type': 'text/csv' }, 'x')).toMatchObject({
      status: 415,
      code: 'unsupported_type',
    })
    expect(await post({ ...json, origin: 'https://elsewhere.example' }, '{}')).toMatchObject({
      status: 403,
      code: 'foreign_page',
    })
    expect(await codeOf('GET', '/nothing')).toBe('not_found')
    expect(await codeOf('POST', '/check-ins', {})).toBe('invalid')
    const viewer = await hotel.login({ name: (await hotel.operator('viewer')).name })
    expect(await codeOf('GET', '/audit', undefined, viewer)).toBe('forbidden')
  })

  test.for([
    ['GET', `/sessions/${NOBODY}`, 'no_session'],
    ['POST', `/sessions/${NOBODY}/read`, 'no_session'],
    ['GET', `/messages/${NOBODY}/timeline`, 'no_message'],
    ['GET', `/messages/${NOBODY}/media`, 'no_message'],
    ['POST', `/messages/${NOBODY}/cancel`, 'no_message'],
    ['POST', `/check-ins/${NOBODY}/check-out`, 'unknown_check_in'],
    ['POST', '/lines/attic/resume', 'no_line'],
    ['GET', `/operators/${NOBODY}/logins`, 'no_operator'],
    ['DELETE', `/logins/${NOBODY}`, 'no_login'],
    ['DELETE', `/keys/${NOBODY}`, 'no_key'],
    ['DELETE', `/templates/${NOBODY}`, 'no_template'],
  ] as const)('that there is no such thing: %s %s is %s', async ([method, path, code]) => {
    expect((await ask(method, path)).body).toMatchObject({ status: 404, code })
  })

  test('why a reply or a change of a session is refused', async () => {
    const { session } = await guestWithSession(hotel.store)
    await reply(session, 'hello')
    expect((await reply(session, 'other')).body.code).toBe('key_reused')
    expect((await reply(session, 'hello', 'k2', 'Agent')).body.code).toBe('manual')
    const idle = await guestWithSession(hotel.store, { lastActivityAt: new Date(Date.now() - 3_600_000) })
    expect((await reply(idle.session, 'hello', 'k', 'Agent')).body.code).toBe('idle')
    await ask('POST', `/check-ins/${idle.checkIn}/check-out`)
    expect((await reply(idle.session, 'hello')).body.code).toBe('no_check_in')
    expect(await codeOf('PATCH', `/sessions/${idle.session}`, { mode: 'manual' })).toBe('not_open')
  })

  test('why a message is not settled, cancelled or tried again', async () => {
    const guest = await guestWithSession(hotel.store)
    const sent = await weWrote(hotel.store, guest)
    expect(await codeOf('POST', `/messages/${sent}/not-arrived`)).toBe('not_unknown')
    expect(await codeOf('POST', `/messages/${sent}/cancel`)).toBe('too_late')
    expect(await codeOf('POST', `/messages/${sent}/try-again`)).toBe('not_set_aside')
    expect(await codeOf('GET', `/messages/${sent}/media`)).toBe('no_file')
    const photo = { kind: 'image', media: { mimetype: 'image/jpeg' } } as const
    const awaited = await guestWrote(hotel.store, guest, photo)
    await hotel.store.prisma.mediaFetch.create({ data: { messageId: awaited } })
    expect(await codeOf('GET', `/messages/${awaited}/media`)).toBe('file_awaited')
    const path = `default/2026-11/${awaited}.jpg`
    const gone = await guestWrote(hotel.store, guest, { ...photo, media: { ...photo.media, path } })
    expect(await codeOf('GET', `/messages/${gone}/media`)).toBe('file_gone')
    const lost = await mayHaveLeft(hotel.store, guest, { kind: 'agent_reply', role: 'Agent' })
    await ask('PATCH', `/sessions/${guest.session}`, { mode: 'manual' })
    expect(await codeOf('POST', `/messages/${lost}/send-again`)).toBe('pointless')
  })

  test('why people and templates stay as they are', async () => {
    const { id, name } = await hotel.operator('admin')
    const other = { name, display_name: 'Other', role: 'viewer', password: 'sepuluh huruf' }
    expect(await codeOf('POST', '/operators', other)).toBe('taken_name')
    expect(await codeOf('PATCH', `/operators/${BUILT_IN_OPERATOR_ID}`, { role: 'agent' })).toBe('built_in')
    const login = await hotel.login({ name })
    expect(await codeOf('PATCH', `/operators/${id}`, { disabled: true }, login)).toBe('oneself')
    const passwords = { current: 'not this one', next: 'sepuluh huruf' }
    expect(await codeOf('POST', '/me/password', passwords, login)).toBe('wrong_password')
    expect(await codeOf('POST', '/me/password', passwords)).toBe('built_in')
    expect(await codeOf('POST', '/me/password', passwords, {})).toBe('no_password')
    await ask('POST', '/templates', { name: 'Pool', text: 'x' })
    expect(await codeOf('POST', '/templates', { name: 'pool', text: 'x' })).toBe('taken_name')
    await hotel.store.prisma.$executeRaw`
      INSERT INTO reply_templates (id, name, text) SELECT gen_random_uuid(), 'n' || n, 'x' FROM generate_series(1, 199) n`
    expect(await codeOf('POST', '/templates', { name: 'one more', text: 'x' })).toBe('too_many_templates')
  })

  test.for([
    [{ name: 'Budi', room: '1' }, 'phone', 'required'],
    [{ phone: '812', name: 'Budi', room: '1' }, 'phone', 'phone'],
    [{ phone: '0'.repeat(41), name: 'Budi', room: '1' }, 'phone', 'too_long'],
    [{ phone: '081234567890', name: ' ', room: '1' }, 'name', 'required'],
    [{ phone: '081234567890', name: 'Budi', room: '1'.repeat(21) }, 'room', 'too_long'],
    [{ phone: '081234567890', name: 'Budi', room: '1', locale: 'Bahasa' }, 'locale', 'invalid'],
  ] as const)('of %j what is wrong with the %s: %s', async ([body, field, code]) => {
    expect((await ask('POST', '/check-ins', body)).body.errors).toMatchObject([{ field, code }])
  })

  test('the same of a password that is too short, and of each row of a list of guests', async () => {
    const { body } = await ask('POST', '/me/password', { current: 'x', next: 'short' })
    expect(body.errors).toMatchObject([{ field: 'next', code: 'too_short' }])
    const csv = 'phone,name,room\n812,Budi,\n'
    const { rows } = (await ask('POST', '/check-ins/import', { csv })).body
    expect(rows[0].errors).toMatchObject([
      { field: 'phone', code: 'phone' },
      { field: 'room', code: 'required' },
    ])
  })

  test('and the documentation has all of these words', async () => {
    const { body } = await ask('GET', '/docs/json')
    const problem = body.paths['/api/check-ins'].post.responses['400'].content['application/json'].schema
    expect(problem.properties.code.enum).toEqual(expect.arrayContaining(['no_session', 'idle', 'invalid']))
    expect(problem.properties.errors.items.properties.code.enum).toContain('phone')
    expect(problem.required).toContain('code')
  })
})
