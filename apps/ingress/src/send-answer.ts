import type { FastifyReply } from 'fastify'
import type { Outcome, Refusal } from './outcome.ts'
import { retryAfterSeconds } from './put-off.ts'

const STATUS: Record<Refusal, number> = {
  'too-large': 413,
  'not-json': 415,
  unauthorized: 401,
  aborted: 400,
  busy: 503,
  'queue-full': 503,
  'queue-unavailable': 503,
}

/** Answers WAHA. Any 2xx ends its retries, and nothing else does; a refusal says no more than its status does. */
export function sendAnswer(reply: FastifyReply, outcome: Outcome): FastifyReply {
  if (outcome.fate === 'accepted') return reply.send({ status: 'accepted' })
  if (outcome.fate !== 'refused') return reply.send({ status: outcome.fate, reason: outcome.reason })
  const status = STATUS[outcome.reason]
  if (status === 503) void reply.header('retry-after', retryAfterSeconds())
  return reply.code(status).send({ status: status === 503 ? 'unavailable' : 'refused' })
}
