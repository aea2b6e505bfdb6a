import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { Media } from '@bellhop/core'
import { newId, type Prisma } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { API_KEY, guestWithSession, runConsole, type RunningConsole } from './running-console.ts'

const CONTENT = Buffer.from('0123456789')

let hotel: RunningConsole
let operator: { cookie: string }
let sessionId: string

beforeAll(async () => {
  hotel = await runConsole()
  operator = await hotel.login()
  sessionId = (await guestWithSession(hotel.store)).session
})
afterAll(() => hotel.close())

/** A message with these media, and the file where they say that it is. */
async function messageWith(
  media: Media | null,
  kind: 'image' | 'document' | 'text' = 'image',
): Promise<string> {
  const id = newId()
  const path = media?.path?.replace('ID', id)
  const kept = media === null ? {} : { media: { ...media, ...(path && { path }) } as Prisma.InputJsonObject }
  await hotel.store.prisma.message.create({
    data: {
      id,
      sessionId,
      line: 'default',
      chatId: '6281234567890@c.us',
      direction: 'inbound',
      role: 'User',
      kind,
      fromMe: false,
      status: 'applied',
      ...kept,
    },
  })
  if (path !== undefined && !path.includes('etc')) {
    await mkdir(dirname(join(hotel.config.mediaDir, path)), { recursive: true })
    await writeFile(join(hotel.config.mediaDir, path), CONTENT)
  }
  return id
}

const PHOTO = { mimetype: 'image/jpeg', filename: 'beach.jpg', path: 'default/2026-11/ID.jpg', size: 10 }
const read = (id: string, headers: Record<string, string> = operator) =>
  hotel.request(`/api/messages/${id}/media`, { headers })

async function problemOf(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toMatch('application/problem+json')
  const { status, detail } = (await response.json()) as { status: number; detail: string }
  return `${status} ${detail}`
}

describe('a file', () => {
  test('is read by whoever is logged in, and by scripts with a key', async () => {
    const id = await messageWith(PHOTO)
    for (const headers of [operator, { authorization: `Bearer ${API_KEY}` }]) {
      const response = await read(id, { ...headers })
      expect(response.status).toBe(200)
      expect(Buffer.from(await response.arrayBuffer())).toEqual(CONTENT)
    }
    expect((await read(id, {})).status).toBe(401)
  })

  test('is told with its type and name, and can do nothing in a browser', async () => {
    const { headers } = await read(await messageWith(PHOTO))
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '10',
      'content-disposition': `inline; filename="beach.jpg"; filename*=UTF-8''beach.jpg`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none';.*; sandbox allow-same-origin$/,
    )
  })

  test.for([
    ['text/html', 'application/octet-stream', 'page.html.bin'],
    ['image/svg+xml', 'application/octet-stream', 'page.html.bin'],
    ['application/xhtml+xml', 'application/octet-stream', 'page.html.bin'],
    ['application/pdf', 'application/pdf', 'page.html.pdf'],
    ['text/plain', 'text/plain', 'page.html.txt'],
  ] as const)('of type %s is saved and never shown', async ([mimetype, type, name]) => {
    const { headers } = await read(await messageWith({ ...PHOTO, mimetype, filename: 'page.html' }))
    expect(headers.get('content-type')?.split(';')[0]).toBe(type)
    expect(headers.get('content-security-policy')).toMatch(/; sandbox$/)
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="${name}"; filename*=UTF-8''${name}`,
    )
  })

  test('is read in parts, as players do', async () => {
    const id = await messageWith(PHOTO)
    const part = await read(id, { ...operator, range: 'bytes=2-4' })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ])
    const beyond = await read(id, { ...operator, range: 'bytes=10-' })
    expect(beyond.headers.get('content-range')).toBe('bytes */10')
    expect(await problemOf(beyond)).toBe('416 The file has no such part.')
  })

  test('is told of without being sent', async () => {
    const id = await messageWith(PHOTO)
    const response = await hotel.request(`/api/messages/${id}/media`, { method: 'HEAD', headers: operator })
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '10',
      '',
    ])
  })

  test('stands in the API by its address, without what is ours and WAHA’s', async () => {
    const url = 'http://waha.internal:3000/api/files/default/1.jpeg'
    const id = await messageWith({ ...PHOTO, url })
    const { body } = await hotel.api('GET', `/sessions/${sessionId}`)
    const message = (body.messages as { id: string; media: unknown }[]).find((one) => one.id === id)
    const { path: _, ...told } = PHOTO
    expect(message?.media).toEqual({ ...told, href: `/api/messages/${id}/media` })
  })

  test('is documented', async () => {
    const { body } = await hotel.api('GET', '/docs/json')
    const route = body.paths['/api/messages/{id}/media'].get
    expect(Object.keys(route.responses)).toEqual(['200', '400', '404', '416'])
    expect(Object.keys(route.responses['200'].content)).toEqual(['*/*'])
  })
})

describe('where there is no file', () => {
  test('a message says why', async () => {
    const waiting = await messageWith({ mimetype: 'image/jpeg', error: 'missing in the event' })
    await hotel.store.prisma.mediaFetch.create({ data: { messageId: waiting } })
    const lost = await messageWith(PHOTO)
    await rm(join(hotel.config.mediaDir, PHOTO.path.replace('ID', lost)))
    const problems = [
      newId(),
      await messageWith(null, 'text'),
      waiting,
      await messageWith({ mimetype: 'video/mp4', error: 'too large' }),
      lost,
    ].map(async (id) => problemOf(await read(id)))
    expect(await Promise.all(problems)).toEqual([
      '404 There is no such message.',
      '404 No file comes with this message.',
      '404 The file is still being fetched.',
      '404 There is no file: too large.',
      '404 The file is not in MEDIA_DIR any more.',
    ])
    expect((await read('no-id')).status).toBe(400)
  })

  test('a MEDIA_DIR that is another than the one of the worker says so too', async () => {
    await writeFile(join(hotel.config.mediaDir, 'etc'), 'no folder')
    const id = await messageWith({ ...PHOTO, path: 'etc/2026-11/ID.jpg' })
    expect(await problemOf(await read(id))).toBe('404 The file is not in MEDIA_DIR any more.')
  })

  test.for(['../../../../../../etc/passwd', '/etc/passwd', 'default/2026-11/../../../../../../etc/passwd'])(
    'a path of %s leads nowhere',
    async (path) => {
      const id = await messageWith({ ...PHOTO, path })
      expect(await problemOf(await read(id))).toBe('404 No file comes with this message.')
    },
  )
})
