import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import type { BoardQueues } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import { noteAudit, type Store } from '@bellhop/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'

import { callerOf } from './access/caller.ts'
import { sendProblem } from './problem.ts'

export const BOARD_PATH = '/queues'

// Jobs are Bellhop's only copy of what isn't stored yet, and the doorbells of what is: nobody removes, adds or holds
// them by hand. To run one again is safe.
const RETRY_ROUTES = new Set([
  '/api/queues/:queueName/retry/:queueStatus',
  '/api/queues/:queueName/:jobId/retry',
])
const REMOTE_FONTS = /<link href="https:\/\/fonts\.googleapis\.com[^>]*>/g

/** What is run again: a job, by its name, or all of a state. */
interface Retried {
  queue: string
  detail: Record<string, string>
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where nothing is. */
    retried: Retried | null
  }
}

/** Bull Board over all queues: to look at, and to retry, of which it is noted who did it. */
export async function registerQueueBoard(
  app: FastifyInstance,
  { queues, isReady, store, log }: Pick<BoardQueues, 'queues' | 'isReady'> & { store: Store; log: Logger },
): Promise<void> {
  const serverAdapter = new FastifyAdapter().setBasePath(BOARD_PATH)
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Bellhop queues',
        miscLinks: [{ text: 'Console', url: '/' }],
        hideDocsLink: true,
        pollingInterval: { forceInterval: 5 },
      },
      handlerHooks: {
        before: ({ method, route }) =>
          method.toUpperCase() === 'GET' || RETRY_ROUTES.has(route)
            ? { allow: true }
            : { allow: false, status: 403, message: 'Only reading and retrying is possible here.' },
      },
    },
  })
  await app.register(
    async (board) => {
      board.addHook('onRequest', async (request, reply) => {
        if (request.url.startsWith(`${BOARD_PATH}/api/`) && !isReady()) {
          await sendProblem(reply, { status: 503, code: 'queue_away', detail: 'The queue does not answer.' })
        }
      })
      board.decorateRequest('retried', null)
      board.addHook('preHandler', async (request) => {
        const path = request.routeOptions.url?.slice(BOARD_PATH.length) ?? ''
        if (RETRY_ROUTES.has(path)) request.retried = await findRetried(request)
      })
      // Once it was answered: what was done is done, and whoever did it is told so, though Postgres may be away.
      board.addHook('onResponse', async (request, { statusCode }) => {
        if (request.retried !== null && statusCode < 300) await noteRetry(request, request.retried)
      })
      // The page asks for nothing beyond this host.
      board.addHook('onSend', async (_request, reply, payload) =>
        typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html')
          ? payload.replace(REMOTE_FONTS, '')
          : payload,
      )
      await board.register(serverAdapter.registerPlugin())
    },
    { prefix: BOARD_PATH },
  )

  /** Of the job its name alone: its id may be one of WhatsApp's. */
  async function findRetried({ params }: FastifyRequest): Promise<Retried> {
    const { queueName = '', jobId, queueStatus = '' } = params as Record<string, string | undefined>
    if (!jobId) return { queue: queueName, detail: { all: queueStatus } }
    const job = await queues.find(({ name }) => name === queueName)?.getJob(jobId)
    return { queue: queueName, detail: job ? { job: job.name } : {} }
  }

  async function noteRetry(request: FastifyRequest, { queue, detail }: Retried): Promise<void> {
    const by = callerOf(request)
    try {
      await noteAudit(store.prisma, by, { action: 'retried_job', subject: queue, detail })
    } catch (err) {
      log.error({ err, by: by.id, queue, detail }, 'a retry is not in the audit')
    }
  }
}
