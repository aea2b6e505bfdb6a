import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'

import { sendProblem } from '../problem.ts'
import { isOneOf } from './secrets.ts'
import { changesState, isSameOrigin } from './same-origin.ts'
import { sessionCookieOf, type SessionCookies } from './session-cookie.ts'

// All that answers without a login. A route that isn't named here is closed, whoever adds it.
const OPEN_ROUTES = new Set([
  'GET /livez',
  'GET /readyz',
  'GET /metrics',
  'GET /login',
  'POST /login',
  'GET /console.css',
])

/**
 * Lets a request pass that has a login's cookie and, if it changes something, comes from our own pages; under /api an API
 * key does instead of both.
 */
export function createGuard({
  cookies,
  apiKeys,
  now,
}: {
  cookies: SessionCookies
  apiKeys: readonly string[]
  now: () => number
}): onRequestAsyncHookHandler {
  return async (request, reply) => {
    if (isApi(request) && hasKey(request, apiKeys)) return
    if (!isOpen(request) && !cookies.isValid(sessionCookieOf(request), now())) {
      return sendToLogin(request, reply)
    }
    if (changesState(request) && !isSameOrigin(request)) {
      return sendProblem(reply, {
        status: 403,
        detail:
          'This request did not come from a page of this console. Scripts use an API key instead of a cookie.',
      })
    }
  }
}

function isOpen({ method, routeOptions }: FastifyRequest): boolean {
  return OPEN_ROUTES.has(`${method === 'HEAD' ? 'GET' : method} ${routeOptions.url}`)
}

export function isApi({ url, routeOptions }: FastifyRequest): boolean {
  return (routeOptions.url ?? url).startsWith('/api/')
}

function hasKey({ headers }: FastifyRequest, apiKeys: readonly string[]): boolean {
  const [, key] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? []
  return key !== undefined && isOneOf(apiKeys, key)
}

async function sendToLogin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  // Scripts, ours and Bull Board's, are told; people are led to the login.
  if (isApi(request) || request.url.startsWith('/queues/api/')) {
    return sendProblem(reply.header('www-authenticate', 'Bearer'), {
      status: 401,
      detail: 'Log in, or send an API key: `Authorization: Bearer <key>`.',
    })
  }
  const next =
    request.method === 'GET' && request.url !== '/' ? `?next=${encodeURIComponent(request.url)}` : ''
  return reply.redirect(`/login${next}`, changesState(request) ? 303 : 302)
}
