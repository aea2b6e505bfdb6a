import { setMaxListeners } from 'node:events'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { got } from 'got'

import { signWebhook } from '../hmac.ts'
import type { TakeableFaults } from '../../faults/fault-plan.ts'
import type { Envelope } from './bodies/envelope.ts'
import { newRequestId } from './ids.ts'
import type { Hook } from './session-config.ts'

/** What goes wrong with one webhook on its way. */
export interface WebhookFault {
  delayMs?: number
  /** Posted so many times, as by two hooks on one URL. 0 loses it. Default 1. */
  copies?: number
  /** Lets the next webhook overtake this one. */
  overtaken?: boolean
}

export interface Delivery {
  eventId: string
  event: string
  requestId: string
  /** The answer to each POST, in order; null for one without an answer. */
  answers: (number | null)[]
  outcome: 'pending' | 'delivered' | 'given up'
}

export interface WebhookSender {
  readonly deliveries: readonly Delivery[]
  /** Resolves, never rejects, when the webhook and its copies are delivered or given up. Says whether one was delivered. */
  send(body: Envelope): Promise<boolean>
  /** For bodies that are not WAHA's. */
  sendRaw(raw: Buffer, name: { id: string; event: string; timestamp: number }): Promise<boolean>
  /** Does something after a pause, as part of what is under way. */
  later(ms: number, run: () => void): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface WebhookSenderOptions {
  /** May change at any time: each webhook goes by how it is then. */
  hook: Readonly<Pick<Hook, 'url' | 'hmacKey' | 'retries'>>
  faults: TakeableFaults<WebhookFault>
}

/** WAHA closes a connection that it has not used for this long. */
const UNUSED_MS = 4_000
/** How long an overtaken webhook waits for another one. */
const OVERTAKING_MAX_MS = 1_000

/** Posts webhooks as WAHA does: each at once and on its own, retried on every answer but 2xx, without any timeout. */
export function createWebhookSender({ hook, faults }: WebhookSenderOptions): WebhookSender {
  const agent = new Agent({ keepAlive: true, timeout: UNUSED_MS })
  const closing = new AbortController()
  setMaxListeners(0, closing.signal) // each webhook under way
  const deliveries: Delivery[] = []
  const underWay = new Set<Promise<unknown>>()
  const waitingToBeOvertaken = new Set<() => void>()

  function track<T>(done: Promise<T>): Promise<T> {
    underWay.add(done)
    void done.finally(() => underWay.delete(done))
    return done
  }

  const sendRaw: WebhookSender['sendRaw'] = (raw, name) => track(transmit(raw, name).catch(() => false))

  async function transmit(
    raw: Buffer,
    name: { id: string; event: string; timestamp: number },
  ): Promise<boolean> {
    if (hook.url === null) return false
    const { delayMs = 0, copies = 1, overtaken = false } = faults.take() ?? {}
    if (delayMs > 0) await pause(delayMs)
    if (overtaken) await toBeOvertaken()
    const outcomes = await Promise.all(Array.from({ length: copies }, () => deliver(raw, name)))
    return outcomes.includes(true)
  }

  async function deliver(
    raw: Buffer,
    name: { id: string; event: string; timestamp: number },
  ): Promise<boolean> {
    const delivery: Delivery = {
      eventId: name.id,
      event: name.event,
      requestId: newRequestId(),
      answers: [],
      outcome: 'pending',
    }
    deliveries.push(delivery)
    const { hmacKey, retries } = hook
    const headers = headersOf(raw, delivery.requestId, name.timestamp, hmacKey)
    for (let left = retries.attempts; ; left--) {
      const { status, retryAfterMs } = await post(raw, headers)
      delivery.answers.push(status)
      letOvertake()
      const isDelivered = status !== null && status >= 200 && status < 300
      if (isDelivered || left === 0 || closing.signal.aborted) {
        delivery.outcome = isDelivered ? 'delivered' : 'given up'
        return isDelivered
      }
      await pause(Math.max(retries.delayMs, retryAfterMs))
    }
  }

  async function post(
    raw: Buffer,
    headers: Record<string, string>,
  ): Promise<{ status: number | null; retryAfterMs: number }> {
    const target = hook.url
    if (target === null) return { status: null, retryAfterMs: 0 }
    try {
      // Redirects 301 to 303 are followed as GET without a body, like WAHA's: an event is lost that way.
      const options = {
        body: raw,
        headers,
        agent: { http: agent },
        retry: { limit: 0 },
        throwHttpErrors: false,
      }
      const answer = await got.post(target, { ...options, methodRewriting: true, signal: closing.signal })
      const isPaced = answer.statusCode === 429 || answer.statusCode === 503
      const retryAfterMs = isPaced ? Number(answer.headers['retry-after'] ?? 0) * 1000 : 0
      return { status: answer.statusCode, retryAfterMs: Number.isNaN(retryAfterMs) ? 0 : retryAfterMs }
    } catch {
      return { status: null, retryAfterMs: 0 }
    }
  }

  function toBeOvertaken(): Promise<void> {
    const overtaken = new Promise<void>((resolve) => waitingToBeOvertaken.add(resolve))
    return Promise.race([overtaken, pause(OVERTAKING_MAX_MS)])
  }

  function letOvertake(): void {
    for (const goOn of waitingToBeOvertaken) goOn()
    waitingToBeOvertaken.clear()
  }

  async function pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined)
  }

  return {
    deliveries,
    sendRaw,
    send: (body) => sendRaw(Buffer.from(JSON.stringify(body)), body),
    later(ms, run) {
      void track(pause(ms).then(() => (closing.signal.aborted ? undefined : run())))
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    async close() {
      closing.abort()
      await Promise.all(underWay)
      agent.destroy()
    },
  }
}

/** The same on every retry, the timestamp included: it is the event's, not the post's. */
function headersOf(
  raw: Buffer,
  requestId: string,
  timestamp: number,
  hmacKey: string | null,
): Record<string, string> {
  const signature =
    hmacKey === null
      ? {}
      : { 'x-webhook-hmac': signWebhook(raw, hmacKey), 'x-webhook-hmac-algorithm': 'sha512' }
  return {
    accept: 'application/json, text/plain, */*',
    'content-type': 'application/json',
    'user-agent': 'WAHA/2026.4.3',
    'x-webhook-request-id': requestId,
    'x-webhook-timestamp': String(timestamp),
    ...signature,
  }
}
