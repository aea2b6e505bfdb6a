import { QueueUnavailableError, type BoardQueues } from '@bellhop/queue'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { sendProblem } from '../problem.ts'
import { problemOutput } from './outputs.ts'

/** How full the queues are. Their jobs are seen in Bull Board, and by fewer people. */
export const queueRoutes: FastifyPluginCallbackZod<{ board: Pick<BoardQueues, 'countJobs'> }> = (
  api,
  { board },
  done,
) => {
  api.get(
    '/queues',
    {
      schema: {
        tags: ['Figures'],
        summary: 'Count the jobs of each queue',
        description: '503 while the queue does not answer.',
        response: { 200: queuesOutput, 503: problemOutput },
      },
    },
    async (_request, reply) => {
      try {
        const counts = await board.countJobs()
        return { items: counts.map(({ isPaused, ...count }) => ({ ...count, paused: isPaused })) }
      } catch (error) {
        if (!(error instanceof QueueUnavailableError)) throw error
        return sendProblem(reply, { status: 503, code: 'queue_away', detail: 'The queue does not answer.' })
      }
    },
  )
  done()
}

export const queuesOutput = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      waiting: z.number().describe('Jobs that a worker may take, also while the queue is paused'),
      active: z.number(),
      delayed: z.number(),
      failed: z.number().describe('Those that are still kept'),
      paused: z.boolean(),
    }),
  ),
})
