import cookie from '@fastify/cookie'
import { FailuresOnly, registerOperations, type Checks, type Logger, type Metrics } from '@bellhop/runtime'
import type { BoardQueues } from '@bellhop/queue'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'

import { createGuard } from './access/guard.ts'
import { createIdentify } from './access/identify.ts'
import { createSessionCookies } from './access/session-cookie.ts'
import { registerApi } from './api/register-api.ts'
import type { ChangeFeed } from './change-feed.ts'
import type { ConsoleConfig } from './config.ts'
import type { ConsoleDeps } from './console-deps.ts'
import { answerBadAddress, registerHeaders } from './headers.ts'
import { registerPages } from './pages/register-pages.ts'
import { registerQueueBoard } from './queue-board.ts'
import { registerUi } from './ui.ts'

const BODY_MAX_BYTES = 64 * 1024
const REQUEST_MS = 10_000
const KEEP_ALIVE_MS = 5_000
const CUT_OFF_MS = 8_000

export interface ServerDeps extends ConsoleDeps {
  log: Logger
  feed: Pick<ChangeFeed, 'listen'>
  metrics: Metrics
  board: Omit<BoardQueues, 'close'>
  checks: Checks
}

/** The console's HTTP: first the guard, then everything else. */
export async function createServer(
  { password, sessionSecret, apiKeys }: Pick<ConsoleConfig, 'password' | 'sessionSecret' | 'apiKeys'>,
  { log, feed, metrics, board, checks, ...deps }: ServerDeps,
): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = log
  const app = Fastify({
    loggerInstance: logger,
    logController: new FailuresOnly(),
    bodyLimit: BODY_MAX_BYTES,
    requestTimeout: REQUEST_MS,
    connectionTimeout: REQUEST_MS * 2,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Node looks for late requests only this often, by default every 30 s.
    http: { headersTimeout: REQUEST_MS, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: 'idle',
    // Only a proxy on this machine is believed who the caller is: the login counts attempts by address.
    trustProxy: 'loopback',
    frameworkErrors: answerBadAddress,
  })
  app.removeContentTypeParser('text/plain')
  endConnectionsAtClose(app)
  const { now, store } = deps
  const cookies = createSessionCookies({ secret: sessionSecret, password })

  await registerHeaders(app)
  await app.register(cookie)
  app.decorateRequest('caller', null)
  app.addHook('onRequest', createGuard(createIdentify({ store, cookies, apiKeys, now })))

  registerOperations(app, { checks, metrics })
  await registerPages(app, { log, login: { store, cookies, password, now } })
  await registerUi(app)
  await registerApi(app, { ...deps, log, feed, board, cookies })
  await registerQueueBoard(app, { ...board, store, log })
  return app
}

/** Lets requests under way have their answer, and then their connection end (I11). */
function endConnectionsAtClose(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    setTimeout(() => app.server.closeAllConnections(), CUT_OFF_MS).unref()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) void reply.header('connection', 'close')
  })
}
