import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createBareServer } from './bare-server.ts'
import { OWN_PASSWORD, PASSWORD, runConsole, type RunningConsole } from './running-console.ts'

const HTTPS = { 'x-forwarded-proto': 'https' }

let hotel: RunningConsole
let operator: { cookie: string; origin: string }
let bare: FastifyInstance

beforeAll(async () => {
  hotel = await runConsole()
  operator = await hotel.login()
  bare = await createBareServer(hotel)
})
afterAll(async () => {
  await bare.close()
  await hotel.close()
})

describe('a login', () => {
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const statusWith = async (cookie: string, headers: Record<string, string> = {}) =>
    (await hotel.request('/inbox', { headers: { cookie, ...headers } })).status
  const post = (body: Record<string, string>, headers: Record<string, string> = {}) =>
    hotel.request('/login', {
      method: 'POST',
      headers: { origin: hotel.url, ...headers },
      body: new URLSearchParams(body),
    })

  test('gives a cookie that scripts cannot read and other sites cannot send, for twelve hours', async () => {
    const response = await post({ password: PASSWORD, next: '/sessions?show=all' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/sessions?show=all')
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^bellhop_console=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('gives, where the browser came over https, a cookie of this host alone, and takes no other', async () => {
    const response = await post({ password: PASSWORD }, HTTPS)
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-bellhop_console=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(await statusWith(cookieOf(response), HTTPS)).toBe(200)
    // As a neighbouring host could have set it.
    expect(await statusWith(operator.cookie, HTTPS)).toBe(302)
  })

  test('is never the one that the browser came with', async () => {
    const planted = operator.cookie
    const response = await post({ password: PASSWORD }, { cookie: planted, 'x-forwarded-for': '10.0.0.9' })
    expect(response.status).toBe(303)
    expect(cookieOf(response)).toMatch(/^bellhop_console=./)
    expect(cookieOf(response)).not.toBe(planted)
  })

  test('leads to a path of this console, whatever is asked for', async () => {
    for (const next of [
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:1',
    ]) {
      const response = await post({ password: PASSWORD, next }, { 'x-forwarded-for': '10.0.0.1' })
      expect(response.headers.get('location'), next).toBe('/')
      const page = await hotel.request(`/login?next=${encodeURIComponent(next)}`)
      expect(await page.text(), next).toContain('name="next" value="/"')
    }
  })

  test('is refused with a wrong, an empty and a missing password', async () => {
    for (const body of [{ password: 'open barley' }, { password: '' }, {}] as Record<string, string>[]) {
      const response = await post(body, { 'x-forwarded-for': '10.0.0.2' })
      expect(response.status).toBe(401)
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(await response.text()).toContain('That is not the password.')
    }
  })

  test('is closed for a minute to an address that tried too often, even with the right password', async () => {
    const stranger = { 'x-forwarded-for': '10.0.0.3' }
    for (let attempt = 0; attempt < 10; attempt++) {
      expect((await post({ password: `guess ${attempt}` }, stranger)).status).toBe(401)
    }
    const refused = await post({ password: PASSWORD }, stranger)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await post({ password: PASSWORD }, { 'x-forwarded-for': '10.0.0.4' })).status).toBe(303)
  })

  test('counts guesses that come at once, and those of one network in IPv6 as one', async () => {
    const guess = (address: string) => post({ password: 'guess' }, { 'x-forwarded-for': address })
    const atOnce = await Promise.all(Array.from({ length: 40 }, () => guess('10.0.0.5')))
    expect(atOnce.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(atOnce.filter(({ status }) => status === 429)).toHaveLength(30)

    const neighbours = await Promise.all(Array.from({ length: 20 }, (_, at) => guess(`2001:db8::${at + 1}`)))
    expect(neighbours.filter(({ status }) => status === 401)).toHaveLength(10)
  })

  test.for([
    ['from elsewhere', '203.0.113.7', (at: number) => `10.1.0.${at}`],
    ['before what the proxy has added', '127.0.0.1', (at: number) => `10.2.0.${at}, 203.0.113.8`],
  ] as const)('does not believe an address that is claimed %s', async ([, remoteAddress, claimed]) => {
    const statuses: number[] = []
    for (let at = 0; at < 12; at++) {
      const { statusCode } = await bare.inject({
        method: 'POST',
        url: '/login',
        remoteAddress,
        headers: {
          host: 'console.example',
          origin: 'http://console.example',
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': claimed(at),
        },
        payload: `password=guess+${at}`,
      })
      statuses.push(statusCode)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
  })

  test('is closed for a minute to a name that was tried too often from many addresses, and open to others', async () => {
    const { name } = await hotel.operator('viewer')
    const other = await createBareServer(hotel)
    const statusOf = async (at: number, body: Record<string, string>) => {
      const headers = {
        host: 'console.example',
        origin: 'http://console.example',
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': `10.3.0.${at}`,
      }
      const payload = new URLSearchParams(body).toString()
      return (await other.inject({ method: 'POST', url: '/login', headers, payload })).statusCode
    }
    const statuses: number[] = []
    for (let at = 0; at < 70; at++)
      statuses.push(await statusOf(at, { name: at % 2 ? '' : 'Admin', password: 'guess' }))
    expect(statuses).toEqual(Array.from({ length: 70 }, (_, at) => (at < 60 ? 401 : 429)))
    expect(await statusOf(71, { password: PASSWORD })).toBe(429)
    expect(await statusOf(71, { name, password: OWN_PASSWORD })).toBe(303)
    await other.close()
  })

  test('is asked for with the way back to the page that was wanted', async () => {
    const response = await hotel.request('/sessions?show=all')
    expect(response.headers.get('location')).toBe('/login?next=%2Fsessions%3Fshow%3Dall')
  })

  test('ends with a logout, also for whoever has kept its cookie', async () => {
    const mine = await hotel.login()
    expect(await statusWith(mine.cookie)).toBe(200)
    const response = await hotel.request('/logout', { method: 'POST', headers: mine })
    expect(response.headers.get('location')).toBe('/login')
    expect(response.headers.get('set-cookie')).toMatch(/^bellhop_console=; .*Expires=Thu, 01 Jan 1970/)

    expect(await statusWith(mine.cookie)).toBe(302)
    expect(await statusWith(mine.cookie.replace('bellhop', '__Host-bellhop'), HTTPS)).toBe(302)
    expect((await hotel.request('/api/sessions', { headers: mine })).status).toBe(401)
    expect(await statusWith(operator.cookie)).toBe(200)
  })

  test('ends after twelve hours', async () => {
    const headers = { cookie: operator.cookie }
    expect((await hotel.request('/inbox', { headers })).status).toBe(200)
    hotel.passTime(12 * 60 * 60_000)
    expect((await hotel.request('/inbox', { headers })).status).toBe(302)
    hotel.passTime(-12 * 60 * 60_000)
  })

  test('ends with any change of its cookie', async () => {
    const cookie = operator.cookie.replace(/=(\d+)/, (_, end: string) => `=${Number(end) + 1}`)
    expect(cookie).not.toBe(operator.cookie)
    expect((await hotel.request('/inbox', { headers: { cookie } })).status).toBe(302)
  })

  test('leaves nothing in the log of what was tried', () => {
    for (const secret of [PASSWORD, operator.cookie.slice(20), 'guess', 'barley'])
      expect(hotel.logged()).not.toContain(secret)
  })
})
