import type { FastifyContentTypeParser, FastifyInstance, FastifyRequest } from 'fastify'
import type { Limits } from './limits.ts'
import { refused, type Outcome, type Refusal } from './outcome.ts'
import { readBody } from './read-body.ts'
import type { Room } from './room.ts'
import { toAnswer } from './to-answer.ts'
import type { WebhookMetrics } from './webhook-metrics.ts'

const JSON_TYPE = /^application\/json\s*(?:;|$)/i

export interface WebhookDeps {
  limits: Pick<Limits, 'bodyBytesMax'>
  room: Room
  metrics: WebhookMetrics
  onRefused(reason: Refusal): void
  receive(raw: Buffer, signature: string | undefined): Promise<Outcome>
}

/** `POST /webhook/waha`. What can be refused by its headers is refused before its body is read. */
export function registerWebhook(
  app: FastifyInstance,
  { limits, room, metrics, onRefused, receive }: WebhookDeps,
): void {
  // The handler reads the body itself, as bytes: they are what was signed.
  app.removeAllContentTypeParsers()
  const leaveUnread: FastifyContentTypeParser = (_request, _body, done) => done(null)
  // Fastify finds the one that is named at once, the one for all others after a search.
  app.addContentTypeParser('application/json', leaveUnread)
  app.addContentTypeParser('*', leaveUnread)

  app.post('/webhook/waha', async (request, reply) => {
    const startedAt = performance.now()
    const lease = room.openLease()
    reply.raw.on('close', () => lease.release())
    metrics.started()
    const outcome = await handle(request, lease.take)
    metrics.ended(outcome, (performance.now() - startedAt) / 1000)
    if (outcome.fate === 'refused') onRefused(outcome.reason)
    else logOutcome(request, outcome)
    return toAnswer(reply, outcome)
  })

  async function handle(request: FastifyRequest, take: (bytes: number) => boolean): Promise<Outcome> {
    if (Number(request.headers['content-length']) > limits.bodyBytesMax) return refused('too-large')
    if (!isPlainJson(request)) return refused('not-json')
    if (room.isFull()) return refused('busy')
    const raw = await readBody(request.raw, { bytesMax: limits.bodyBytesMax, take })
    if (typeof raw === 'string') return refused(raw)
    if (room.isBusy()) return refused('busy')
    room.answering()
    try {
      return await receive(raw, signatureOf(request))
    } finally {
      room.answered()
    }
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
function logOutcome(request: FastifyRequest, outcome: Exclude<Outcome, { fate: 'refused' }>): void {
  const { fate } = outcome
  if (fate === 'ignored') {
    request.log.info({ fate, reason: outcome.reason }, 'webhook answered')
  } else {
    const { line, eventId, kind } = outcome.event
    request.log.info({ fate, line, eventId, kind }, 'webhook answered')
  }
}
