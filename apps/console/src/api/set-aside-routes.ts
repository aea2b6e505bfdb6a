import { findMessageById, listSetAside, retrySetAside } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'

import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem } from '../problem.ts'
import { idInput, pageInput } from './inputs.ts'
import { messageOutput, toMessageOutput } from './message-output.ts'
import { listOutput, problemOutput } from './outputs.ts'
import { NO_MESSAGE } from './unknown-routes.ts'

const tags = ['Messages']

/** Messages that could not be applied. */
export const setAsideRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/set-aside',
    {
      schema: {
        tags,
        summary: 'List messages that could not be applied, the newest first',
        description:
          'error says why, attempts how often it was tried. Those of the same guest that came later were applied.',
        querystring: pageInput,
        response: { 200: listOutput(messageOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null } }) => {
      const page = await listSetAside(store, { limit, before: cursor })
      return { items: page.items.map(toMessageOutput), next_cursor: page.next }
    },
  )

  api.post(
    '/messages/:id/try-again',
    {
      schema: {
        tags,
        summary: 'Try again to apply a message that was set aside',
        description:
          'Its status becomes received, and a worker takes it within seconds. 409: it was not set aside.',
        params: idInput,
        response: { 200: messageOutput, 400: problemOutput, 404: problemOutput, 409: problemOutput },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const isRetried = await retrySetAside(store, id, callerOf(request))
      const message = await findMessageById(store, id)
      if (message === null) return sendProblem(reply, NO_MESSAGE)
      if (isRetried || message.status === 'received') return toMessageOutput(message)
      return sendProblem(reply, {
        status: 409,
        code: 'not_set_aside',
        detail: `It is not set aside: it is ${message.status}.`,
      })
    },
  )
  done()
}
