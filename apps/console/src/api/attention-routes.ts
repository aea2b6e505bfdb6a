import { countAttention } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'

/** How much waits for a hand, as the navigation shows it. */
export const attentionRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/attention',
    {
      schema: {
        tags: ['Figures'],
        summary: 'Count what waits for a hand',
        description: 'Each up to 100.',
        response: { 200: attentionOutput },
      },
    },
    async () => {
      const { setAside, ...counts } = await countAttention(store)
      return { ...counts, set_aside: setAside }
    },
  )
  done()
}

export const attentionOutput = z.object({
  waiting: z.number().describe('Open sessions whose guest waits for an answer of staff or agent'),
  unmatched: z.number().describe('Chats that wrote in the last 24 hours and were not served'),
  set_aside: z
    .number()
    .describe(
      'Messages that may have left and nobody knows, or that could not be applied, and unread events',
    ),
})
