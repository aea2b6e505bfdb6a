import type { Logger } from '@bellhop/runtime'
import { isDatabaseUnavailable } from '@bellhop/store'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

import { html } from '../html.ts'
import { publicPage } from './layout.ts'
import { sendPage } from './send-page.ts'
import { spokenLanguage } from './spoken-language.ts'
import { PAGE_WORDS, type Told } from './words.ts'

/** Shows people what a route threw. Only our own faults are logged. */
export function createErrorPages(log: Logger) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const words = wordsFor(reply)
    const status = error.statusCode ?? 500
    if (status < 500) return sendError(reply.code(status), words.refusedFor[status] ?? words.refused)

    if (isDatabaseUnavailable(error)) {
      log.warn({ err: error }, 'the database does not answer')
      return sendError(reply.code(503), words.databaseAway)
    }
    log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'a page failed')
    return sendError(reply.code(500), words.failed)
  }
}

export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendError(reply.code(404), wordsFor(reply).notFound)
}

export function sendForbidden(reply: FastifyReply): FastifyReply {
  return sendError(reply.code(403), wordsFor(reply).forbidden)
}

function wordsFor({ request }: FastifyReply) {
  return PAGE_WORDS[spokenLanguage(request)]
}

function sendError(reply: FastifyReply, { title, detail }: Told): FastifyReply {
  const body = html`<h1>${title}</h1>
    <p>${detail}</p>
    <p><a href="/">${wordsFor(reply).toInbox}</a></p>`
  return sendPage(reply, publicPage({ language: spokenLanguage(reply.request), title, body }))
}
