import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'

import { sendForbidden } from '../pages/error-page.ts'
import { sendProblem } from '../problem.ts'
import type { Identify } from './identify.ts'
import { findNeed, type Right } from './rights.ts'
import { changesState, isSameOrigin } from './same-origin.ts'

/**
 * Lets a request pass whose caller may do what its route is for: somebody with a login's cookie, who, if it changes something,
 * comes from our own pages; under /api an API key does instead of both.
 */
export function createGuard(identify: Identify): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const need = needOf(request)
    if (need !== 'nothing') {
      request.caller = await identify(request, isApi(request))
      if (request.caller === null) return sendToLogin(request, reply)
    }
    if (request.caller?.kind !== 'key' && changesState(request) && !isSameOrigin(request)) {
      return sendProblem(reply, {
        status: 403,
        code: 'foreign_page',
        detail:
          'This request did not come from a page of this console. Scripts use an API key instead of a cookie.',
      })
    }
    if (need !== 'nothing' && !request.caller?.rights.includes(need)) return refuse(request, reply, need)
  }
}

// A route of which nobody has said what it needs is for admins alone, whoever adds it.
function needOf({ method, routeOptions: { url } }: FastifyRequest): Right | 'nothing' {
  return url === undefined ? 'read' : (findNeed(method, url) ?? 'people')
}

function isApi({ url, routeOptions }: FastifyRequest): boolean {
  return (routeOptions.url ?? url).startsWith('/api/')
}

/** Scripts, ours and Bull Board's, are told; people are shown a page. */
function isScript(request: FastifyRequest): boolean {
  return isApi(request) || request.url.startsWith('/queues/api/')
}

async function refuse(request: FastifyRequest, reply: FastifyReply, need: Right): Promise<FastifyReply> {
  if (!isScript(request)) return sendForbidden(reply)
  return sendProblem(reply, {
    status: 403,
    code: 'forbidden',
    detail: `This needs the right: ${need}. GET /api/me says yours.`,
  })
}

async function sendToLogin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (isScript(request)) {
    return sendProblem(reply.header('www-authenticate', 'Bearer'), {
      status: 401,
      code: 'not_logged_in',
      detail: 'Log in, or send an API key: `Authorization: Bearer <key>`.',
    })
  }
  const next =
    request.method === 'GET' && request.url !== '/' ? `?next=${encodeURIComponent(request.url)}` : ''
  return reply.redirect(`/login${next}`, changesState(request) ? 303 : 302)
}
