import { createWahaInspector, probeWebhook, verifyWebhook } from '@bellhop/gateways/waha'
import type { SessionConfig, WahaSimulatorOptions } from '@bellhop/gateways/waha/simulator'
import { describe, expect, test } from 'vitest'

import { startReceiver } from './support/receiver.ts'
import { startWaha } from './support/simulator.ts'

const API_KEY = 'a-secret-key'
const HMAC_KEY = 'a-secret-of-webhooks'
const HOOK = 'http://ingress:8080/webhook/waha'

async function setUp(options: WahaSimulatorOptions = {}) {
  const waha = await startWaha({ apiKey: API_KEY, hmacKey: HMAC_KEY, ...options })
  return { waha, inspector: createWahaInspector({ host: waha.url, apiKey: API_KEY }) }
}

describe('inspecting WAHA', () => {
  test('tells its version, its clock and its sessions', async () => {
    const { inspector, waha } = await setUp({ version: '2026.7.1', lines: ['default', 'spa'] })
    await waha.setLineStatus('spa', 'STOPPED')
    expect(await inspector.version()).toBe('2026.7.1')
    expect((await inspector.ping()).clock?.getTime()).toBeCloseTo(Date.now(), -4)
    expect(await inspector.sessionNames()).toEqual(['default', 'spa'])
  })

  test('tells how a session is configured', async () => {
    const { inspector, waha } = await setUp({ retries: { attempts: 720, delayMs: 5_000 } })
    waha.sendWebhooksTo(HOOK)
    const session = await inspector.session('default')
    expect(session).toMatchObject({
      status: 'WORKING',
      engine: 'NOWEB',
      webhooks: [
        {
          url: HOOK,
          events: [
            'message.any',
            'message.ack',
            'message.edited',
            'message.revoked',
            'message.reaction',
            'session.status',
          ],
          hmacKey: HMAC_KEY,
          retries: { policy: 'constant', delaySeconds: 5, attempts: 720 },
        },
      ],
      ignores: ['status', 'groups', 'channels', 'broadcast'],
      keepsHistory: true,
    })
  })

  test.each([
    ['nothing at all', {}],
    ['nulls, as WAHA writes them', { webhooks: null, ignore: null, noweb: null, proxy: null }],
    ['shapes of another version', { webhooks: 'none', ignore: 7, noweb: { store: 'sqlite' } }],
  ])('reads a config of %s', async (_, config) => {
    const { inspector, waha } = await setUp()
    waha.setSessionConfig('default', config as SessionConfig)
    expect(await inspector.session('default')).toMatchObject({
      webhooks: [],
      ignores: [],
      keepsHistory: null,
    })
  })

  test.each([404, 422])('a session that WAHA does not know (%i) is null', async (status) => {
    const { inspector, waha } = await setUp()
    expect(await inspector.session('spa')).toBeNull()
    waha.faults.session.next({ answer: status })
    expect(await inspector.session('default')).toBeNull()
  })

  test('with a wrong key is refused, but for the ping', async () => {
    const { waha } = await setUp()
    const inspector = createWahaInspector({ host: waha.url, apiKey: 'another' })
    await expect(inspector.ping()).resolves.toBeDefined()
    await expect(inspector.version()).rejects.toMatchObject({ code: 'unauthorized' })
    await expect(inspector.session('default')).rejects.toMatchObject({ code: 'unauthorized' })
  })
})

describe("a session's config", () => {
  async function call(url: string, method: string, body?: unknown) {
    const answer = await fetch(url, {
      method,
      headers: {
        'x-api-key': API_KEY,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return answer.status
  }

  test('that is changed takes effect: events go there, with that key', async () => {
    const { waha, inspector } = await setUp()
    const receiver = await startReceiver()
    const retries = { policy: 'constant', delaySeconds: 5, attempts: 720 }
    const webhook = { url: receiver.url, events: ['message.any'], hmac: { key: 'new' }, retries }
    const config = { webhooks: [webhook], metadata: { hotel: 'a' } }
    expect(await call(`${waha.url}/api/sessions/default`, 'PUT', { config })).toBe(200)
    expect((await inspector.session('default'))?.webhooks).toMatchObject([{ url: receiver.url, retries }])

    await waha.guest('081234567890').writes('Halo')
    expect(receiver.bodies()).toMatchObject([{ event: 'message.any' }])
    const [post] = receiver.received
    expect(verifyWebhook(post?.raw ?? Buffer.of(), String(post?.headers['x-webhook-hmac']), ['new'])).toBe(
      true,
    )
  })

  test('makes a new session, which waits to be scanned, stops and starts', async () => {
    const { waha, inspector } = await setUp()
    const sessions = `${waha.url}/api/sessions`
    expect(await call(sessions, 'POST', { name: 'spa', config: {} })).toBe(201)
    expect(await inspector.session('spa')).toMatchObject({ status: 'SCAN_QR_CODE', ownChats: [] })
    expect(await call(`${waha.url}/api/spa/auth/qr`, 'GET')).toBe(200)
    expect(await call(sessions, 'POST', { name: 'spa', config: {} })).toBe(422)
    expect(await call(`${sessions}/spa/stop`, 'POST')).toBe(201)
    expect(await inspector.session('spa')).toMatchObject({ status: 'STOPPED' })
    expect(await call(`${sessions}/spa/start`, 'POST')).toBe(201)
    expect(await inspector.session('spa')).toMatchObject({ status: 'WORKING' })
  })
})

describe('probing a webhook', () => {
  test.each([
    ['accepted', 200, '{"status":"ignored","reason":"presence"}'],
    ['something-else', 200, '{"status":"accepted"}'],
    ['something-else', 200, '<html>'],
    ['something-else', 404, ''],
    ['refused', 401, ''],
    ['redirects', 301, ''],
    ['redirects', 308, ''],
  ] as const)('is %s by an answer of %i %s', async (outcome, status, body) => {
    const receiver = await startReceiver(() => ({ status, body, headers: { location: '/elsewhere' } }))
    expect(await probeWebhook(receiver.url, { key: HMAC_KEY, line: 'default' })).toBe(outcome)
    expect(receiver.received).toHaveLength(1)
    const [post] = receiver.received
    expect(verifyWebhook(post?.raw ?? Buffer.of(), String(post?.headers['x-webhook-hmac']), [HMAC_KEY])).toBe(
      true,
    )
  })

  test('finds nobody where nobody is, and goes unsigned without a key', async () => {
    expect(await probeWebhook('http://127.0.0.1:1/webhook/waha', { key: null, line: 'default' })).toBe(
      'unreachable',
    )
    const receiver = await startReceiver()
    await probeWebhook(receiver.url, { key: null, line: 'default' })
    expect(receiver.received[0]?.headers).not.toHaveProperty('x-webhook-hmac')
  })
})
