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

export interface Answer {
  status: string
  reason?: string
}

/** What WAHA is answered, with its status on the reply. Any 2xx ends its retries, and nothing else does; a refusal says no more than its status does. */
export function toAnswer(reply: FastifyReply, outcome: Outcome): Answer {
  if (outcome.fate === 'accepted') return { status: 'accepted' }
  if (outcome.fate !== 'refused') return { status: outcome.fate, reason: outcome.reason }
  const status = STATUS[outcome.reason]
  if (status === 503) void reply.header('retry-after', retryAfterSeconds())
  void reply.code(status)
  return { status: status === 503 ? 'unavailable' : 'refused' }
}
