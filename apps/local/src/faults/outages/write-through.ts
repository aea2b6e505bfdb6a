import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@bellhop/store'
import { signWebhook } from '@bellhop/gateways/waha'
import type { HostileGuest } from '../../hostile/write-as-guests.ts'
import { GUESTS_WORDS } from '../rig/judge-logs.ts'
import type { Rig } from '../rig/open-rig.ts'

const EVERY_MS = 200
const RETRY_MS = 2_000
const ANSWER_MAX_MS = 10_000
/** Of the webhooks: so many are the end of a conversation, and so many an agent's turn. */
const END_EVERY = 23
const AGENT_EVERY = 15

export interface Posted {
  id: string
  /** One for each try. `status` null: no answer. */
  answers: { at: number; tookMs: number; status: number | null; hasRetryAfter: boolean }[]
}

/** Guests take turns to write, at a steady pace, by signed webhooks that are repeated until they are taken. */
export async function writeThrough(
  rig: Rig,
  { guests, hmacKey, clock }: { guests: readonly HostileGuest[]; hmacKey: string; clock: () => number },
  signal: AbortSignal,
): Promise<Posted[]> {
  const posted: Posted[] = []
  const underWay: Promise<unknown>[] = []
  const url = `${rig.apps.ingress[0]?.url}/webhook/waha`
  for (let number = 1; !signal.aborted; number += 1) {
    const guest = guests[number % guests.length]
    if (guest === undefined) break
    const id = `3C${number.toString(16).toUpperCase().padStart(18, '0')}`
    const text = number % END_EVERY === 0 ? '/end' : `${GUESTS_WORDS}, number ${number}`
    const raw = webhookBody(guest, id, text)
    const one: Posted = { id, answers: [] }
    posted.push(one)
    underWay.push(deliver(url, raw, hmacKey, one, clock))
    if (number % AGENT_EVERY === 0) underWay.push(speakAsAgent(rig))
    await sleep(EVERY_MS)
  }
  await Promise.all(underWay)
  return posted
}

function webhookBody({ digits, line }: HostileGuest, id: string, body: string): Buffer {
  const now = Date.now()
  const chatId = `${digits}@c.us`
  const payload = {
    id: `false_${chatId}_${id}`,
    timestamp: Math.floor(now / 1000),
    from: chatId,
    fromMe: false,
    body,
    hasMedia: false,
  }
  const event = {
    id: `evt_${id.toLowerCase()}`,
    timestamp: now,
    event: 'message.any',
    session: line,
    payload,
  }
  return Buffer.from(JSON.stringify(event))
}

async function deliver(
  url: string,
  raw: Buffer,
  hmacKey: string,
  one: Posted,
  clock: () => number,
): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-webhook-hmac': signWebhook(raw, hmacKey) }
  for (;;) {
    const at = clock()
    const startedAt = performance.now()
    const body = new Uint8Array(raw)
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(ANSWER_MAX_MS),
    }).catch(() => null)
    await answer?.text()
    const hasRetryAfter = answer?.headers.has('retry-after') ?? false
    one.answers.push({
      at,
      tookMs: performance.now() - startedAt,
      status: answer?.status ?? null,
      hasRetryAfter,
    })
    if (answer?.status === 200) return
    await sleep(RETRY_MS)
  }
}

/** What it came to is seen in the rows: a reply that is stored has to be sent. */
async function speakAsAgent({ apps, apiKey, store }: Rig): Promise<void> {
  const session = await store.prisma.session
    .findFirst({ where: { status: 'open' }, orderBy: { id: 'desc' }, select: { id: true } })
    .catch(() => null)
  if (session === null) return
  await fetch(`${apps.console[0]?.url}/api/sessions/${session.id}/messages`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    },
    body: JSON.stringify({ role: 'Agent', text: `agent's word in ${session.id} ${newId()}` }),
    signal: AbortSignal.timeout(ANSWER_MAX_MS),
  }).catch(() => null)
}
