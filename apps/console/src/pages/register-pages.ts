import formbody from '@fastify/formbody'
import type { Logger } from '@bellhop/runtime'
import type { FastifyInstance } from 'fastify'

import type { ConsoleDeps } from '../console-deps.ts'
import { checkInPageRoutes } from './check-in-page-routes.ts'
import { createErrorPages, sendNotFound } from './error-page.ts'
import { linePageRoutes } from './line-page-routes.ts'
import { loginRoutes, type LoginOptions } from './login-routes.ts'
import { sessionPageRoutes } from './session-page-routes.ts'
import { STYLESHEET } from './stylesheet.ts'
import { unknownPageRoutes } from './unknown-page-routes.ts'

/** The pages, rendered here, without a script in them. Forms are read in this scope alone. */
export async function registerPages(
  app: FastifyInstance,
  { log, login, ...deps }: ConsoleDeps & { log: Logger; login: LoginOptions },
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
    await pages.register(checkInPageRoutes, deps)
    await pages.register(sessionPageRoutes, deps)
    await pages.register(unknownPageRoutes, deps)
    await pages.register(linePageRoutes, deps)
  })
}
