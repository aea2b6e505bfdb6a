import { readDayFigures } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'
import { time } from './outputs.ts'

/** What the last day was like. */
export const figureRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/figures',
    {
      schema: {
        tags: ['Figures'],
        summary: 'Read the last 24 hours, hour by hour',
        description: 'The oldest hour comes first; the last one is still going on.',
        response: { 200: figuresOutput },
      },
    },
    async () => {
      const { hours, replyMs: dayReplyMs } = await readDayFigures(store.prisma)
      return {
        hours: hours.map(({ from, received, sent, failed, replyMs }) => ({
          from: from.toISOString(),
          received,
          sent,
          failed,
          reply_ms: replyMs,
        })),
        reply_ms: dayReplyMs,
      }
    },
  )
  done()
}

export const figuresOutput = z.object({
  hours: z.array(
    z.object({
      from: time,
      received: z.number().describe('Messages of guests'),
      sent: z.number().describe('Of ours, those that WAHA took'),
      failed: z.number().describe('Of ours, those that failed, or that nobody knows of'),
      reply_ms: z
        .number()
        .nullable()
        .describe('Median time until staff or agent answered, of the answers of that hour; null without one'),
    }),
  ),
  reply_ms: z.number().nullable().describe('The same of all answers of the day'),
})
