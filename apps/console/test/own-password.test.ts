import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { OWN_PASSWORD, PASSWORD, runConsole, type RunningConsole } from './running-console.ts'

const NEXT = 'sandi yang lain'

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

const change = (who: Record<string, string>, current: string, next = NEXT) =>
  hotel.api('POST', '/me/password', { current, next }, who)
/** The page's headers after the change: the answer has its login's cookie from now on. */
const renewed = (login: Record<string, string>, { headers }: Awaited<ReturnType<typeof change>>) => ({
  ...login,
  cookie: headers.get('set-cookie')?.split(';')[0] ?? '',
})
const statusOf = async (who: Record<string, string>) => (await hotel.api('GET', '/me', undefined, who)).status
async function loggedIn(role: 'viewer' | 'agent' = 'viewer') {
  const operator = await hotel.operator(role)
  return { ...operator, login: await hotel.login({ name: operator.name }) }
}

describe('an operator’s own password', () => {
  test('is changed by whoever knows it, and ends all logins but the one that did it', async () => {
    const { id, name, login } = await loggedIn()
    const [other, another] = [await hotel.login({ name }), (await loggedIn()).login]
    const changed = await change(login, OWN_PASSWORD)
    expect(changed.status).toBe(204)
    const still = renewed(login, changed)
    expect([await statusOf(still), await statusOf(other), await statusOf(another)]).toEqual([200, 401, 200])
    await expect(hotel.login({ name })).rejects.toThrow('401')
    expect(await statusOf(await hotel.login({ name, password: NEXT }))).toBe(200)
    expect((await change(still, OWN_PASSWORD)).status).toBe(403)

    const { items } = (await hotel.api('GET', `/audit?actor_id=${id}`, undefined, await hotel.login())).body
    const noted = items.find(({ action }: { action: string }) => action === 'changed_own_password')
    expect(noted).toMatchObject({ actor_name: name, subject: id, detail: null })
  })

  test('takes the cookie that changed it from whoever has a copy, and the login goes on under another', async () => {
    const { id, login } = await loggedIn()
    const loginsOf = async () => {
      const admin = await hotel.login()
      return (await hotel.api('GET', `/operators/${id}/logins`, undefined, admin)).body.items
    }
    const [before] = await loginsOf()
    const refused = await change(login, 'not this one')
    expect(refused.headers.get('set-cookie')).toBeNull()
    expect(await statusOf(login)).toBe(200)
    const changed = await change(login, OWN_PASSWORD)
    expect(changed.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/)
    expect([await statusOf(login), await statusOf(renewed(login, changed))]).toEqual([401, 200])
    expect(await loginsOf()).toMatchObject([{ id: before.id, revoked_at: null }])
  })

  test('stays if the one that was given is wrong, or the new one would be refused to an admin too', async () => {
    const { name, login } = await loggedIn()
    const other = await hotel.login({ name })
    expect((await change(login, PASSWORD)).status).toBe(403)
    for (const next of ['too short', 'x'.repeat(201)]) {
      const { status, body } = await change(login, OWN_PASSWORD, next)
      expect(status).toBe(400)
      expect(body.errors).toMatchObject([{ field: 'next' }])
      expect(JSON.stringify(body)).not.toContain(next)
    }
    expect((await hotel.api('POST', '/me/password', {}, login)).body.errors).toMatchObject([
      { field: 'current' },
      { field: 'next' },
    ])
    expect(await statusOf(other)).toBe(200)
    expect(await statusOf(await hotel.login({ name }))).toBe(200)
  })

  test('is CONSOLE_PASSWORD for the built-in one, and nothing for a key: both are told what to do', async () => {
    const builtIn = await change(await hotel.login(), PASSWORD)
    expect(builtIn.status).toBe(409)
    expect(builtIn.body.detail).toContain('CONSOLE_PASSWORD')
    const { body } = await hotel.api('POST', '/keys', { name: 'K', role: 'admin' }, await hotel.login())
    for (const who of [{}, { authorization: `Bearer ${body.key}` }]) {
      const key = await change(who, PASSWORD)
      expect(key.status).toBe(403)
      expect(key.body.detail).toContain('key')
    }
  })

  test('cannot be found out: after five attempts that operator waits a minute, and others do not', async () => {
    const [guessed, other] = [await loggedIn(), await loggedIn()]
    for (let at = 0; at < 5; at += 1) expect((await change(guessed.login, `guess ${at}`)).status).toBe(403)
    const late = await change(guessed.login, OWN_PASSWORD)
    expect(late).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } })
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await change(other.login, OWN_PASSWORD)).status).toBe(204)
  })

  test('is not changed by two at once', async () => {
    const { login } = await loggedIn()
    const both = await Promise.all([
      change(login, OWN_PASSWORD, 'the first one'),
      change(login, OWN_PASSWORD),
    ])
    expect(both.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(both.filter(({ status }) => status === 403)).toHaveLength(1)
  })

  test('is told to nobody', () => {
    for (const secret of [OWN_PASSWORD, NEXT, 'guess']) expect(hotel.logged()).not.toContain(secret)
  })
})
