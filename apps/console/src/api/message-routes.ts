import { findSessionById, listUnsettled } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem, type ProblemFacts } from '../problem.ts'
import { sendReply, type Refusal } from '../send-reply.ts'
import { idempotencyKey, idInput, messageInput, pageInput } from './inputs.ts'
import { messageOutput, toMessageOutput } from './message-output.ts'
import { listOutput, problemOutput } from './outputs.ts'
import { NO_SESSION, SESSION_ENDED } from './session-routes.ts'

const tags = ['Messages']

const PROBLEMS: Record<Refusal, ProblemFacts> = {
  not_open: SESSION_ENDED,
  manual: {
    status: 409,
    code: 'manual',
    detail: 'Staff have taken this session over: the agent is not to write.',
  },
  idle: {
    status: 409,
    code: 'idle',
    detail: 'This session has been idle for too long: the next message opens a new one.',
  },
  no_check_in: { status: 409, code: 'no_check_in', detail: 'The guest has no active check-in.' },
  key_reused: {
    status: 422,
    code: 'key_reused',
    detail: 'This Idempotency-Key came before, with another role or text.',
  },
}

export const messageRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, deps, done) => {
  api.post(
    '/sessions/:id/messages',
    {
      schema: {
        tags,
        summary: 'Reply to the guest, as staff or as the agent',
        description:
          'Accepted means stored: it leaves in order, at the pace of the line. A reply of staff takes the session over; if it is idle or has ended, session_id names the open one, which may be new. An agent is refused (409) while staff have the session, and in one that is over.',
        params: idInput,
        headers: z.object({ 'idempotency-key': idempotencyKey }),
        body: messageInput,
        response: {
          202: messageOutput,
          400: problemOutput,
          404: problemOutput,
          409: problemOutput,
          422: problemOutput,
        },
      },
    },
    async (request, reply) => {
      const session = await findSessionById(deps.store, request.params.id)
      if (session === null) return sendProblem(reply, NO_SESSION)
      const message = { ...request.body, key: request.headers['idempotency-key'] }
      const result = await sendReply(deps, callerOf(request), session, message)
      return result.type === 'refused'
        ? sendProblem(reply, PROBLEMS[result.reason])
        : reply.code(202).send(toMessageOutput(result.message))
    },
  )

  api.get(
    '/messages',
    {
      schema: {
        tags,
        summary: 'List what is on its way, or may have left, the newest first',
        description:
          'unknown: nobody knows whether it arrived. Staff look at the phone, and say so with arrived or send-again.',
        querystring: pageInput.extend({
          status: z.enum(['pending', 'sending', 'unknown'], 'pending, sending or unknown.'),
          line: z.string().optional().describe('Only those of this line'),
        }),
        response: { 200: listOutput(messageOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null, status, line } }) => {
      const page = await listUnsettled(deps.store, { limit, before: cursor }, { status, line })
      return { items: page.items.map(toMessageOutput), next_cursor: page.next }
    },
  )
  done()
}
