import { expect, test } from 'vitest'
import { nameCommand, nameRequest, nameStatement } from './fingerprint.ts'

test('a statement has one name for any number of parameters', () => {
  const one = nameStatement('INSERT INTO "public"."messages" ("id", "text") VALUES ($1, $2)')
  const three = nameStatement(
    'INSERT INTO "public"."messages" ("id", "text") VALUES ($1,$2), ($3,$4), ($5,$6)',
  )
  expect(three).toBe(one)
  expect(one).toMatch(/^INSERT messages [0-9a-f]{6}$/)
  expect(nameStatement('SELECT "id" FROM "messages" WHERE "id" IN ($1,$2)')).toBe(
    nameStatement('SELECT "id" FROM "messages"\n  WHERE "id" IN ($1)'),
  )
})

test('two statements on one table have two names', () => {
  const names = ['sent', 'failed'].map((status) => nameStatement(`UPDATE messages SET status = '${status}'`))
  expect(new Set(names).size).toBe(2)
})

test('a script is called by its name and its queue, a command by its own', () => {
  const scripts = new Map([['abc', 'addStandardJob']])
  expect(nameCommand('evalsha', ['abc', 9, 'bellhop:inbound:wait'], scripts)).toBe(
    'redis addStandardJob inbound',
  )
  expect(nameCommand('hget', ['bellhop:agent:7', 'data'], scripts)).toBe('redis hget agent')
})

test.each([
  ['/api/sessions/0198c9a2-7d3e-7000-8000-0123456789ab/messages?limit=5', '/api/sessions/:id/messages'],
  ['/api/default/chats/6281234567890%40c.us/messages', '/api/default/chats/:id/messages'],
  ['/api/default/chats/all/messages/true_62@c.us_3EB0', '/api/default/chats/all/messages/:id'],
  ['/webhook/waha', '/webhook/waha'],
])('of the path %s only what is the same in every run stands in the name', (path, named) => {
  expect(nameRequest('send', 'GET', path)).toBe(`http send GET ${named}`)
})
