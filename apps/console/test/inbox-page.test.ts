import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'

import type { inboxOutput } from '../src/api/inbox-routes.ts'
import type { messageOutput } from '../src/api/message-output.ts'
import type { sessionOutput } from '../src/api/outputs.ts'
import type { timelineOutput } from '../src/api/timeline-routes.ts'
import type { InboxPage, Message, Session, Timeline } from '../ui/src/contract.ts'
import { runConsole, type RunningConsole } from './running-console.ts'

const BUILT = fileURLToPath(new URL('../dist/ui/', import.meta.url))
const FIRST_LOAD_MAX_BYTES = 150_000

describe('the inbox', () => {
  let hotel: RunningConsole
  let headers: { cookie: string }
  beforeAll(async () => {
    hotel = await runConsole()
    headers = { cookie: (await hotel.login()).cookie }
  })
  afterAll(() => hotel.close())

  test('is one page at every address of a conversation, and kept by nobody', async () => {
    const page = await readFile(`${BUILT}index.html`, 'utf8')
    for (const path of ['/inbox', '/inbox?view=ended', '/inbox/0190a000-0000-7000-8000-000000000000']) {
      const response = await hotel.request(path, { headers })
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.text()).toBe(page)
    }
  })

  test('names its files by their content, and has browsers keep them', async () => {
    const page = await (await hotel.request('/inbox', { headers })).text()
    const files = [...page.matchAll(/(?:src|href)="(\/inbox\/[^"]+)"/g)].map(([, path = '']) => path)
    expect(files.map((path) => path.replace(/^.*\.(\w+)$/, '$1')).toSorted()).toEqual(['css', 'js'])
    for (const path of files) {
      expect(path).toMatch(/-[\w-]{8}\.\w+$/)
      const response = await hotel.request(path, { headers })
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect((await hotel.request(path)).status, 'without a login').toBe(302)
    }
  })

  test('has no file but those of its build', async () => {
    for (const name of ['index.html', '../index.html', '..%2findex.html', '%2e%2e/index.html', '.', ''])
      expect([302, 404], name).toContain((await hotel.request(`/inbox/assets/${name}`)).status)
    expect((await hotel.request('/inbox/assets/nothing.js', { headers })).status).toBe(404)
    expect((await hotel.request('/inbox/assets/..%2findex.html', { headers })).status).toBe(404)
  })

  test('may play what a guest has sent, from here and nowhere else', async () => {
    const policy = (await hotel.request('/inbox', { headers })).headers.get('content-security-policy')
    for (const rule of ['connect', 'media', 'script', 'style']) expect(policy).toContain(`${rule}-src 'self'`)
    expect(policy).not.toContain('unsafe')
  })

  test('is loaded with less than 150 kB', async () => {
    // What the page asks for: beside it may lie what an older build has left.
    const page = await readFile(`${BUILT}/index.html`, 'utf8')
    const asked = [...page.matchAll(/"\/inbox\/(assets\/[^"]+)"/g)].map(([, path]) => `${path}`)
    const files = ['index.html', ...asked].map((path) => `${BUILT}/${path}`)
    const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length))
    expect(sizes.length).toBeGreaterThan(2)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_LOAD_MAX_BYTES)
  })

  test('reads what it shows as the API answers it', () => {
    expectTypeOf<z.infer<typeof inboxOutput>>().toExtend<InboxPage>()
    expectTypeOf<z.infer<typeof sessionOutput>>().toExtend<Session>()
    expectTypeOf<z.infer<typeof messageOutput>>().toExtend<Message>()
    expectTypeOf<z.infer<typeof timelineOutput>>().toExtend<Timeline>()
  })
})
