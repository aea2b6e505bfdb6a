import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { listRoutes, type Route } from './list-routes.ts'
import { API_KEY, PASSWORD, runConsole, type RunningConsole } from './running-console.ts'

const OPEN_PATHS = new Set(['/login', '/livez', '/readyz', '/metrics', '/console.css'])

let hotel: RunningConsole
let operator: { cookie: string; origin: string }
let routes: Route[]

beforeAll(async () => {
  hotel = await runConsole()
  operator = await hotel.login()
  routes = await listRoutes(hotel)
})
afterAll(() => hotel.close())

describe('every route', () => {
  test('is among those that are called below', () => {
    expect(routes.length).toBeGreaterThan(60)
    expect(routes).toContainEqual({ method: 'GET', path: '/' })
    expect(routes).toContainEqual({ method: 'PUT', path: '/queues/api/queues/pause' })
    expect(routes).toContainEqual({ method: 'GET', path: '/api/docs/json' })
    expect(routes).toContainEqual({
      method: 'POST',
      path: '/api/sessions/0190a000-0000-7000-8000-000000000000/messages',
    })
  })

  test.for([
    ['without a credential', {}],
    ['with a wrong key', { authorization: 'Bearer key-of-nobody-at-all' }],
    ['with an empty key', { authorization: 'Bearer ' }],
    ['with the password as a key', { authorization: `Bearer ${PASSWORD}` }],
    ['with a key in another scheme', { authorization: `Basic ${API_KEY}` }],
    ['with a cookie that nobody signed', { cookie: `bellhop_console=${Date.now() + 1e9}-abc` }],
    [
      'with a cookie of a foreign signature',
      { cookie: `bellhop_console=${Date.now() + 1e9}-abc.${'A'.repeat(43)}` },
    ],
  ] as const)('is closed %s', async ([, headers]) => {
    for (const { method, path } of routes.filter(({ path: own }) => !OPEN_PATHS.has(own))) {
      const response = await hotel.request(path, { method, headers: { ...headers, origin: hotel.url } })
      const [page, query = ''] = (response.headers.get('location') ?? '').split('?')
      const body = await response.text()
      const told = body.includes('"title":"Unauthorized","status":401') ? 'problem' : body
      const answer = { status: response.status, page, query: query.split('=')[0], told }
      expect(answer, `${method} ${path}`).toEqual(closed({ method, path }))
    }
  })

  /** Scripts are told, people are led to the login, and back if they only wanted to look. */
  function closed({ method, path }: Route) {
    if (path.startsWith('/api/') || path.startsWith('/queues/api/')) {
      return { status: 401, page: '', query: '', told: method === 'HEAD' ? '' : 'problem' }
    }
    const query = method === 'GET' && path !== '/' ? 'next' : ''
    return { status: method === 'GET' || method === 'HEAD' ? 302 : 303, page: '/login', query, told: '' }
  }

  test('outside the API is closed to keys', async () => {
    for (const { method, path } of routes) {
      if (OPEN_PATHS.has(path) || path.startsWith('/api/')) continue
      const headers = { authorization: `Bearer ${API_KEY}`, origin: hotel.url }
      const response = await hotel.request(path, { method, headers })
      expect([302, 303, 401], `${method} ${path}`).toContain(response.status)
    }
  })

  test('that changes something is closed to pages of other origins', async () => {
    const changing = routes.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
    expect(changing.length).toBeGreaterThan(20)
    const foreign: Record<string, string>[] = [
      {},
      { origin: 'null' },
      { origin: 'https://elsewhere.example' },
      { origin: hotel.url.replace('127.0.0.1', 'localhost') },
      { origin: hotel.url, 'sec-fetch-site': 'cross-site' },
      { origin: hotel.url, 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]
    for (const { method, path } of changing) {
      for (const headers of foreign) {
        const response = await hotel.request(path, {
          method,
          headers: { cookie: operator.cookie, ...headers },
        })
        expect(response.status, `${method} ${path} ${JSON.stringify(headers)}`).toBe(403)
      }
    }
  })

  test('that does not exist tells nothing to strangers', async () => {
    expect((await hotel.request('/secrets')).status).toBe(302)
    expect((await hotel.request('/api/secrets')).status).toBe(401)
    expect((await hotel.request('/api/secrets', { headers: { cookie: operator.cookie } })).status).toBe(404)
    expect((await hotel.request('/secrets', { headers: { cookie: operator.cookie } })).status).toBe(404)
  })
})

describe('a login', () => {
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

  test('marks the cookie Secure where the browser came over https', async () => {
    const response = await post({ password: PASSWORD }, { 'x-forwarded-proto': 'https' })
    expect(response.headers.get('set-cookie')).toContain('; Secure')
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

  test('is asked for with the way back to the page that was wanted', async () => {
    const response = await hotel.request('/sessions?show=all')
    expect(response.headers.get('location')).toBe('/login?next=%2Fsessions%3Fshow%3Dall')
  })

  test('ends with a logout', async () => {
    const response = await hotel.request('/logout', { method: 'POST', headers: operator })
    expect(response.headers.get('location')).toBe('/login')
    expect(response.headers.get('set-cookie')).toMatch(/^bellhop_console=; .*Expires=Thu, 01 Jan 1970/)
  })

  test('ends after twelve hours', async () => {
    const headers = { cookie: operator.cookie }
    expect((await hotel.request('/', { headers })).status).toBe(200)
    hotel.passTime(12 * 60 * 60_000)
    expect((await hotel.request('/', { headers })).status).toBe(302)
    hotel.passTime(-12 * 60 * 60_000)
  })

  test('ends with any change of its cookie', async () => {
    const cookie = operator.cookie.replace(/=(\d+)/, (_, end: string) => `=${Number(end) + 1}`)
    expect(cookie).not.toBe(operator.cookie)
    expect((await hotel.request('/', { headers: { cookie } })).status).toBe(302)
  })
})

describe('the console', () => {
  test('answers whether it works and what it needs, without a login', async () => {
    expect(await (await hotel.request('/livez')).json()).toEqual({ status: 'ok' })
    expect(await (await hotel.request('/readyz')).json()).toEqual({ status: 'ok' })
    expect(await (await hotel.request('/metrics')).text()).toContain('process_cpu_seconds_total')
  })

  test('lets its pages run nothing but what it serves, and be framed by nobody', async () => {
    const policy = (await hotel.request('/login')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toMatch(/style-src 'self'$/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  test('allows styles from scripts to Bull Board and Swagger UI alone, and scripts of others to nobody', async () => {
    const headers = { cookie: operator.cookie }
    for (const path of ['/queues', '/queues/', '/api/docs', '/api/docs/']) {
      const policy = (await hotel.request(path, { headers })).headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("style-src 'self' 'unsafe-inline'")
      expect(policy, path).toContain("script-src 'self';")
    }
    for (const path of ['/', '/sessions', '/queuesx', '/api/sessions']) {
      const policy = (await hotel.request(path, { headers })).headers.get('content-security-policy')
      expect(policy, path).not.toContain('unsafe')
    }
  })

  test('lets nobody keep what it shows of guests', async () => {
    for (const path of ['/', '/sessions', '/unmatched', '/api/sessions', '/api/check-ins']) {
      const response = await hotel.request(path, { headers: { cookie: operator.cookie } })
      expect(response.headers.get('cache-control'), path).toBe('no-store')
    }
  })

  test('logs neither passwords nor keys nor cookies', () => {
    const log = hotel.logged()
    for (const secret of [PASSWORD, API_KEY, operator.cookie.slice(20), 'guess 1'])
      expect(log).not.toContain(secret)
  })
})
