import type { IncomingMessage } from 'node:http'

import helmet from '@fastify/helmet'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { isHttps } from './access/is-https.ts'
import { BOARD_PATH } from './queue-board.ts'

const FOREIGN_PAGES = [BOARD_PATH, '/api/docs']
const YEAR_SECONDS = 365 * 24 * 60 * 60

const SETTINGS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'base-uri': ["'self'"],
      'connect-src': ["'self'"],
      'font-src': ["'self'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'img-src': ["'self'", 'data:'],
      'media-src': ["'self'"],
      'script-src': ["'self'"],
      // Bull Board and Swagger UI style their elements from scripts.
      'style-src': [
        ({ url = '' }: IncomingMessage) => (isForeign(url) ? "'self' 'unsafe-inline'" : "'self'"),
      ],
    },
  },
  // Without an origin browsers would send `Origin: null` with our own forms, and the guard would refuse them.
  referrerPolicy: { policy: 'same-origin' as const },
  frameguard: { action: 'deny' as const },
  hsts: false as const,
}

/** What every answer tells browsers: to run, frame and tell others nothing, and to keep nothing that isn't said to be for keeping. */
export async function registerHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, SETTINGS)
  app.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    // Over plain HTTP it would be a promise that nothing keeps.
    if (isHttps(request)) reply.header('strict-transport-security', `max-age=${YEAR_SECONDS}`)
  })
}

/** For what is no address at all and so reaches no route and no hook. */
export function answerBadAddress(_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const headers = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  }
  reply.raw.writeHead(400, headers).end('This is no address.\n')
}

function isForeign(url: string): boolean {
  return FOREIGN_PAGES.some(
    (path) => url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`),
  )
}
