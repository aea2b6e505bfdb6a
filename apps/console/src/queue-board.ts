import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import type { BoardQueues } from '@bellhop/queue'
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

/** Bull Board over all queues: to look at, and to retry, of which it is noted who did it. */
export async function registerQueueBoard(
  app: FastifyInstance,
  { queues, isReady, store }: Pick<BoardQueues, 'queues' | 'isReady'> & { store: Store },
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
      board.addHook('onSend', async (request, reply) => {
        const path = request.routeOptions.url?.slice(BOARD_PATH.length) ?? ''
        if (RETRY_ROUTES.has(path) && reply.statusCode < 300) await noteRetry(request)
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
  async function noteRetry(request: FastifyRequest): Promise<void> {
    const { queueName = '', jobId, queueStatus = '' } = request.params as Record<string, string | undefined>
    const job = jobId && (await queues.find(({ name }) => name === queueName)?.getJob(jobId))
    const detail: Record<string, string> = jobId ? (job ? { job: job.name } : {}) : { all: queueStatus }
    await noteAudit(store.prisma, callerOf(request), { action: 'retried_job', subject: queueName, detail })
  }
}
