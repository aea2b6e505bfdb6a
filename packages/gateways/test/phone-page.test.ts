import type { ScreenEvent } from '@bellhop/gateways/waha/simulator'
import { expect, onTestFinished, test } from 'vitest'

import { startReceiver } from './support/receiver.ts'
import { startWaha } from './support/simulator.ts'

const PEOPLE = [
  { phone: '081234567890', name: 'Budi' },
  { phone: '+34611111111', name: 'Ana' },
]

function call(method: 'POST' | 'PUT', url: string, json: unknown = {}) {
  return fetch(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) })
}

/** Collects what the screen is told, until the test ends. */
async function watch(url: string): Promise<ScreenEvent[]> {
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  const answer = await fetch(url, { signal: ending.signal })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const events: ScreenEvent[] = []
  void (async () => {
    let rest = ''
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (rest + chunk).split('\n\n')
      rest = parts.pop() ?? ''
      events.push(...parts.map((part) => JSON.parse(part.replace(/^data: /, '')) as ScreenEvent))
    }
  })().catch(() => undefined)
  return events
}

test('a guest is picked, writes, and sees the answer come', async () => {
  const receiver = await startReceiver()
  const waha = await startWaha({ people: PEOPLE, webhookUrl: receiver.url })
  expect(await (await fetch(`${waha.url}/simulator/guests`)).json()).toEqual([
    { phone: '6281234567890', name: 'Budi' },
    { phone: '34611111111', name: 'Ana' },
  ])

  const guest = `${waha.url}/simulator/guests/6281234567890`
  const events = await watch(`${guest}/events`)
  const answer = await call('POST', `${guest}/messages`, { text: 'Hello <b>' })
  expect(answer.status).toBe(202)
  const { id } = (await answer.json()) as { id: string }
  await waha.idle()

  const chat = { session: 'default', chatId: '6281234567890@c.us' }
  await call('POST', `${waha.url}/api/sendSeen`, chat)
  await call('POST', `${waha.url}/api/startTyping`, chat)
  await call('POST', `${waha.url}/api/sendText`, { ...chat, text: 'Welcome' })
  await expect
    .poll(() => events)
    .toMatchObject([
      { type: 'screen', name: 'Budi', entries: [] },
      { type: 'entry', entry: { from: 'guest', text: 'Hello <b>', progress: 'sending' } },
      { type: 'progress', id, progress: 'delivered' },
      { type: 'progress', id, progress: 'seen' },
      { type: 'typing', isTyping: true },
      { type: 'typing', isTyping: false },
      { type: 'entry', entry: { from: 'hotel', text: 'Welcome' } },
    ])
})

test('who looks later sees all that was', async () => {
  const waha = await startWaha({ people: PEOPLE })
  await waha.guest('081234567890').writes('Hello')
  const guest = `${waha.url}/simulator/guests/081234567890`
  expect((await call('POST', `${guest}/clock`, { advanceMs: 31 * 60_000 })).status).toBe(200)
  const events = await watch(`${guest}/events`)
  await expect
    .poll(() => events)
    .toMatchObject([{ entries: [{ text: 'Hello' }, { kind: 'time-jump', byMs: 1_860_000 }] }])
})

test('another number joins the list', async () => {
  const waha = await startWaha({ people: PEOPLE })
  const answer = await call('PUT', `${waha.url}/simulator/guests/0813-0000-0001`)
  expect(await answer.json()).toMatchObject({ phone: '6281300000001' })
  expect(await (await fetch(`${waha.url}/simulator/guests`)).json()).toHaveLength(3)
})

test.each([
  ['PUT', 'abc', {}],
  ['POST', '081234567890/messages', { text: '' }],
  ['POST', '081234567890/messages', { text: 7 }],
  ['POST', 'abc/messages', { text: 'Hello' }],
  ['POST', '081234567890/clock', { advanceMs: -1 }],
  ['POST', '081234567890/clock', { advanceMs: null }],
] as const)('%s %s is refused if it makes no sense', async (method, path, json) => {
  const waha = await startWaha()
  expect((await call(method, `${waha.url}/simulator/guests/${path}`, json)).status).toBe(400)
})

test('the page is served under a policy that runs no foreign script', async () => {
  const waha = await startWaha()
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/page.css', 'text/css'],
    ['/page.js', 'text/javascript'],
  ]) {
    const answer = await fetch(waha.url + path)
    expect(answer.headers.get('content-type')).toContain(type)
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
  }
})

test('the simulator ends while a screen is watched', async () => {
  const waha = await startWaha({ people: PEOPLE })
  const events = await watch(`${waha.url}/simulator/guests/081234567890/events`)
  await expect.poll(() => events).toHaveLength(1)
  await waha.close()
})
