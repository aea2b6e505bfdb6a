import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'

import type { attentionOutput } from '../src/api/attention-routes.ts'
import type { inboxOutput } from '../src/api/inbox-routes.ts'
import type { messageOutput } from '../src/api/message-output.ts'
import type { meOutput } from '../src/api/me-routes.ts'
import type { sessionOutput } from '../src/api/outputs.ts'
import type { timelineOutput } from '../src/api/timeline-routes.ts'
import type { Attention, InboxPage, Me, Message, Session, Timeline } from '../ui/src/contract.ts'
import { FIELD_CODES, PROBLEM_CODES } from '../src/problem-codes.ts'
import { INDONESIAN_FIELD_PROBLEMS, INDONESIAN_PROBLEMS } from '../ui/src/language/indonesian-problems.ts'
import { runConsole, type RunningConsole } from './running-console.ts'

const BUILT = fileURLToPath(new URL('../dist/ui/', import.meta.url))
const FIRST_LOAD_MAX_BYTES = 150_000

describe('the pages', () => {
  let hotel: RunningConsole
  let headers: { cookie: string }
  beforeAll(async () => {
    hotel = await runConsole()
    headers = { cookie: (await hotel.login()).cookie }
  })
  afterAll(() => hotel.close())

  test('are one document at every address, kept by nobody', async () => {
    const page = await readFile(`${BUILT}index.html`, 'utf8')
    for (const path of ['/inbox?view=ended', '/inbox/0190a000-0000-7000-8000-000000000000', '/people']) {
      const response = await hotel.request(path, { headers })
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.text()).toBe(page)
    }
  })

  test('begin with the inbox', async () => {
    const response = await hotel.request('/', { headers })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('/inbox')
  })

  test('name their files by their content, and have browsers keep them', async () => {
    const page = await (await hotel.request('/inbox', { headers })).text()
    const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
    expect(new Set(files.map((path) => path.replace(/^.*\.(\w+)$/, '$1')))).toEqual(new Set(['css', 'js']))
    for (const path of files) {
      expect(path).toMatch(/-[\w-]{8}\.\w+$/)
      const response = await hotel.request(path, { headers })
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-encoding')).toBe('gzip')
      expect(await response.text()).toBe(await readFile(`${BUILT}${path}`, 'utf8'))
      expect((await hotel.request(path)).status, 'without a login').toBe(302)
    }
  })

  test('have no file but those of their build', async () => {
    for (const name of ['index.html', '../index.html', '..%2findex.html', '%2e%2e/index.html', '.', ''])
      expect([302, 404], name).toContain((await hotel.request(`/assets/${name}`)).status)
    expect((await hotel.request('/assets/nothing.js', { headers })).status).toBe(404)
    expect((await hotel.request('/assets/..%2findex.html', { headers })).status).toBe(404)
  })

  test('may play what a guest has sent, from here and nowhere else', async () => {
    const policy = (await hotel.request('/inbox', { headers })).headers.get('content-security-policy')
    for (const rule of ['connect', 'media', 'script', 'style']) expect(policy).toContain(`${rule}-src 'self'`)
    expect(policy).not.toContain('unsafe')
  })

  test('are loaded with less than 150 kB', async () => {
    // What the page asks for: beside it may lie what an older build has left.
    const page = await readFile(`${BUILT}/index.html`, 'utf8')
    const asked = [...page.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, path]) => `${path}`)
    const files = ['index.html', ...asked].map((path) => `${BUILT}/${path}`)
    const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length))
    expect(sizes.length).toBeGreaterThan(2)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_LOAD_MAX_BYTES)
  })

  test('tell each problem in Indonesian too', () => {
    expect(Object.keys(INDONESIAN_PROBLEMS)).toEqual([...PROBLEM_CODES])
    expect(Object.keys(INDONESIAN_FIELD_PROBLEMS)).toEqual([...FIELD_CODES])
  })

  test('read what they show as the API answers it', () => {
    expectTypeOf<z.infer<typeof inboxOutput>>().toExtend<InboxPage>()
    expectTypeOf<z.infer<typeof sessionOutput>>().toExtend<Session>()
    expectTypeOf<z.infer<typeof messageOutput>>().toExtend<Message>()
    expectTypeOf<z.infer<typeof timelineOutput>>().toExtend<Timeline>()
    expectTypeOf<z.infer<typeof attentionOutput>>().toExtend<Attention>()
    expectTypeOf<z.infer<typeof meOutput>>().toExtend<Me>()
  })
})
