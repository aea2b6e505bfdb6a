import { setTimeout as sleep } from 'node:timers/promises'

import type { FastifyReply, FastifyRequest } from 'fastify'

import type { TakeableFaults } from '../../faults/fault-plan.ts'

/** What goes wrong with one request to WAHA. Whatever is not said is as usual. */
export interface ApiFault {
  /** Waits before anything else. */
  delayMs?: number
  /** How often the request takes effect. Default 1, and 0 where the answer below replaces the usual one. */
  effects?: 0 | 1 | 2
  /** An HTTP status, or: no answer at all, a reset connection, a body that breaks off. */
  answer?: number | 'none' | 'reset' | 'cut'
  /** What WAHA's error says, with a status of 500. */
  message?: string
}

/** The faults that a sender must survive, by the name of what happens. */
export const API_FAULTS = {
  fails: { answer: 500 },
  hangs: { answer: 'none' },
  resets: { answer: 'reset' },
  /** It is sent, and the answer is lost. */
  dropsAnswer: { effects: 1, answer: 'reset' },
  sendsAndHangs: { effects: 1, answer: 'none' },
  sendsAndFails: { effects: 1, answer: 500 },
  cutsAnswer: { effects: 1, answer: 'cut' },
  sendsTwice: { effects: 2 },
  /** WhatsApp's ban on writing to new people. */
  timelock: { answer: 500, message: '2 UNKNOWN: server returned error 463' },
} as const satisfies Record<string, ApiFault>

export interface Answer {
  status: number
  body?: unknown
  /** Called when the answer has left. */
  onAnswered?: () => void
}

/** Answers a request by its effect, unless the plan has a fault for it. */
export function answering(
  faults: TakeableFaults<ApiFault>,
  effect: (request: FastifyRequest) => Answer | Promise<Answer>,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { delayMs = 0, answer, effects = answer === undefined ? 1 : 0, message } = faults.take() ?? {}
    if (delayMs > 0) await sleep(delayMs, undefined, { ref: false })
    let usual: Answer = { status: 500, body: exception(request, message ?? 'Connection Closed') }
    for (let time = 0; time < effects; time++) usual = await effect(request)

    if (answer === 'none') return reply.hijack()
    if (answer === 'reset') return reset(reply)
    if (answer === 'cut') {
      return cut(reply, usual.status, 'application/json', Buffer.from(JSON.stringify(usual.body ?? {})))
    }
    if (answer !== undefined) {
      return reply.code(answer).send(exception(request, message ?? 'Connection Closed', answer))
    }
    if (usual.onAnswered) reply.raw.once('finish', usual.onAnswered)
    return reply.code(usual.status).send(usual.body)
  }
}

/** WAHA's own words for a crash: they repeat the request. */
export function exception(request: FastifyRequest, message: string, statusCode = 500): unknown {
  const { url, method, body, query } = request
  return {
    statusCode,
    timestamp: new Date().toISOString(),
    exception: { message, name: 'Error', stack: `Error: ${message}\n    at simulator` },
    request: { path: url, method, body, query },
    version: { version: '2026.4.3' },
  }
}

export function notFound(what: string): unknown {
  return { statusCode: 404, error: 'Not Found', message: `${what} not found` }
}

export function reset(reply: FastifyReply): FastifyReply {
  reply.hijack()
  reply.raw.socket?.resetAndDestroy()
  return reply
}

/** Promises a whole body and breaks off in the middle of it. */
export function cut(reply: FastifyReply, status: number, mimetype: string, whole: Buffer): FastifyReply {
  reply.hijack()
  reply.raw.writeHead(status, { 'content-type': mimetype, 'content-length': whole.length })
  reply.raw.write(whole.subarray(0, whole.length / 2), () => reply.raw.socket?.destroySoon())
  return reply
}
