import type { FastifyInstance, FastifyRequest } from 'fastify'

import { answering, type Answer, type ApiFault } from './api-answer.ts'
import type { TakeableFaults } from '../../faults/fault-plan.ts'
import type { Exchange } from './exchange.ts'
import type { Line } from './line.ts'
import type { Settings } from './options.ts'
import { configOf, hookOf, type Hook, type SessionConfig } from './session-config.ts'

export interface SessionDeps {
  settings: Settings
  exchange: Exchange
  /** Where events go now; a line's config may change it. */
  hook: Hook
  faults: Record<'session', TakeableFaults<ApiFault>>
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)

/** WAHA's sessions: reading them, making one, and changing its config, which restarts it. */
export function addSessionRoutes(api: FastifyInstance, deps: SessionDeps): void {
  const { settings, exchange, hook, faults } = deps

  api.get(
    '/sessions',
    answering(faults.session, (request) => ({ status: 200, body: list(request) })),
  )
  api.post('/sessions', async (request, reply) => {
    const { status, body } = create(request)
    return reply.code(status).send(body)
  })
  api.get(
    '/sessions/:session',
    answering(faults.session, (request) => onLine(request, 200)),
  )
  api.put('/sessions/:session', async (request, reply) => {
    const { status, body } = onLine(request, 200, (line) => {
      configure(line, (request.body as { config?: SessionConfig } | null)?.config ?? {})
      void exchange.setLineStatus(line.name, line.status)
    })
    return reply.code(status).send(body)
  })
  for (const verb of ['start', 'restart', 'stop'] as const) {
    api.post(`/sessions/:session/${verb}`, async (request, reply) => {
      const { status, body } = onLine(request, 201, (line) => {
        void exchange.setLineStatus(line.name, verb === 'stop' ? 'STOPPED' : 'WORKING')
      })
      return reply.code(status).send(body)
    })
  }
  api.get('/:session/auth/qr', async (request, reply) => {
    const { status, body } = onLine(request, 200)
    return status === 200 ? reply.type('image/png').send(PNG) : reply.code(status).send(body)
  })

  function list(request: FastifyRequest): unknown[] {
    const isAll = (request.query as { all?: string }).all === 'true'
    const lines = [...exchange.lines.values()]
    return lines.filter(({ status }) => isAll || status !== 'STOPPED').map(told)
  }

  function create(request: FastifyRequest): Answer {
    const { name = 'default', config = {} } = request.body as { name?: string; config?: SessionConfig }
    if (exchange.lines.has(name))
      return refusal(422, `Session '${name}' already exists. Use PUT to update it.`)
    const line = exchange.addLine(name)
    configure(line, config)
    void exchange.setLineStatus(name, 'SCAN_QR_CODE')
    return { status: 201, body: told(line) }
  }

  function onLine(request: FastifyRequest, status: number, act: (line: Line) => void = () => {}): Answer {
    const line = exchange.lines.get((request.params as { session: string }).session)
    if (line === undefined) return refusal(404, 'Session not found')
    act(line)
    return { status, body: told(line) }
  }

  function configure(line: Line, config: SessionConfig): void {
    line.config = config
    Object.assign(hook, hookOf(config) ?? {})
  }

  function told({ name, status, config, me }: Line): unknown {
    return {
      name,
      status,
      config: config ?? configOf(hook, settings),
      me: status === 'SCAN_QR_CODE' ? null : me,
      engine: { engine: settings.engine },
    }
  }
}

function refusal(statusCode: number, message: string): Answer {
  return { status: statusCode, body: { statusCode, message } }
}
