import type { BoardQueues } from '@bellhop/queue'
import { findTimelineFacts, type TimelineFacts } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem } from '../problem.ts'
import { BOARD_PATH } from '../queue-board.ts'
import { STEPS, tellTimeline } from '../timeline.ts'
import { idInput } from './inputs.ts'
import { problemOutput, time } from './outputs.ts'
import { NO_MESSAGE } from './unknown-routes.ts'

/** What happened to a message, and why. */
export const timelineRoutes: FastifyPluginCallbackZod<
  Pick<ConsoleDeps, 'store'> & { board: Pick<BoardQueues, 'findInboundJob'> }
> = (api, { store, board }, done) => {
  api.get(
    '/messages/:id/timeline',
    {
      schema: {
        tags: ['Messages'],
        summary: 'Read what happened to a message, step by step',
        description:
          'In the order in which it happened. Steps without a time are still to come, or tell how it ended. The queue forgets finished jobs after a while.',
        params: idInput,
        response: { 200: timelineOutput, 400: problemOutput, 404: problemOutput },
      },
    },
    async ({ params: { id } }, reply) => {
      const facts = await findTimelineFacts(store, id)
      if (facts === null) return sendProblem(reply, NO_MESSAGE)
      const { direction, line } = facts.message
      const queue = direction === 'inbound' ? 'inbound' : `outbound-${line}`
      const job = await findJob(facts.message)
      return {
        steps: tellTimeline(facts).map(({ at, ...step }) => ({ at: at?.toISOString() ?? null, ...step })),
        queue_href: `${BOARD_PATH}/queue/${encodeURIComponent(queue)}${job === null ? '' : `/${encodeURIComponent(job)}`}`,
      }
    },
  )
  done()

  /** What leaves is rung for by guest, and not by message: there is no job of its own. */
  async function findJob({ direction, whatsappId, ...message }: TimelineFacts['message']) {
    if (direction === 'outbound' || whatsappId === null) return null
    return board.findInboundJob({ ...message, whatsappId })
  }
}

export const timelineOutput = z.object({
  steps: z.array(
    z.object({
      at: time.nullable(),
      step: z.enum(STEPS),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    }),
  ),
  queue_href: z
    .string()
    .describe(
      'In Bull Board: the job that brought it, while the queue remembers it, else the queue that it goes through',
    ),
})
