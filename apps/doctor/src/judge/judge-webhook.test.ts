import type { LineSession, SessionWebhook } from '@bellhop/gateways/waha'
import { expect, test } from 'vitest'
import { judgeWebhook } from './judge-webhook.ts'

const CONTEXT = { wahaHost: 'http://waha', hmacKeys: [], wahaVersion: null, lastEvent: { seen: null } }

function judgeRetries(retries: SessionWebhook['retries']) {
  const webhook = { url: 'http://ingress/webhook/waha', events: [], hmacKey: null, retries }
  const findings = judgeWebhook('default', { webhooks: [webhook] } as unknown as LineSession, CONTEXT)
  return findings.find(({ name }) => name === 'retries')
}

test.each([
  ['constant', 5, 720, 'ok', /may last 60 min/],
  ['constant', 10, 1000, 'ok', /may last 2 h/],
  ['constant', 5, 719, 'warn', /after 59 min/],
  ['constant', 2, 15, 'fail', /after 30 s/],
  ['constant', 0, 720, 'fail', /after 0 s/],
  ['constant', 5, 0, 'fail', /after 0 s/],
  ['linear', 2, 60, 'ok', /may last 61 min/],
  ['linear', 2, 7, 'fail', /after 56 s/],
  ['exponential', 2, 15, 'ok', /may last 36 h/],
  ['exponential', 2, 8, 'warn', /after 17 min/],
  ['exponential', 2, 4, 'fail', /after 60 s/],
])('retries of %s, %i s, %i times are judged %s', (policy, delaySeconds, attempts, status, found) => {
  expect(judgeRetries({ policy, delaySeconds, attempts })).toMatchObject({
    status,
    found: expect.stringMatching(found) as string,
  })
})

test.each([null, { policy: null, delaySeconds: null, attempts: null }])(
  "retries that are not told (%j) are WAHA's own: 30 seconds",
  (retries) => {
    expect(judgeRetries(retries)).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('constant, 2 s, 15 times') as string,
    })
  },
)
