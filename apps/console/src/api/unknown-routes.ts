import type { UnknownSettled } from '@bellhop/store'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'

import { callerOf } from '../access/caller.ts'
import { CANCEL_WORDS } from '../cancel-reason.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem, type ProblemFacts } from '../problem.ts'
import { cancelUnsent, settleArrived, settleNotArrived, settleSendAgain } from '../settle-message.ts'
import { idInput } from './inputs.ts'
import { messageOutput, toMessageOutput } from './message-output.ts'
import { problemOutput } from './outputs.ts'

const tags = ['Messages']
const response = { 200: messageOutput, 400: problemOutput, 404: problemOutput, 409: problemOutput }

/** Who says so again, or after WhatsApp did, is right. */
const ARRIVED = new Set(['sent', 'delivered', 'read', 'played'])
const FAILED = new Set(['failed'])
const CANCELLED = new Set(['cancelled'])
export const NO_MESSAGE: ProblemFacts = {
  status: 404,
  code: 'no_message',
  detail: 'There is no such message.',
}

/** What staff say of messages of which nobody knows whether they arrived, and of those that shall not leave. */
export const unknownRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, deps, done) => {
  api.post(
    '/messages/:id/arrived',
    {
      schema: {
        tags,
        summary: 'Say of an unknown message that it arrived',
        description:
          'Its status becomes sent, and what it kept back may leave. One that is known to have arrived stays as it is; for any other, 409 says what it is.',
        params: idInput,
        response,
      },
    },
    async (request, reply) =>
      answer(reply, await settleArrived(deps, callerOf(request), request.params.id), ARRIVED),
  )

  api.post(
    '/messages/:id/not-arrived',
    {
      schema: {
        tags,
        summary: 'Say of an unknown message that it did not arrive, and leave it at that',
        description: 'Its status becomes failed. Again: the same answer.',
        params: idInput,
        response,
      },
    },
    async (request, reply) =>
      answer(reply, await settleNotArrived(deps, callerOf(request), request.params.id), FAILED),
  )

  api.post(
    '/messages/:id/send-again',
    {
      schema: {
        tags,
        summary: 'Send an unknown message again',
        description:
          'It goes back to its place, so that it leaves before those that wait; what has left already stays before it. If it did arrive, the guest has it twice, unless it has an id of our own choice. 409: it is known by now, or would only be dropped.',
        params: idInput,
        response,
      },
    },
    async (request, reply) =>
      answer(reply, await settleSendAgain(deps, callerOf(request), request.params.id)),
  )

  api.post(
    '/messages/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Drop a message that has not begun to leave',
        description:
          'Its status becomes cancelled. Again: the same answer. 409: it is on its way, has left, or may have left.',
        params: idInput,
        response,
      },
    },
    async (request, reply) => {
      const settled = await cancelUnsent(deps, callerOf(request), request.params.id)
      if (settled?.type !== 'known' || CANCELLED.has(settled.message.status))
        return answer(reply, settled, CANCELLED)
      return sendProblem(reply, {
        status: 409,
        code: 'too_late',
        detail: `It can't be cancelled any more: it is ${settled.message.status}.`,
      })
    },
  )
  done()
}

function answer(reply: FastifyReply, settled: UnknownSettled | null, fine?: ReadonlySet<string>) {
  if (settled === null) return sendProblem(reply, NO_MESSAGE)
  const { type, message } = settled
  if (type === 'settled' || fine?.has(message.status)) return toMessageOutput(message)
  const detail =
    type === 'known'
      ? `This message is not unknown: it is ${message.status}.`
      : `It would not be sent: ${CANCEL_WORDS[settled.reason]}.`
  const code = type === 'known' ? 'not_unknown' : 'pointless'
  return sendProblem(reply, { status: 409, code, detail })
}
