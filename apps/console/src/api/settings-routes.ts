import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'

/** How this hotel is set up, as far as a page has to know it. */
export const settingsRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, deps, done) => {
  api.get(
    '/settings',
    {
      schema: {
        tags: ['Settings'],
        summary: 'Read how this hotel is set up',
        response: {
          200: z.object({
            first_reply_target_ms: z.number().describe('FIRST_REPLY_TARGET'),
            lines: z.array(z.string()).describe('WAHA_LINES'),
            home_country: z.string().describe('PHONE_HOME_COUNTRY'),
          }),
        },
      },
    },
    async () => ({
      first_reply_target_ms: deps.firstReplyTargetMs,
      lines: [...deps.lines],
      home_country: deps.homeCountry,
    }),
  )
  done()
}
