import type { Logger } from '@bellhop/runtime'
import { isDatabaseUnavailable } from '@bellhop/store'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

import { html, type Html } from '../html.ts'
import { publicPage } from './layout.ts'
import { sendPage } from './send-page.ts'

const TITLES: Record<number, string> = {
  404: 'Not found',
  409: 'Too late',
  413: 'Too long',
  415: 'Not a form',
  429: 'One moment',
}

/** Shows people what a route threw. Only our own faults are logged. */
export function createErrorPages(log: Logger) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = error.statusCode ?? 500
    if (status < 500)
      return sendPage(reply.code(status), errorPage(TITLES[status] ?? 'Not possible', error.message))

    if (isDatabaseUnavailable(error)) {
      log.warn({ err: error }, 'the database does not answer')
      return sendPage(
        reply.code(503),
        errorPage('One moment', 'The database does not answer. Try again soon.'),
      )
    }
    log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'a page failed')
    return sendPage(
      reply.code(500),
      errorPage('Something is wrong', 'It is not your fault, and it is in the log.'),
    )
  }
}

export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendPage(reply.code(404), errorPage('Not found', 'There is nothing at this address.'))
}

export function sendForbidden(reply: FastifyReply): FastifyReply {
  return sendPage(reply.code(403), errorPage('Not yours to do', 'Ask an admin of this console for it.'))
}

function errorPage(title: string, detail: string): Html {
  return publicPage(
    title,
    html`<h1>${title}</h1>
      <p>${detail}</p>
      <p><a href="/">To the inbox</a></p>`,
  )
}
