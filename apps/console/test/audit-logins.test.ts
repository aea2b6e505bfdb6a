import { BUILT_IN_OPERATOR_ID } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { OWN_PASSWORD, runConsole, type Login, type RunningConsole } from './running-console.ts'

let hotel: RunningConsole
let admin: Login
beforeAll(async () => {
  hotel = await runConsole()
  admin = await hotel.login()
})
afterAll(() => hotel.close())

const auditOf = async (id: string) =>
  (await hotel.api('GET', `/audit?limit=200&actor_id=${id}`, undefined, admin)).body.items
const tryLogin = (name: string, password: string, address: string) =>
  hotel.request('/login', {
    method: 'POST',
    headers: { origin: hotel.url, 'x-forwarded-for': address },
    body: new URLSearchParams({ name, password }),
  })
const failuresOf = async (id: string) =>
  (await auditOf(id)).filter(({ action }: { action: string }) => action === 'login_failed')

/** What has failed until now did so more than a minute ago. */
const passMinute = () =>
  hotel.store.prisma.auditEvent.updateMany({
    where: { action: 'login_failed' },
    data: { at: new Date(Date.now() - 61_000) },
  })

/** A failure of somebody else has come to the audit: what was to come before has come. */
async function isNoted(address: string): Promise<void> {
  const { id, name } = await hotel.operator('viewer')
  await tryLogin(name, 'wrong', address)
  await vi.waitFor(async () => expect(await failuresOf(id)).toHaveLength(1))
}

describe('the audit', () => {
  test('says who logged in and out, once each, and which login it was', async () => {
    const { id, name } = await hotel.operator('viewer')
    const login = await hotel.login({ name })
    const [{ id: loginId }] = (await hotel.api('GET', `/operators/${id}/logins`, undefined, admin)).body.items
    for (let time = 0; time < 2; time += 1) await hotel.request('/logout', { method: 'POST', headers: login })
    const by = { actor_kind: 'operator', actor_name: name, subject: loginId }
    expect(await auditOf(id)).toMatchObject([
      { ...by, action: 'logged_out' },
      { ...by, action: 'logged_in' },
    ])
  })

  test('says whose name was tried with a wrong password, also of the built-in one and of who is disabled', async () => {
    const { id, name } = await hotel.operator('viewer')
    expect((await tryLogin(name.toUpperCase(), 'a wrong secret', '10.9.0.1')).status).toBe(401)
    expect((await tryLogin('', 'a wrong secret', '10.9.0.1')).status).toBe(401)
    await vi.waitFor(async () => {
      expect(await failuresOf(id)).toMatchObject([{ actor_name: name, subject: id }])
      expect(await failuresOf(BUILT_IN_OPERATOR_ID)).toHaveLength(1)
    })
    await passMinute()
    await hotel.api('PATCH', `/operators/${id}`, { disabled: true }, admin)
    expect((await tryLogin(name, OWN_PASSWORD, '10.9.0.1')).status).toBe(401)
    await vi.waitFor(async () => expect(await failuresOf(id)).toHaveLength(2))
  })

  test('never has what was typed as a name or a password', async () => {
    const { id, name } = await hotel.operator('viewer')
    for (const typed of ['a-secret-typed-as-name', 'Secret with spaces', '\u0000', 'n'.repeat(60)])
      expect((await tryLogin(typed, 'secret', '10.9.0.2')).status).toBe(401)
    await tryLogin(name, 'secret', '10.9.0.2')
    await vi.waitFor(async () => expect(await failuresOf(id)).toHaveLength(1))
    const { body } = await hotel.api('GET', '/audit?limit=200', undefined, admin)
    expect(JSON.stringify(body).toLowerCase()).not.toContain('secret')
    expect(hotel.logged().toLowerCase()).not.toContain('secret')
  })

  test('has one failure of a name in a minute, however many tries it were', async () => {
    const before = (await failuresOf(BUILT_IN_OPERATOR_ID)).length
    await passMinute()
    const tries = await Promise.all(Array.from({ length: 10 }, () => tryLogin('', 'wrong', '10.9.0.3')))
    expect(tries.every(({ status }) => status === 401)).toBe(true)
    await isNoted('10.9.0.4')
    expect(await failuresOf(BUILT_IN_OPERATOR_ID)).toHaveLength(before + 1)
    await passMinute()
    await tryLogin('', 'wrong', '10.9.0.4')
    await vi.waitFor(async () => expect(await failuresOf(BUILT_IN_OPERATOR_ID)).toHaveLength(before + 2))
  })

  test('does not grow by tries that are kept out', async () => {
    const { id, name } = await hotel.operator('viewer')
    await Promise.all(Array.from({ length: 10 }, () => tryLogin('', 'wrong', '10.9.0.5')))
    expect((await tryLogin(name, 'wrong', '10.9.0.5')).status).toBe(429)
    await isNoted('10.9.0.6')
    expect(await failuresOf(id)).toEqual([])
  })
})
