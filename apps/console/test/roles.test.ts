import type { OperatorRole } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { listRoutes, type Route } from './list-routes.ts'
import { API_KEY, runConsole, type RunningConsole } from './running-console.ts'

const OPEN = new Set(['/login', '/livez', '/readyz', '/metrics', '/console.css'])
const GUESTS = /^(\/api)?\/(check-ins|sessions|messages|templates|quarantined)(\/|$)/
const PEOPLE = /^(\/people|\/api\/(operators|logins|keys|audit))(\/|$)/
const OWN_PASSWORD = '/api/me/password'
/** Asks, by a body: an address would stand in the logs of proxies. */
const PHONES = '/api/phones'
const BOARD = /^\/queues(\/|$)/

const isReading = ({ method }: Route) => method === 'GET' || method === 'HEAD'

/** What each may reach, said once more and in another way than the console has it. */
const MAY: Record<OperatorRole, (route: Route) => boolean> = {
  viewer: (route) =>
    route.path === OWN_PASSWORD ||
    route.path === PHONES ||
    (isReading(route) && !PEOPLE.test(route.path) && !BOARD.test(route.path)),
  agent: (route) => MAY.viewer(route) || GUESTS.test(route.path),
  admin: () => true,
}

let hotel: RunningConsole
let routes: Route[]

beforeAll(async () => {
  hotel = await runConsole()
  // A logout would end the login that walks; and of Bull Board's files the router's listing leaves their folder out.
  const others = new Set([...OPEN, '/logout', '/queues/anything'])
  routes = (await listRoutes(hotel)).filter(({ path }) => !others.has(path))
  routes.push({ method: 'GET', path: '/queues/static/images/logo.svg' })
})
afterAll(() => hotel.close())

/** The routes that say no to whoever has these headers. That Bull Board only reads and retries is another matter. */
async function findRefused(among: readonly Route[], headers: Record<string, string>): Promise<Route[]> {
  const refused: Route[] = []
  for (const route of among) {
    const response = await hotel.request(route.path, { method: route.method, headers })
    // A stream of events ends when its reader does.
    const isStream = response.headers.get('content-type') === 'text/event-stream'
    const body = isStream ? '' : await response.text()
    if (isStream) await response.body?.cancel()
    const isStranger = response.status === 401 || response.headers.get('location')?.startsWith('/login')
    expect(isStranger ?? false, `${route.method} ${route.path}`).toBe(false)
    if (response.status === 403 && !body.includes('Only reading and retrying')) refused.push(route)
  }
  return refused
}

describe('every route', () => {
  test.for(['viewer', 'agent', 'admin'] as const)('does for a login of role %s what it may', async (role) => {
    const { name } = await hotel.operator(role)
    const login = await hotel.login({ name })
    expect(await findRefused(routes, login)).toEqual(routes.filter((route) => !MAY[role](route)))
  })

  test.for(['viewer', 'agent', 'admin'] as const)(
    'of the API does for a made key of role %s what it may',
    async (role) => {
      const { body } = await hotel.api('POST', '/keys', { name: role, role }, await hotel.login())
      const ofApi = routes.filter(({ path }) => path.startsWith('/api/'))
      const refused = await findRefused(ofApi, { authorization: `Bearer ${body.key}` })
      expect(refused).toEqual(ofApi.filter((route) => !MAY[role](route)))
    },
  )

  test('of the API does for a key of the configuration what it did before there were roles', async () => {
    const ofApi = routes.filter(({ path }) => path.startsWith('/api/'))
    const refused = await findRefused(ofApi, { authorization: `Bearer ${API_KEY}` })
    expect(refused).toEqual(ofApi.filter(({ path }) => PEOPLE.test(path)))
  })

  test('tells scripts and people in their own way that it is not theirs', async () => {
    const login = await hotel.login({ name: (await hotel.operator('viewer')).name })
    const told = await hotel.api('GET', '/operators', undefined, login)
    expect(told.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(told.body).toMatchObject({ status: 403, detail: expect.stringContaining('people') as string })
    const page = await hotel.request('/queues', { headers: login })
    expect(page.status).toBe(403)
    expect(await page.text()).toContain('Ask an admin of this console for it.')
  })
})

test('whoever may only look may log out', async () => {
  const login = await hotel.login({ name: (await hotel.operator('viewer')).name })
  const response = await hotel.request('/logout', { method: 'POST', headers: login })
  expect(response.headers.get('location')).toBe('/login')
  expect((await hotel.request('/inbox', { headers: login })).status).toBe(302)
})
