import { countInbox, findSessionById, listInbox, markRead, type InboxRecord } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'
import { phonePart } from '../phone-part.ts'
import { sendProblem } from '../problem.ts'
import { showSession } from '../shown-session.ts'
import { idInput, pageInput, searchInput, timeCursorInput } from './inputs.ts'
import { id, problemOutput, sessionOutput, time, toSessionOutput } from './outputs.ts'
import { NO_SESSION } from './session-routes.ts'

const tags = ['Inbox']

/** The sessions as those who answer want them: who waits longest comes first. */
export const inboxRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, deps, done) => {
  const { store, homeCountry } = deps

  api.get(
    '/inbox',
    {
      schema: {
        tags,
        summary: 'List sessions by who waits longest for an answer of staff or agent',
        description:
          'Ended ones come newest first. mine are those that you took over or wrote in last; a key has none. counts are of all open sessions, whatever is searched for.',
        querystring: inboxInput,
        response: { 200: inboxOutput, 400: problemOutput },
      },
    },
    async ({ query: { view, search = null, limit, cursor = null }, caller }) => {
      const operatorId = caller?.kind === 'operator' ? caller.id : null
      const wanted = search === null ? null : phonePart(search, homeCountry)
      const [page, counts] = await Promise.all([
        listInbox(store, { view, operatorId, search, phonePart: wanted, limit, after: cursor }),
        countInbox(store, operatorId),
      ])
      return { items: page.items.map((item) => toInboxOutput(item, deps)), next_cursor: page.next, counts }
    },
  )

  api.post(
    '/sessions/:id/read',
    {
      schema: {
        tags,
        summary: 'Say that all messages of a session have been read',
        params: idInput,
        response: { 204: z.null(), 400: problemOutput, 404: problemOutput },
      },
    },
    async ({ params: { id: sessionId } }, reply) => {
      if ((await findSessionById(store, sessionId)) === null) return sendProblem(reply, NO_SESSION)
      await markRead(store, sessionId)
      return reply.code(204).send(null)
    },
  )
  done()
}

const inboxInput = pageInput.extend({
  view: z
    .enum(
      ['waiting', 'mine', 'manual', 'agent', 'open', 'ended'],
      'waiting, mine, manual, agent, open or ended.',
    )
    .default('open'),
  search: searchInput("Part of the guest's name, the room, the phone or a text"),
  cursor: timeCursorInput(/^(?:\d{4}-\d\d-\d\dT[\d:.]+Z)?_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
})

export const inboxOutput = z.object({
  items: z.array(
    sessionOutput.extend({
      last_message: z
        .object({ id, text: z.string().nullable(), kind: z.string(), role: z.string(), at: time })
        .nullable(),
      waiting_since: time.nullable().describe('Since when the guest has no answer of staff or agent'),
      unread: z.number().describe("The guest's messages that nobody has read"),
    }),
  ),
  next_cursor: z.string().nullable(),
  counts: z.object({
    waiting: z.number(),
    mine: z.number(),
    manual: z.number(),
    agent: z.number(),
    open: z.number(),
  }),
})

function toInboxOutput(record: InboxRecord, deps: ConsoleDeps) {
  const { lastMessage, waitingSince, unread } = record
  return {
    ...toSessionOutput(showSession(record, deps)),
    last_message: lastMessage === null ? null : { ...lastMessage, at: lastMessage.at.toISOString() },
    waiting_since: waitingSince?.toISOString() ?? null,
    unread,
  }
}
