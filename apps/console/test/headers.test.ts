import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { runConsole, type RunningConsole } from './running-console.ts'

/** One of each kind of answer: pages, the API, Bull Board, what is refused, what isn't there. */
const ANSWERS: [path: string, status: number, init?: RequestInit][] = [
  ['/', 302],
  ['/inbox', 200],
  ['/check-ins', 200],
  ['/assets/nothing.js', 404],
  ['/nowhere', 404],
  ['/logout', 403, { method: 'POST', headers: { origin: 'https://elsewhere.example' } }],
  ['/inbox', 302, { headers: { cookie: '' } }],
  ['/login', 415, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }],
  ['/login', 200],
  ['/login', 401, { method: 'POST', body: new URLSearchParams({ password: 'open barley' }) }],
  ['/api/sessions', 200],
  ['/api/sessions', 401, { headers: { cookie: '' } }],
  ['/api/sessions?limit=x', 400],
  ['/api/nowhere', 404],
  ['/api/docs/', 200],
  ['/api/docs/json', 200],
  ['/queues', 200],
  ['/queues/api/queues', 200],
  ['/queues/api/queues/pause', 403, { method: 'PUT' }],
  ['/queues/static/images/logo.svg', 200],
  ['/console.css', 200],
  ['/metrics', 200],
  ['/livez', 200],
]
/** Nothing of a guest is in these. */
const KEPT = new Set(['/console.css', '/queues/static/images/logo.svg'])

let hotel: RunningConsole
let operator: { cookie: string; origin: string }

beforeAll(async () => {
  hotel = await runConsole()
  operator = await hotel.login()
})
afterAll(() => hotel.close())

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return hotel.request(path, { ...init, headers: { ...operator, ...(init.headers as object) } })
}

describe('every kind of answer', () => {
  test.for(ANSWERS)(
    '%s with %i is framed by nobody, guessed at by nobody, and kept by nobody',
    async ([path, status, init]) => {
      const response = await ask(path, init)
      expect(response.status).toBe(status)
      expect(response.headers.get('content-security-policy')).toMatch(
        /default-src 'none';.*frame-ancestors 'none'.*script-src 'self'/,
      )
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      const [keeping = ''] = (response.headers.get('cache-control') ?? '').split(',')
      expect(keeping).toBe(KEPT.has(path) ? 'public' : 'no-store')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      expect(response.headers.get('x-powered-by')).toBeNull()
    },
  )

  test('asks for TLS for a year where the browser came over TLS, and nowhere else', async () => {
    for (const [path, , init] of ANSWERS) {
      expect((await ask(path, init)).headers.get('strict-transport-security'), path).toBeNull()
      const secure = { ...init, headers: { ...(init?.headers as object), 'x-forwarded-proto': 'https' } }
      expect((await ask(path, secure)).headers.get('strict-transport-security'), path).toBe(
        'max-age=31536000',
      )
    }
  })

  test('to what is no address repeats nothing of it, and is no page', async () => {
    const response = await ask('/%<script>alert(1)</script>')
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toMatch('text/plain')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe('This is no address.\n')
  })
})

describe('the policy', () => {
  test('lets pages run nothing but what it serves, and be framed by nobody', async () => {
    const policy = (await ask('/login')).headers.get('content-security-policy') ?? ''
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
    for (const path of ['/inbox', '/people', '/queuesx', '/api/sessions']) {
      const policy = (await hotel.request(path, { headers })).headers.get('content-security-policy')
      expect(policy, path).not.toContain('unsafe')
    }
  })
})
