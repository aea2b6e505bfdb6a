import { STATUS_CODES } from 'node:http'

import type { FastifyReply } from 'fastify'

import type { FieldCode, ProblemCode } from './problem-codes.ts'

/** What is wrong with a field of the request. */
export interface FieldError {
  field: string
  message: string
  code: FieldCode
}

export interface ProblemFacts {
  status: number
  code: ProblemCode
  detail: string
  errors?: FieldError[]
}

/** Answers as RFC 9457 has it: `type`, `title`, `status`, `detail`, and with it `code`, and for bad input `errors` by field. */
export async function sendProblem(
  reply: FastifyReply,
  { status, code, detail, errors }: ProblemFacts,
): Promise<FastifyReply> {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail, errors }
  // Sent as text: a route's own response schema must not reshape it.
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((text: string) => text)
    .send(JSON.stringify(body))
}
