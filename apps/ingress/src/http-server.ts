import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { FailuresOnly } from '@bellhop/runtime'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Limits } from './limits.ts'
import type { Refusal } from './outcome.ts'
import { putOff } from './put-off.ts'

const WEBHOOK_PATH = '/webhook/waha'
const OPEN_CHECK_MS = 25

export type HttpLimits = Pick<
  Limits,
  'bodyBytesMax' | 'connectionsMax' | 'requestMs' | 'keepAliveMs' | 'drainMs' | 'cutOffMs'
>

/** Says whether, and why, a webhook has to be put off before anything of it is looked at. */
export interface Door {
  shutBecause(): Refusal | null
  onPutOff(reason: Refusal): void
}

/** An HTTP server on which nothing takes long: not a request, not an idle connection, not its end. */
export function createHttpServer(log: FastifyBaseLogger, limits: HttpLimits, door: Door): FastifyInstance {
  let isClosing = false
  const app = Fastify({
    loggerInstance: log,
    logController: new FailuresOnly(),
    // A request is known by its event, and needs no logger of its own.
    childLoggerFactory: (logger) => logger,
    serverFactory: (handle) =>
      createBareServer(limits, (request, response) => {
        const reason = isWebhook(request) ? door.shutBecause() : null
        if (reason === null) return handle(request, response)
        door.onPutOff(reason)
        putOff(response, { isLast: isClosing })
      }),
    // While closing, requests are still answered; see drain.
    return503OnClosing: false,
    // Paths that are no paths.
    frameworkErrors: (_error, _request, reply) => {
      reply.raw.writeHead(404, { 'content-type': 'application/json' }).end('{"status":"not found"}')
    },
  })

  app.setNotFoundHandler((request, reply) => {
    if (!isWebhookPath(request.url)) return reply.code(404).send({ status: 'not found' })
    return reply.code(405).header('allow', 'POST').send({ status: 'method not allowed' })
  })
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
    if (status >= 400 && status < 500) return reply.code(status).send({ status: 'refused' })
    request.log.error({ err: error }, 'request failed')
    return reply.code(500).send({ status: 'failed' })
  })

  app.addHook('preClose', () => {
    isClosing = true
    return drain(app, limits)
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) void reply.header('connection', 'close')
    done()
  })
  return app
}

function createBareServer(
  { requestMs, keepAliveMs, connectionsMax }: HttpLimits,
  listener: RequestListener,
): Server {
  const server = createServer(
    {
      // Headers have no more than that either.
      requestTimeout: requestMs,
      keepAliveTimeout: keepAliveMs,
      // Node looks for late requests only this often, by default every 30 s.
      connectionsCheckingInterval: Math.min(1000, requestMs / 4),
    },
    listener,
  )
  server.timeout = requestMs * 2
  server.maxConnections = connectionsMax
  return server
}

function isWebhook({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && isWebhookPath(url)
}

function isWebhookPath(url: string): boolean {
  return url === WEBHOOK_PATH || url.startsWith(`${WEBHOOK_PATH}?`)
}

/**
 * Serves on until the clients have closed their connections, which each answer now asks them to: a connection that we
 * closed could be the one on which a webhook is just arriving (I11). Under a load that never rests new ones are refused after a
 * while, which is no reset, and those that are open are still served.
 */
async function drain(app: FastifyInstance, { drainMs, cutOffMs }: HttpLimits): Promise<void> {
  const startedAt = performance.now()
  setTimeout(() => app.server.closeAllConnections(), cutOffMs).unref()
  await untilUnused(app, startedAt + drainMs)
  // Just after Node has taken all that had connected. As HTTP's own, close would end the connections that are idle.
  await new Promise((resolve) => setImmediate(resolve))
  NetServer.prototype.close.call(app.server)
  await untilUnused(app, startedAt + cutOffMs)
}

async function untilUnused(app: FastifyInstance, until: number): Promise<void> {
  while (performance.now() < until && (await openConnections(app)) > 0) await sleep(OPEN_CHECK_MS)
}

function openConnections({ server }: FastifyInstance): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count ?? 0)))
}
