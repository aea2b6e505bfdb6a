import { fastifySwagger } from '@fastify/swagger'
import { fastifySwaggerUi } from '@fastify/swagger-ui'
import type { BoardQueues } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'

import type { SessionCookies } from '../access/session-cookie.ts'
import type { ChangeFeed } from '../change-feed.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { attentionRoutes } from './attention-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { checkInRoutes } from './check-in-routes.ts'
import { answerNotFound, createProblemHandler } from './errors.ts'
import { eventRoutes } from './event-routes.ts'
import { figureRoutes } from './figure-routes.ts'
import { importRoutes } from './import-routes.ts'
import { inboxRoutes } from './inbox-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { lineRoutes } from './line-routes.ts'
import { loginRoutes } from './login-routes.ts'
import { meRoutes } from './me-routes.ts'
import { mediaRoutes } from './media-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { operatorRoutes } from './operator-routes.ts'
import { quarantinedRoutes } from './quarantined-routes.ts'
import { queueRoutes } from './queue-routes.ts'
import { phoneRoutes } from './phone-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { setAsideRoutes } from './set-aside-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { templateRoutes } from './template-routes.ts'
import { timelineRoutes } from './timeline-routes.ts'
import { unknownRoutes } from './unknown-routes.ts'
import { unmatchedRoutes } from './unmatched-routes.ts'

interface ApiParts {
  log: Logger
  feed: Pick<ChangeFeed, 'listen'>
  cookies: SessionCookies
  board: Pick<BoardQueues, 'countJobs' | 'findInboundJob'>
}

/** The JSON API, documented at /docs beside it. Its zod compilers stay in this scope: other plugins speak JSON schema. */
export async function registerApi(
  app: FastifyInstance,
  { log, feed, board, cookies, ...deps }: ConsoleDeps & ApiParts,
): Promise<void> {
  await app.register(
    async (api) => {
      api.setValidatorCompiler(validatorCompiler)
      api.setSerializerCompiler(serializerCompiler)
      api.setErrorHandler(createProblemHandler(log))
      api.setNotFoundHandler(answerNotFound)
      api.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })

      await api.register(fastifySwagger, { openapi: DOCUMENT, transform: jsonSchemaTransform })
      await api.register(fastifySwaggerUi, {
        routePrefix: '/docs',
        indexPrefix: API_PATH,
        theme: { title: 'Bellhop API' },
      })
      await api.register(settingsRoutes, deps)
      await api.register(attentionRoutes, deps)
      await api.register(inboxRoutes, deps)
      await api.register(eventRoutes, { feed })
      await api.register(figureRoutes, deps)
      await api.register(queueRoutes, { board })
      await api.register(checkInRoutes, deps)
      await api.register(importRoutes, deps)
      await api.register(phoneRoutes, deps)
      await api.register(sessionRoutes, deps)
      await api.register(messageRoutes, deps)
      await api.register(mediaRoutes, deps)
      await api.register(timelineRoutes, { ...deps, board })
      await api.register(setAsideRoutes, deps)
      await api.register(quarantinedRoutes, deps)
      await api.register(unknownRoutes, deps)
      await api.register(templateRoutes, deps)
      await api.register(unmatchedRoutes, deps)
      await api.register(lineRoutes, deps)
      await api.register(meRoutes, { ...deps, cookies })
      await api.register(operatorRoutes, deps)
      await api.register(loginRoutes, deps)
      await api.register(keyRoutes, deps)
      await api.register(auditRoutes, deps)
    },
    { prefix: API_PATH },
  )
}

const API_PATH = '/api'

const DOCUMENT = {
  info: {
    title: 'Bellhop',
    version: '1',
    description: [
      'Check-ins, sessions, messages and lines of the hotel, and the people who see to them.',
      'Names are snake_case and those of the database columns. Times are UTC, ISO 8601.',
      'Lists are newest first: `limit` (200 at most) and `cursor`, which `next_cursor` of the page before gives.',
      'A login and a key may do what their role is for, else 403: viewers read, agents also serve guests, admins also see to lines, operators and keys.',
      'Errors are `application/problem+json`; bad input lists its fields in `errors`. `code` says what it is in a word that stays, to be said in any language; `detail` and `message` are for people, and may change. All codes stand with each error below; there may be new ones.',
    ].join('\n\n'),
  },
  components: {
    securitySchemes: {
      key: {
        type: 'http' as const,
        scheme: 'bearer',
        description: 'One of CONSOLE_API_KEYS, or one made here',
      },
    },
  },
  security: [{ key: [] }],
}
