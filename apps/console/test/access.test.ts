import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createBareServer } from './bare-server.ts'
import { listRoutes, type Route } from './list-routes.ts'
import { API_KEY, PASSWORD, runConsole, type RunningConsole } from './running-console.ts'

const OPEN_PATHS = new Set(['/login', '/livez', '/readyz', '/metrics', '/console.css'])

let hotel: RunningConsole
let operator: { cookie: string; origin: string }
let routes: Route[]
let bare: FastifyInstance

beforeAll(async () => {
  hotel = await runConsole()
  operator = await hotel.login()
  routes = await listRoutes(hotel)
  bare = await createBareServer(hotel)
})
afterAll(async () => {
  await bare.close()
  await hotel.close()
})

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

  test('answers no other method to strangers', async () => {
    const known = new Set(routes.map(({ method, path }) => `${method} ${path}`))
    for (const path of new Set(routes.map((route) => route.path))) {
      for (const method of ['OPTIONS', 'TRACE', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
        if (known.has(`${method} ${path}`)) continue
        const { statusCode, headers } = await bare.inject({
          method: method as 'OPTIONS',
          url: path,
          headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
        })
        expect([302, 303, 400, 401, 404, 405], `${method} ${path}`).toContain(statusCode)
        expect(headers['access-control-allow-origin'], `${method} ${path}`).toBeUndefined()
      }
    }
  })

  test('that is written in another way is as closed', async () => {
    for (const path of ['/inbox/', '/INBOX', '//inbox', '/./inbox', '/login/../inbox', '/%69nbox']) {
      expect([302, 400, 404], path).toContain((await bare.inject(path)).statusCode)
    }
    for (const path of [
      '/API/sessions',
      '/api//sessions',
      '/api/./sessions',
      '/%61pi/sessions',
      '/queues/%61pi/queues',
    ])
      expect([302, 400, 401, 404], path).toContain((await bare.inject(path)).statusCode)
  })

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

describe('the console', () => {
  test('answers whether it works and what it needs, without a login', async () => {
    expect(await (await hotel.request('/livez')).json()).toEqual({ status: 'ok' })
    expect(await (await hotel.request('/readyz')).json()).toEqual({ status: 'ok' })
    expect(await (await hotel.request('/metrics')).text()).toContain('process_cpu_seconds_total')
  })

  test('logs neither passwords nor keys nor cookies', () => {
    const log = hotel.logged()
    for (const secret of [PASSWORD, API_KEY, operator.cookie.slice(20)]) expect(log).not.toContain(secret)
  })
})
