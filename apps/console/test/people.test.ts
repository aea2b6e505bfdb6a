import { BUILT_IN_OPERATOR_ID, type OperatorRole } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { buildConsole } from '../src/build-console.ts'
import {
  API_KEY,
  OWN_PASSWORD,
  PASSWORD,
  runConsole,
  type Login,
  type RunningConsole,
} from './running-console.ts'

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
const statusOf = async (who: Login) => (await ask('GET', '/me', undefined, who)).status
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const tryLogin = (name: string, password: string, address = '10.3.0.1') =>
  hotel.request('/login', {
    method: 'POST',
    headers: { origin: hotel.url, 'x-forwarded-for': address },
    body: new URLSearchParams({ name, password }),
  })
async function loggedIn(role: OperatorRole) {
  const operator = await hotel.operator(role)
  return { ...operator, login: await hotel.login({ name: operator.name }) }
}

describe('an operator', () => {
  const putri = { name: 'Putri', display_name: ' Putri  Dewi ', role: 'agent', password: 'sepuluh huruf' }

  test('is made by an admin, and logs in under its name however that is typed', async () => {
    const { status, body } = await ask('POST', '/operators', putri)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'putri',
      display_name: 'Putri Dewi',
      role: 'agent',
      built_in: false,
      disabled_at: null,
    })
    expect(JSON.stringify(body)).not.toContain('scrypt')

    const login = await hotel.login({ name: ' PUTRI ', password: putri.password })
    expect((await ask('GET', '/me', undefined, login)).body).toEqual({
      kind: 'operator',
      id: body.id,
      name: 'putri',
      display_name: 'Putri Dewi',
      role: 'agent',
      built_in: false,
      rights: ['read', 'serve'],
    })
    expect((await ask('POST', '/operators', putri)).status).toBe(409)
  })

  test.for([
    [{ ...putri, name: 'pu tri' }, 'name'],
    [{ ...putri, name: '\u0000' }, 'name'],
    [{ ...putri, display_name: ' ' }, 'display_name'],
    [{ ...putri, role: 'owner' }, 'role'],
    [{ ...putri, password: 'too short' }, 'password'],
    [{ ...putri, password: 'x'.repeat(201) }, 'password'],
  ] as const)('of %j is refused at %s', async ([body, field]) => {
    const { status, body: problem } = await ask('POST', '/operators', body)
    expect(status).toBe(400)
    expect(problem.errors).toMatchObject([{ field }])
    expect(JSON.stringify(problem)).not.toContain(body.password)
  })

  test('has another role from the next request on', async () => {
    const { id, login } = await loggedIn('viewer')
    expect((await ask('GET', '/audit', undefined, login)).status).toBe(403)
    expect((await ask('PATCH', `/operators/${id}`, { role: 'admin' })).body).toMatchObject({ role: 'admin' })
    expect((await ask('GET', '/audit', undefined, login)).status).toBe(200)
  })

  test('is out everywhere once it is disabled, and in again only by a new login', async () => {
    const { id, name, login } = await loggedIn('agent')
    const disabled = await ask('PATCH', `/operators/${id}`, { disabled: true })
    expect(disabled.body.disabled_at).not.toBeNull()
    expect(await statusOf(login)).toBe(401)
    expect((await tryLogin(name, OWN_PASSWORD)).status).toBe(401)
    expect((await ask('PATCH', `/operators/${id}`, { disabled: true })).body).toEqual(disabled.body)

    await ask('PATCH', `/operators/${id}`, { disabled: false })
    expect(await statusOf(login)).toBe(401)
    expect((await tryLogin(name, OWN_PASSWORD)).status).toBe(303)
  })

  test('has to log in again, with the new password, once it is changed', async () => {
    const { id, name, login } = await loggedIn('agent')
    expect((await ask('PATCH', `/operators/${id}`, { password: 'another password' })).status).toBe(200)
    expect(await statusOf(login)).toBe(401)
    expect((await tryLogin(name, OWN_PASSWORD)).status).toBe(401)
    expect((await tryLogin(name, 'another password')).status).toBe(303)
  })

  test('cannot shut itself out, nor can anybody change the built-in one', async () => {
    const { id, login } = await loggedIn('admin')
    for (const change of [{ disabled: true }, { role: 'agent' }])
      expect((await ask('PATCH', `/operators/${id}`, change, login)).status).toBe(409)
    expect(
      (await ask('PATCH', `/operators/${id}`, { display_name: 'Me', role: 'admin' }, login)).status,
    ).toBe(200)
    const changes = [
      { disabled: true },
      { role: 'agent' },
      { password: 'x'.repeat(10) },
      { display_name: 'X' },
    ]
    for (const change of changes)
      expect((await ask('PATCH', `/operators/${BUILT_IN_OPERATOR_ID}`, change, login)).status).toBe(409)
    expect((await tryLogin('admin', PASSWORD)).status).toBe(303)
  })

  test('that is not there is not found, and a change of nothing is refused', async () => {
    expect((await ask('PATCH', `/operators/${NOBODY}`, { role: 'agent' })).status).toBe(404)
    expect((await ask('GET', `/operators/${NOBODY}/logins`)).status).toBe(404)
    expect((await ask('PATCH', `/operators/${NOBODY}`, {})).status).toBe(400)
  })

  test('is listed, page by page, with the built-in one as the last', async () => {
    await hotel.operator('viewer')
    const all = await ask('GET', '/operators')
    expect(all.body.items.at(-1)).toMatchObject({ name: 'admin', built_in: true, role: 'admin' })
    const first = await ask('GET', '/operators?limit=1')
    const second = await ask('GET', `/operators?limit=1&cursor=${first.body.next_cursor}`)
    expect([first.body.items[0], second.body.items[0]]).toEqual(all.body.items.slice(0, 2))
  })
})

describe('a login', () => {
  test('is refused in the same words for a wrong name as for a wrong password', async () => {
    const { name } = await hotel.operator('viewer')
    for (const [given, password] of [
      [name, PASSWORD],
      ['nobody', OWN_PASSWORD],
      ['admin', OWN_PASSWORD],
      ['n'.repeat(60), PASSWORD],
      ['\u0000', PASSWORD],
    ] as const) {
      const response = await tryLogin(given, password, '10.3.0.2')
      expect(response.status).toBe(401)
      expect(await response.text()).toContain('That is not the password.')
    }
  })

  test('keeps the name that was typed in the form, as text', async () => {
    const page = await (await tryLogin('"><script>', 'x', '10.3.0.3')).text()
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;"')
  })

  test('is listed with its operator, and can be ended by an admin, alone', async () => {
    const { id, name, login } = await loggedIn('agent')
    const other = await hotel.login({ name })
    const { body } = await ask('GET', `/operators/${id}/logins`)
    expect(body.items).toMatchObject([
      { operator_id: id, revoked_at: null },
      { operator_id: id, revoked_at: null },
    ])
    const [, first] = body.items
    expect((await ask('DELETE', `/logins/${first.id}`)).status).toBe(204)
    expect((await ask('DELETE', `/logins/${first.id}`)).status).toBe(204)
    expect([await statusOf(login), await statusOf(other)]).toEqual([401, 200])
    expect((await ask('GET', `/operators/${id}/logins`)).body.items[1].revoked_at).not.toBeNull()
    expect((await ask('DELETE', `/logins/${NOBODY}`)).status).toBe(404)
  })

  test('is told apart in the list by the admin whose own it is, and by no key', async () => {
    const { id, name, login } = await loggedIn('admin')
    await hotel.login({ name })
    const currents = async (who: Record<string, string>) =>
      (await ask('GET', `/operators/${id}/logins`, undefined, who)).body.items.map(
        ({ current }: { current: boolean }) => current,
      )
    expect(await currents(login)).toEqual([false, true])
    expect(await currents(admin)).toEqual([false, false])
    const { body: key } = await ask('POST', '/keys', { name: 'Audit', role: 'admin' })
    expect(await currents(bearer(key.key))).toEqual([false, false])
  })

  test('and its end hold in every console of the hotel, and after a restart', async () => {
    const [kept, ended] = [await hotel.login(), await hotel.login()]
    await hotel.request('/logout', { method: 'POST', headers: ended })
    const restarted = await buildConsole(hotel.config, hotel.parts)
    const statusThere = async ({ cookie }: Login) =>
      (await fetch(`${restarted.url}/api/me`, { headers: { cookie } })).status
    expect([await statusThere(kept), await statusThere(ended)]).toEqual([200, 401])
    await restarted.close()
  })

  test('stands in the database as a hash that opens nothing', async () => {
    const rows = await hotel.store.prisma.$queryRaw<{ row: string }[]>`
      SELECT s::text AS row FROM operator_sessions s UNION ALL SELECT k::text FROM api_keys k`
    const secret = /=\d+-([\w-]+)/.exec(admin.cookie)?.[1] ?? ''
    expect(secret).not.toBe('')
    expect(rows.map(({ row }) => row).join('\n')).not.toContain(secret)
  })
})

describe('a key', () => {
  const make = (role: OperatorRole, who?: Record<string, string>) =>
    ask('POST', '/keys', { name: 'Agent router', role }, who)

  test('is shown once, is good for what its role may do, and says when it was used', async () => {
    const { status, body } = await make('viewer')
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'Agent router', created_by: BUILT_IN_OPERATOR_ID, last_used_at: null })
    expect(body.key).toMatch(/^bellhop_[\w-]{43}$/)
    expect((await ask('GET', '/me', undefined, bearer(body.key))).body).toMatchObject({
      kind: 'key',
      id: body.id,
      role: 'viewer',
      built_in: false,
      rights: ['read'],
    })
    const { key, ...kept } = body
    const [listed] = (await ask('GET', '/keys')).body.items
    expect(listed).toEqual({ ...kept, last_used_at: expect.any(String) as string })
    expect(hotel.logged()).not.toContain(key)
  })

  test('is good for nothing once it is revoked, and stays in the list', async () => {
    const { body } = await make('agent')
    const revoked = await ask('DELETE', `/keys/${body.id}`)
    expect(revoked.body).toMatchObject({ id: body.id, revoked_at: expect.any(String) as string })
    expect((await ask('GET', '/me', undefined, bearer(body.key))).status).toBe(401)
    expect((await ask('DELETE', `/keys/${body.id}`)).body).toEqual(revoked.body)
    expect((await ask('DELETE', `/keys/${NOBODY}`)).status).toBe(404)
  })

  test('is closed with any change of its letters', async () => {
    const { key } = (await make('agent')).body as { key: string }
    for (const other of [key.slice(0, -1), `${key}A`, key.toUpperCase(), key.replace('bellhop_', '')])
      expect((await ask('GET', '/me', undefined, bearer(other))).status).toBe(401)
  })

  test('of an admin may make others, and one of the configuration may not', async () => {
    const { key } = (await make('admin')).body as { key: string }
    expect((await make('agent', bearer(key))).body).toMatchObject({ created_by: null })
    expect((await make('agent', bearer(API_KEY))).status).toBe(403)
    expect((await ask('GET', '/me', undefined, bearer(API_KEY))).body).toEqual({
      kind: 'key',
      id: null,
      name: 'configured key 2',
      display_name: 'configured key 2',
      role: 'admin',
      built_in: false,
      rights: ['read', 'serve', 'lines'],
    })
  })
})
