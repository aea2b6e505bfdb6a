import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createHeldBytes } from './held-bytes.ts'
import type { Limits } from './limits.ts'
import { refused, type Outcome } from './outcome.ts'
import { readBody } from './read-body.ts'
import { sendAnswer } from './send-answer.ts'
import type { WebhookMetrics } from './webhook-metrics.ts'

const JSON_TYPE = /^application\/json\s*(?:;|$)/i

export interface WebhookDeps {
  limits: Pick<Limits, 'bodyBytesMax' | 'heldBytesMax' | 'answeringMax'>
  metrics: WebhookMetrics
  receive(raw: Buffer, signature: string | undefined): Promise<Outcome>
}

/** `POST /webhook/waha`. What can be refused by its headers is refused before its body is read. */
export function registerWebhook(app: FastifyInstance, { limits, metrics, receive }: WebhookDeps): void {
  const heldBytes = createHeldBytes(limits.heldBytesMax)
  let answering = 0

  // The handler reads the body itself, as bytes: they are what was signed.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _body, done) => done(null))

  app.post('/webhook/waha', async (request, reply) => {
    const startedAt = performance.now()
    const lease = heldBytes.open()
    reply.raw.once('close', () => lease.release())
    metrics.started()
    const outcome = await handle(request, lease.take)
    metrics.ended(outcome, (performance.now() - startedAt) / 1000)
    logOutcome(request, outcome)
    return sendAnswer(reply, outcome)
  })

  async function handle(request: FastifyRequest, take: (bytes: number) => boolean): Promise<Outcome> {
    if (Number(request.headers['content-length']) > limits.bodyBytesMax) return refused('too-large')
    if (!isPlainJson(request)) return refused('not-json')
    if (isBusy() || heldBytes.isFull()) return refused('busy')
    const raw = await readBody(request.raw, { bytesMax: limits.bodyBytesMax, take })
    if (typeof raw === 'string') return refused(raw)
    if (isBusy()) return refused('busy')
    answering += 1
    try {
      return await receive(raw, signatureOf(request))
    } finally {
      answering -= 1
    }
  }

  function isBusy(): boolean {
    return answering >= limits.answeringMax
  }
}

/** A compressed body is none: WAHA never sends one, and what it unfolds to has no bound. */
function isPlainJson({ headers }: FastifyRequest): boolean {
  return (
    JSON_TYPE.test(headers['content-type'] ?? '') &&
    (headers['content-encoding'] ?? 'identity') === 'identity'
  )
}

function signatureOf({ headers }: FastifyRequest): string | undefined {
  const signature = headers['x-webhook-hmac']
  return typeof signature === 'string' ? signature : undefined
}

/** One line an event: ids and words of ours, never its content (I13). */
function logOutcome(request: FastifyRequest, outcome: Outcome): void {
  const { fate } = outcome
  if (fate === 'refused') {
    request.log.warn({ fate, reason: outcome.reason }, 'webhook refused')
  } else if (fate === 'ignored') {
    request.log.info({ fate, reason: outcome.reason }, 'webhook answered')
  } else {
    const { line, eventId, kind } = outcome.event
    request.log.info({ fate, line, eventId, kind }, 'webhook answered')
  }
}
