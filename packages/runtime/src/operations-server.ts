import Fastify, { type FastifyBaseLogger } from 'fastify'
import type { App } from './app.ts'
import type { Metrics } from './metrics.ts'
import { registerOperations, type Checks } from './operations.ts'
import { FailuresOnly } from './request-log.ts'

export interface OperationsServerOptions {
  host: string
  port: number
  log: FastifyBaseLogger
  checks: Checks
  metrics: Pick<Metrics, 'registry' | 'gauge'>
}

/** Health and metrics over HTTP for an app that serves nothing else. */
export async function startOperationsServer({
  host,
  port,
  log,
  ...operations
}: OperationsServerOptions): Promise<App> {
  const app = Fastify({
    loggerInstance: log,
    logController: new FailuresOnly(),
    requestTimeout: 10_000,
    forceCloseConnections: true,
  })
  registerOperations(app, operations)
  const url = await app.listen({ host, port, listenTextResolver: () => 'health and metrics are served' })
  return { url, close: () => app.close() }
}
