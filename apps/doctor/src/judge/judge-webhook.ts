import type { LineSession, SessionWebhook } from '@bellhop/gateways/waha'
import type { Seen } from '../look.ts'
import { fail, ok, skipped, warn, type Finding } from '../report.ts'
import { isOurPath, showUrl, WEBHOOK_PATH } from '../webhook-url.ts'
import type { LastEvent } from './last-event.ts'
import { GLOBAL_SIGNS_SINCE, isSince } from './waha-version.ts'

export interface WebhookContext {
  wahaHost: string
  hmacKeys: readonly string[]
  wahaVersion: string | null
  lastEvent: Seen<LastEvent>
}

const EVENTS = [
  'message.any',
  'message.ack',
  'message.edited',
  'message.revoked',
  'message.reaction',
  'session.status',
]
const HOUR_S = 3_600
const MINUTE_S = 60
const RETRIES = '"retries": {"policy": "constant", "delaySeconds": 5, "attempts": 720}'
// WAHA's own, where a webhook says nothing.
const WAHAS_RETRIES = { policy: 'constant', delaySeconds: 2, attempts: 15 }

/** What a line's webhook has to be. WAHA tells of the session's own only; one of its environment is judged by what has come. */
export function judgeWebhook(line: string, { webhooks }: LineSession, context: WebhookContext): Finding[] {
  const ours = webhooks.filter(({ url }) => url !== null && isOurPath(url))
  const [webhook] = ours
  const change = `PUT ${context.wahaHost}/api/sessions/${line} (README, "Connecting a real WAHA")`
  if (webhook === undefined) return judgeNone(webhooks, context, change)
  return [
    ours.length === 1
      ? ok('webhook', showUrl(webhook.url ?? ''))
      : warn('webhook', `${ours.length} of them come to Bellhop`, `Leave one in config.webhooks: ${change}`),
    judgeEvents(webhook.events, change),
    judgeSignature(webhook.hmacKey, context.hmacKeys, change),
    judgeRetries(webhook, change),
  ]
}

function judgeNone(
  webhooks: readonly SessionWebhook[],
  { lastEvent, wahaVersion }: WebhookContext,
  change: string,
): Finding[] {
  const elsewhere = webhooks.map(({ url }) => showUrl(url ?? '')).join(', ')
  const isGlobal = 'seen' in lastEvent && lastEvent.seen !== null
  if (!isGlobal) {
    const found = elsewhere === '' ? 'the session has none' : `goes elsewhere: ${elsewhere}`
    const remedy = `"url": "http://<ingress>:8080${WEBHOOK_PATH}" in config.webhooks: ${change}`
    return [
      fail(
        'webhook',
        found,
        remedy,
        `Or set WHATSAPP_HOOK_URL and the rest for all of WAHA, as docker-compose.yml does.`,
      ),
    ]
  }
  const why = 'cannot be seen: make sure of it where WAHA is started'
  const global = (name: string, ...remedy: string[]) => skipped(name, why, ...remedy)
  return [
    wahaVersion !== null && isSince(wahaVersion, GLOBAL_SIGNS_SINCE) === false
      ? fail(
          'webhook',
          "WAHA's environment sets it, and before 2025.3.2 that one is neither signed nor tried again as long",
          `Upgrade WAHA, or give the session a webhook of its own: ${change}`,
        )
      : ok(
          'webhook',
          "the session has none, and events come: WAHA's environment sets it (WHATSAPP_HOOK_URL)",
        ),
    global('events', `WHATSAPP_HOOK_EVENTS=${EVENTS.join(',')}`),
    global(
      'retries',
      'WHATSAPP_HOOK_RETRIES_POLICY=constant _DELAY_SECONDS=5 _ATTEMPTS=720: without, events are gone after 30 s',
    ),
  ]
}

function judgeEvents(events: readonly string[], change: string): Finding {
  const remedy = `"events": ${JSON.stringify(EVENTS)} in its webhook: ${change}`
  if (events.includes('*')) return warn('events', '*: more than Bellhop needs', remedy)
  const missing = EVENTS.filter((event) => !events.includes(event))
  if (missing.length > 0) return fail('events', `lacks ${missing.join(', ')}`, remedy)
  if (events.includes('message'))
    return warn('events', 'message beside message.any: each message comes twice, and counts once', remedy)
  return ok('events', `all ${EVENTS.length} that Bellhop needs`)
}

function judgeSignature(key: string | null, keys: readonly string[], change: string): Finding {
  const remedy = `"hmac": {"key": "<one of WAHA_WEBHOOK_HMAC_KEYS>"} in its webhook: ${change}`
  if (key === null)
    return fail(
      'signature',
      'the webhook has no hmac key: the ingress answers 401, and the events are gone',
      remedy,
    )
  if (keys.includes(key)) return ok('signature', 'signed with one of WAHA_WEBHOOK_HMAC_KEYS')
  return fail('signature', 'its key is none of WAHA_WEBHOOK_HMAC_KEYS: the ingress answers 401', remedy)
}

function judgeRetries({ retries }: SessionWebhook, change: string): Finding {
  const policy = retries?.policy ?? WAHAS_RETRIES.policy
  const delaySeconds = retries?.delaySeconds ?? WAHAS_RETRIES.delaySeconds
  const attempts = retries?.attempts ?? WAHAS_RETRIES.attempts
  const spanS = retrySpanS(policy, delaySeconds, attempts)
  const found = `${policy}, ${delaySeconds} s, ${attempts} times`
  if (spanS >= HOUR_S) return ok('retries', `${found}: an outage may last ${showSpan(spanS)}`)
  const lost = `${found}: after ${showSpan(spanS)} of an outage, events are gone`
  const remedy = `${RETRIES} in its webhook: ${change}`
  return spanS <= MINUTE_S ? fail('retries', lost, remedy) : warn('retries', lost, remedy)
}

/** From the first failure to the last try. */
function retrySpanS(policy: string, delayS: number, attempts: number): number {
  if (policy === 'linear') return (delayS * attempts * (attempts + 1)) / 2
  if (policy === 'exponential') return delayS * (2 ** (attempts + 1) - 2)
  return delayS * attempts
}

function showSpan(seconds: number): string {
  if (seconds <= MINUTE_S * 2) return `${seconds} s`
  if (seconds < HOUR_S * 2) return `${Math.floor(seconds / MINUTE_S)} min`
  return seconds < HOUR_S * 48 ? `${Math.floor(seconds / HOUR_S)} h` : 'days'
}
