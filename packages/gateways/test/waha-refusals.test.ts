import { expect, test } from 'vitest'

import { startWaha } from './support/simulator.ts'

const JSON_HEADERS = { 'content-type': 'application/json' }
const GOOD = { session: 'default', chatId: '6281234567890@c.us', text: 'Hello' }

async function post(url: string, body: string, headers: Record<string, string> = JSON_HEADERS) {
  const answer = await fetch(`${url}/api/sendText`, { method: 'POST', headers, body })
  return { status: answer.status, body: await answer.json() }
}

test.each([
  ['no line', { ...GOOD, session: undefined }, 400, { message: 'Session name is required' }],
  ['an unknown line', { ...GOOD, session: 'x' }, 422, { message: 'Session "x" does not exist' }],
  [
    'no chat',
    { ...GOOD, chatId: undefined },
    500,
    { exception: { message: expect.stringContaining('includes') } },
  ],
  ['a text that is none', { ...GOOD, text: 7 }, 500, { exception: { message: expect.any(String) } }],
])('WAHA refuses %s', async (_, json, status, body) => {
  const waha = await startWaha()
  expect(await post(waha.url, JSON.stringify(json))).toMatchObject({ status, body })
  expect(waha.sent).toEqual([])
})

test('WAHA repeats the request where it crashed', async () => {
  const waha = await startWaha()
  const json = { session: 'default', text: 'Hello' }
  expect(await post(waha.url, JSON.stringify(json))).toMatchObject({ body: { request: { body: json } } })
})

test('WAHA refuses with 400 what is no JSON', async () => {
  const waha = await startWaha()
  expect(await post(waha.url, '{')).toMatchObject({ status: 400 })
  expect(await post(waha.url, JSON.stringify(GOOD), { 'content-type': 'text/plain' })).toMatchObject({
    status: 400,
  })
})

test('WAHA wants its key for everything below /api', async () => {
  const waha = await startWaha({ apiKey: 'key' })
  const url = waha.addFile('default', '3A01.jpeg', 'image/jpeg', Buffer.from('picture'))
  expect(await post(waha.url, JSON.stringify(GOOD))).toEqual({
    status: 401,
    body: { message: 'Unauthorized', statusCode: 401 },
  })
  expect((await fetch(url)).status).toBe(401)
  expect(await (await fetch(url, { headers: { 'x-api-key': 'key' } })).text()).toBe('picture')
  waha.removeFile('3A01.jpeg')
  expect((await fetch(url, { headers: { 'x-api-key': 'key' } })).status).toBe(404)
})

test('WAHA says which state a line is in, and sends if it comes back in time', async () => {
  const waha = await startWaha({ notWorkingDelayMs: 300 })
  await waha.setLineStatus('default', 'STARTING')
  expect(await post(waha.url, JSON.stringify(GOOD))).toMatchObject({
    status: 422,
    body: { session: 'default', status: 'STARTING', expected: ['WORKING'] },
  })
  const waiting = post(waha.url, JSON.stringify(GOOD))
  await waha.setLineStatus('default', 'WORKING')
  expect(await waiting).toMatchObject({ status: 201 })
})

test('WAHA takes a chat in any spelling for the same one', async () => {
  const waha = await startWaha()
  for (const chatId of ['6281234567890', '6281234567890@s.whatsapp.net', '6281234567890@c.us']) {
    await post(waha.url, JSON.stringify({ ...GOOD, chatId }))
  }
  expect(new Set(waha.sent.map(({ chatId }) => chatId))).toEqual(new Set(['6281234567890@c.us']))
  expect(waha.guest('081234567890').entries).toHaveLength(3)
})

test('WAHA lists its lines', async () => {
  const waha = await startWaha({ lines: ['default', 'spa'] })
  const answer = await fetch(`${waha.url}/api/sessions?all=true`)
  expect(await answer.json()).toMatchObject([{ name: 'default', status: 'WORKING' }, { name: 'spa' }])
})

test.each(['none', 'a', '1.5', '0'])('WAHA validates the limit of a page: %s', async (limit) => {
  const waha = await startWaha()
  const answer = await fetch(`${waha.url}/api/default/chats/all/messages?limit=${limit}`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ message: expect.any(Array) })
})

test('only a hidden address has a phone to ask for', async () => {
  const waha = await startWaha()
  expect((await fetch(`${waha.url}/api/default/lids/6281234567890%40c.us`)).status).toBe(422)
})
