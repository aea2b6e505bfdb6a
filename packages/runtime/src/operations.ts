import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'
import { within } from './within.ts'

const CHECK_TIMEOUT_MS = 1000

/** What an app depends on, by name. A check that rejects, or takes longer than a second, has failed. */
export type Checks = Record<string, () => Promise<unknown>>

/** `GET /livez`: the process works. `GET /readyz`: its dependencies answer. `GET /metrics`: Prometheus. */
export function registerOperations(
  app: FastifyInstance,
  { checks, metrics }: { checks: Checks; metrics: Pick<Metrics, 'registry' | 'gauge'> },
): void {
  let failedBefore = ''

  metrics.gauge({
    name: 'bellhop_dependency_up',
    help: 'Whether what this app depends on answers: 1 or 0, as /readyz tells it',
    labels: ['dependency'],
    async collect(gauge) {
      const failing = await findFailing(checks)
      for (const dependency of Object.keys(checks))
        gauge.set({ dependency }, failing.includes(dependency) ? 0 : 1)
    },
  })

  app.get('/livez', () => ({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    const failing = await findFailing(checks)
    if (failing.join() !== failedBefore) {
      if (failing.length > 0) app.log.warn({ failing }, 'not ready')
      else app.log.info('ready again')
      failedBefore = failing.join()
    }
    return failing.length === 0 ? { status: 'ok' } : reply.code(503).send({ status: 'unavailable', failing })
  })

  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}

async function findFailing(checks: Checks): Promise<string[]> {
  const outcomes = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await passes(check)) ? [] : [name])),
  )
  return outcomes.flat()
}

async function passes(check: () => Promise<unknown>): Promise<boolean> {
  try {
    await within(CHECK_TIMEOUT_MS, check())
    return true
  } catch {
    return false // the answer names it; its own client logs why
  }
}
