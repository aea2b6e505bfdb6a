import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { API_KEY, changeHook, openInstallation, type Installation } from './installation.ts'
import { examine, expectFinding, type Case } from './examine.ts'

const EVENTS = [
  'message.any',
  'message.ack',
  'message.edited',
  'message.revoked',
  'message.reaction',
  'session.status',
]

describe.skipIf(!inject('redis'))('at WAHA, the doctor', () => {
  let house: Installation
  beforeEach(async () => {
    house = await openInstallation()
  })
  afterEach(() => house.close())

  test.each<Case>([
    [
      'a WAHA that is away',
      (h) => (h.config.waha.host = 'http://127.0.0.1:1'),
      '✗ reachable',
      /127\.0\.0\.1:1: refused/,
      /WAHA_HOST/,
    ],
    ['a wrong WAHA key', (h) => (h.config.waha.apiKey = 'wrong'), '✗ key', /401/, /sha512/],
    [
      'a WAHA key for one session',
      (h) => h.waha.faults.serverVersion.next({ answer: 403 }),
      '! key',
      /single sessions/,
      /WAHA_LINES/,
    ],
    [
      'a stray session',
      (h) => addSession(h, 'spa'),
      '! other sessions',
      /spa: not in WAHA_LINES/,
      /WAHA_LINES of every app/,
    ],
  ])('sees %s and says what to do', async (_, breakIt, mark, found, remedy) => {
    await breakIt(house)
    expectFinding(await examine(house), 'WAHA', mark, found, remedy)
  })

  test.each<Case>([
    [
      'a stopped line',
      (h) => h.waha.setLineStatus('default', 'STOPPED'),
      '✗ session',
      /STOPPED/,
      /curl -X POST .*\/api\/sessions\/default\/start/,
    ],
    [
      'a starting line',
      (h) => h.waha.setLineStatus('default', 'STARTING'),
      '! session',
      /STARTING/,
      /restart/,
    ],
    [
      'a failed line',
      (h) => h.waha.setLineStatus('default', 'FAILED'),
      '✗ session',
      /FAILED/,
      /sessions\/default\/restart/,
    ],
    [
      'a line without its phone',
      (h) => h.waha.setLineStatus('default', 'SCAN_QR_CODE'),
      '✗ session',
      /SCAN_QR_CODE/,
      /dashboard/,
    ],
    [
      'a line that wants a passkey',
      (h) => h.waha.setLineStatus('default', 'PASSKEY_REQUIRED'),
      '✗ session',
      /PASSKEY_REQUIRED/,
      /passkey/,
    ],
    [
      'a line in time-out',
      (h) => h.waha.setTimelock('default', Date.now() + 3_600_000),
      '! session',
      /new people until 20/,
      /Wait/,
    ],
    [
      'NOWEB without its store',
      (h) => h.configure((good) => ({ ...good, noweb: null })),
      '✗ engine',
      /without its store/,
      /"store": \{"enabled": true/,
    ],
    [
      'a webhook elsewhere',
      elsewhere,
      '✗ webhook',
      /goes elsewhere: https:\/\/else\.where\/hook$/,
      /\/webhook\/waha/,
    ],
    ['no webhook', withoutHook, '✗ webhook', /has none/, /WHATSAPP_HOOK_URL/],
    [
      'two webhooks',
      (h) => h.configure((good) => ({ ...good, webhooks: [...good.webhooks, ...good.webhooks] })),
      '! webhook',
      /2 of them/,
      /Leave one/,
    ],
    [
      'missing events',
      (h) => changeHook(h, { events: ['message', 'session.status'] }),
      '✗ events',
      /lacks message\.any, message\.ack/,
      /"events": \["message\.any"/,
    ],
    ['every event', (h) => changeHook(h, { events: ['*'] }), '! events', /more than/, /"events"/],
    [
      'each message twice',
      (h) => changeHook(h, { events: [...EVENTS, 'message'] }),
      '! events',
      /comes twice/,
      /"events"/,
    ],
    ['an unsigned webhook', (h) => changeHook(h, { hmac: null }), '✗ signature', /no hmac key/, /"hmac"/],
    [
      'another key',
      (h) => changeHook(h, { hmac: { key: 'another-key' } }),
      '✗ signature',
      /none of WAHA_WEBHOOK_HMAC_KEYS/,
      /"hmac"/,
    ],
    [
      "WAHA's own retries",
      (h) => changeHook(h, { retries: null }),
      '✗ retries',
      /constant, 2 s, 15 times: after 30 s/,
      /"attempts": 720/,
    ],
    [
      'few retries',
      (h) => changeHook(h, { retries: { policy: 'linear', delaySeconds: 2, attempts: 20 } }),
      '! retries',
      /after 7 min/,
      /"attempts": 720/,
    ],
    [
      'unwanted chats',
      (h) => h.configure((good) => ({ ...good, ignore: { ...good.ignore, groups: false } })),
      '! ignored',
      /not groups/,
      /"groups": true/,
    ],
    [
      'a line that fell silent',
      (h) => (h.database.lines = [{ line: 'default', lastEventAgeMs: 3 * 86_400_000 }]),
      '! last event',
      /3 days ago/,
      /restart/,
    ],
    [
      'a line that never spoke',
      (h) => (h.database.lines = []),
      '! last event',
      /none has come yet/,
      /another phone/,
    ],
  ])('sees %s and says what to do', async (_, breakIt, mark, found, remedy) => {
    await breakIt(house)
    expectFinding(await examine(house), 'Line default', mark, found, remedy)
  })

  test.each<Case>([
    [
      'an unknown line',
      (h) => (h.config.lines = ['lobby']),
      '✗ session',
      /no session of that name/,
      /POST .*\/api\/sessions \{"name": "lobby"/,
    ],
  ])('sees %s and says what to do', async (_, breakIt, mark, found, remedy) => {
    await breakIt(house)
    expectFinding(await examine(house), 'Line lobby', mark, found, remedy)
  })

  test.each<Case>([
    [
      'an ingress that is away',
      (h) => (h.config.ingressUrl = 'http://127.0.0.1:1'),
      '! ready',
      /ECONNREFUSED, as seen from here/,
      /INGRESS_URL/,
    ],
    [
      'an ingress without its queue',
      (h) => (h.ingress.failing = ['queue']),
      '✗ ready',
      /lacks: queue/,
      /Mend/,
    ],
    [
      'an ingress with other keys',
      (h) => (h.ingress.keys = ['older']),
      '✗ signature',
      /does not take/,
      /Start the ingress again/,
    ],
    [
      'an ingress that trusts everyone',
      (h) => (h.ingress.takesUnsigned = true),
      '! signature',
      /nobody signed/,
      /WAHA_WEBHOOK_INSECURE/,
    ],
    ['a redirect', (h) => (h.ingress.redirects = true), '✗ signature', /redirected/, /no redirect/],
    ['something else', (h) => (h.config.ingressUrl = h.h2h.url), '✗ signature', /no ingress/, /INGRESS_URL/],
  ])('sees %s and says what to do', async (_, breakIt, mark, found, remedy) => {
    await breakIt(house)
    expectFinding(await examine(house), 'Ingress', mark, found, remedy)
  })
})

function elsewhere(house: Installation): void {
  changeHook(house, { url: 'https://u:p@else.where/hook?token=1' })
  house.database.lines = []
}

function withoutHook({ configure, database }: Installation): void {
  configure((good) => ({ ...good, webhooks: [] }))
  database.lines = []
}

async function addSession({ waha }: Installation, name: string): Promise<void> {
  const answer = await fetch(`${waha.url}/api/sessions`, {
    method: 'POST',
    headers: { 'x-api-key': API_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  expect(answer.status).toBe(201)
}
