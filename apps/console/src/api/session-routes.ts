import { findSessionById, listSessionMessages, listSessions } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import { endSession, setMode } from '../change-session.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem, type ProblemFacts } from '../problem.ts'
import { showSession } from '../shown-session.ts'
import { idInput, modeInput, pageInput } from './inputs.ts'
import { messageOutput, toMessageOutput } from './message-output.ts'
import { listOutput, problemOutput, sessionOutput, toSessionOutput } from './outputs.ts'

const tags = ['Sessions']
export const NO_SESSION: ProblemFacts = {
  status: 404,
  code: 'no_session',
  detail: 'There is no such session.',
}
export const SESSION_ENDED: ProblemFacts = {
  status: 409,
  code: 'not_open',
  detail: 'This session has ended.',
}

export const sessionRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, deps, done) => {
  const { store } = deps
  const params = idInput
  const problems = { 400: problemOutput, 404: problemOutput }

  api.get(
    '/sessions',
    {
      schema: {
        tags,
        summary: 'List sessions, the newest first',
        querystring: pageInput.extend({
          status: z.enum(['open', 'terminated']).optional(),
          guest_id: z.uuid('No such id.').optional().describe('Only those of this guest'),
        }),
        response: { 200: listOutput(sessionOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null, status = null, guest_id: guestId = null } }) => {
      const page = await listSessions(store, { limit, before: cursor, status, guestId })
      const items = page.items.map((session) => toSessionOutput(showSession(session, deps)))
      return { items, next_cursor: page.next }
    },
  )

  api.get(
    '/sessions/:id',
    {
      schema: {
        tags,
        summary: 'Read a session with its messages',
        description: 'Messages come in the order in which they were stored, the newest page first.',
        params,
        querystring: pageInput,
        response: { 200: readSessionOutput, ...problems },
      },
    },
    async ({ params: { id }, query: { limit, cursor = null } }, reply) => {
      const session = await findSessionById(store, id)
      if (session === null) return sendProblem(reply, NO_SESSION)
      const page = await listSessionMessages(store, id, { limit, before: cursor })
      return {
        ...toSessionOutput(showSession(session, deps)),
        messages: page.items.toReversed().map(toMessageOutput),
        next_cursor: page.next,
      }
    },
  )

  api.patch(
    '/sessions/:id',
    {
      schema: {
        tags,
        summary: 'Take a session over, or give it back to the agent',
        description: 'In manual mode nothing is sent automatically, and what was not sent yet is cancelled.',
        params,
        body: modeInput,
        response: { 200: sessionOutput, ...problems, 409: problemOutput },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const session = await findSessionById(store, id)
      if (session === null) return sendProblem(reply, NO_SESSION)
      const result = await setMode(deps, callerOf(request), session, request.body.mode)
      return result === 'not_open' ? sendProblem(reply, SESSION_ENDED) : readSession(id)
    },
  )

  api.post(
    '/sessions/:id/terminate',
    {
      schema: {
        tags,
        summary: 'End a session',
        description: 'No goodbye is sent. Again: the same answer.',
        params,
        response: { 200: sessionOutput, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const session = await findSessionById(store, id)
      if (session === null) return sendProblem(reply, NO_SESSION)
      await endSession(deps, callerOf(request), session)
      return readSession(id)
    },
  )
  done()

  async function readSession(id: string) {
    const session = await findSessionById(store, id)
    if (session === null) throw new Error('a session that was changed is gone')
    return toSessionOutput(showSession(session, deps))
  }
}

const readSessionOutput = sessionOutput.extend({
  messages: z.array(messageOutput),
  next_cursor: z.uuid().nullable().describe('Older messages'),
})
