import type { Logger } from '@bellhop/runtime'
import { isDatabaseUnavailable } from '@bellhop/store'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

import { toFieldError } from '../field-error.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { sendProblem } from '../problem.ts'

const RETRY_AFTER_SECONDS = 5
/** What is refused before a route can judge it; all else of that kind is malformed. */
const REFUSALS: Record<number, ProblemCode> = {
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_type',
  429: 'too_many_attempts',
}

/** Turns what a route threw, and what the framework refused, into a problem. Only our own faults are logged. */
export function createProblemHandler(log: Logger) {
  return async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (error.validation !== undefined) {
      const errors = error.validation.map(({ keyword, instancePath, params, message = 'Not valid.' }) =>
        toFieldError({ ...params, code: keyword, path: instancePath.split('/').filter(Boolean), message }),
      )
      return sendProblem(reply, {
        status: 400,
        code: 'invalid',
        detail: 'The request is not as it must be: see errors.',
        errors,
      })
    }
    const status = error.statusCode ?? 500
    if (status < 500)
      return sendProblem(reply, { status, code: REFUSALS[status] ?? 'malformed', detail: error.message })

    if (isDatabaseUnavailable(error)) {
      log.warn({ err: error }, 'the database does not answer')
      return sendProblem(reply.header('retry-after', RETRY_AFTER_SECONDS), {
        status: 503,
        code: 'database_away',
        detail: 'The database does not answer. Try again soon.',
      })
    }
    log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'a request failed')
    return sendProblem(reply, {
      status: 500,
      code: 'internal',
      detail: 'Something is wrong here, not with your request. It is in the log.',
    })
  }
}

export async function answerNotFound(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return sendProblem(reply, { status: 404, code: 'not_found', detail: 'There is nothing at this address.' })
}
