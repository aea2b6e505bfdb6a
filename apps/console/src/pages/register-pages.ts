import formbody from '@fastify/formbody'
import type { Logger } from '@bellhop/runtime'
import type { FastifyInstance } from 'fastify'

import { createErrorPages, sendNotFound } from './error-page.ts'
import { loginRoutes, type LoginOptions } from './login-routes.ts'
import { STYLESHEET } from './stylesheet.ts'

/** The pages that need no script: the door, and what is told of what isn't there. Forms are read in this scope alone. */
export async function registerPages(
  app: FastifyInstance,
  { log, login }: { log: Logger; login: LoginOptions },
): Promise<void> {
  app.setErrorHandler(createErrorPages(log))
  app.setNotFoundHandler((_request, reply) => sendNotFound(reply))

  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: 64 * 1024 })
    pages.get('/console.css', (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type('text/css; charset=utf-8')
        .send(STYLESHEET),
    )
    await pages.register(loginRoutes, login)
  })
}
