import { setTimeout as sleep } from 'node:timers/promises'

import { fastify, type FastifyReply, type FastifyRequest } from 'fastify'

import { createFaultPlan, type FaultPlan } from '../../faults/fault-plan.ts'

export interface H2hSimulatorOptions {
  /** Default 127.0.0.1. */
  host?: string
  /** Default 0: any free one. */
  port?: number
  /** Default `/v2/agents/create`. */
  path?: string
  /** Refuses any other key with 401. Default: takes every request. */
  apiKey?: string
}

export interface H2hRequest {
  identifierId: string | null
  apiKey: string | null
  /** What it was answered; null while it waits, and for one that never is. */
  status: number | null
  at: number
}

export interface CreatedAgent {
  identifierId: string
  at: number
}

/** What goes wrong with one request. Without a status, the agent is created after the delay. */
export interface H2hFault {
  delayMs?: number
  /** Answers this and creates nothing. `hang` never answers, `reset` breaks the connection. */
  answer?: number | 'hang' | 'reset'
}

export interface H2hSimulator {
  readonly url: string
  /** Every request, in order. */
  readonly requests: readonly H2hRequest[]
  /** Every agent that was created, in order. */
  readonly created: readonly CreatedAgent[]
  readonly faults: FaultPlan<H2hFault>
  close(): Promise<void>
}

/** An agent router on loopback that remembers what it was asked and fails on demand. */
export async function startH2hSimulator(options: H2hSimulatorOptions = {}): Promise<H2hSimulator> {
  const { host = '127.0.0.1', port = 0, path = '/v2/agents/create', apiKey } = options
  const requests: H2hRequest[] = []
  const created: CreatedAgent[] = []
  const faults = createFaultPlan<H2hFault>()

  const server = fastify({ forceCloseConnections: true })
  server.post(path, async (request, reply) => {
    const record = recordOf(request)
    requests.push(record)
    const { delayMs = 0, answer } = faults.take() ?? {}
    if (delayMs > 0) await sleep(delayMs, undefined, { ref: false })
    if (answer === 'hang') return reply.hijack()
    if (answer === 'reset') return reset(reply)

    record.status = answer ?? judge(record, apiKey)
    if (record.status === 201) created.push({ identifierId: record.identifierId ?? '', at: Date.now() })
    return reply.code(record.status).send({ status: record.status === 201 ? 'created' : 'error' })
  })
  const url = await server.listen({ host, port })
  return { url, requests, created, faults, close: () => server.close() }
}

function recordOf(request: FastifyRequest): H2hRequest {
  const identifierId = (request.body as { identifier_id?: unknown } | null)?.identifier_id
  const apiKey = request.headers['x-api-key']
  return {
    identifierId: typeof identifierId === 'string' ? identifierId : null,
    apiKey: typeof apiKey === 'string' ? apiKey : null,
    status: null,
    at: Date.now(),
  }
}

function judge(request: H2hRequest, apiKey: string | undefined): number {
  if (apiKey !== undefined && request.apiKey !== apiKey) return 401
  return request.identifierId ? 201 : 422
}

function reset(reply: FastifyReply): FastifyReply {
  reply.hijack()
  reply.raw.socket?.resetAndDestroy()
  return reply
}
