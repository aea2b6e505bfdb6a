import { createH2hClient, H2hError, type H2hClient, type H2hClientOptions } from '@bellhop/gateways/h2h'
import { startH2hSimulator, type H2hFault } from '@bellhop/gateways/h2h/simulator'
import { expect, onTestFinished, test } from 'vitest'

const SESSION = '0199c3a2-0000-7000-8000-000000000001'
const API_KEY = 'a-secret-key'

async function setUp(client: Partial<H2hClientOptions> = {}) {
  const router = await startH2hSimulator({ apiKey: API_KEY })
  onTestFinished(() => router.close())
  return { router, client: createH2hClient({ host: router.url, apiKey: API_KEY, ...client }) }
}

async function failureOf(client: H2hClient): Promise<H2hError> {
  const error: unknown = await client.createAgent(SESSION).catch((reason: unknown) => reason)
  if (!(error instanceof H2hError)) throw new Error('expected an H2hError', { cause: error })
  return error
}

test('an agent is created with the session as its identifier and the key in the header', async () => {
  const { router, client } = await setUp()
  await client.createAgent(SESSION)
  expect(router.created).toMatchObject([{ identifierId: SESSION }])
  expect(router.requests).toMatchObject([{ identifierId: SESSION, apiKey: API_KEY, status: 201 }])
})

test.each<[string, H2hFault, string, boolean]>([
  ['a crash', { answer: 500 }, 'server', true],
  ['a gateway without its server', { answer: 503 }, 'server', true],
  ['too many requests', { answer: 429 }, 'too-many', true],
  ['no such path', { answer: 404 }, 'not-found', true],
  ['a refusal', { answer: 400 }, 'rejected', false],
  ['a redirect', { answer: 302 }, 'unexpected', true],
  ['no answer', { answer: 'hang' }, 'timeout', true],
  ['a reset', { answer: 'reset' }, 'unreachable', true],
])('%s is told apart, and whether to try again', async (_, fault, code, retryable) => {
  const { router, client } = await setUp({ timeoutMs: 200 })
  router.faults.next(fault)
  expect(await failureOf(client)).toMatchObject({ code, retryable })
  expect(router.created).toEqual([])
  await client.createAgent(SESSION)
  expect(router.created).toHaveLength(1)
})

test('a wrong key and a router that is not there may be mended', async () => {
  const { router, client } = await setUp({ apiKey: 'wrong' })
  expect(await failureOf(client)).toMatchObject({ code: 'unauthorized', retryable: true, status: 401 })
  await router.close()
  expect(await failureOf(client)).toMatchObject({ code: 'unreachable', retryable: true })
})

test('an error tells nothing of the key', async () => {
  const { router, client } = await setUp({ timeoutMs: 200 })
  for (const answer of [500, 'hang', 'reset'] as const) {
    router.faults.next({ answer })
    const error = await failureOf(client)
    expect(`${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`).not.toContain(API_KEY)
  }
})

test('a ping tells that somebody is there, and creates nothing', async () => {
  const { router, client } = await setUp()
  expect(await client.ping()).toBe(404)
  expect(router.requests).toEqual([])
  await router.close()
  await expect(client.ping()).rejects.toMatchObject({ code: 'unreachable' })
})
