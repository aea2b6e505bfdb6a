import {
  discardQuarantined,
  findQuarantined,
  listQuarantined,
  retryQuarantined,
  type QuarantinedRecord,
} from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem, type ProblemFacts } from '../problem.ts'
import { showBytes } from '../show-bytes.ts'
import { idInput, pageInput } from './inputs.ts'
import { id, listOutput, problemOutput, time } from './outputs.ts'

const tags = ['Events']
/** An event may be of megabytes: this much is shown. */
const SHOWN_MAX = 65_536
const NO_EVENT: ProblemFacts = {
  status: 404,
  code: 'no_event',
  detail: 'There is no such event: it may have been stored or discarded by now.',
}

/** Events that could not be read or stored, and are kept as they came. */
export const quarantinedRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/quarantined',
    {
      schema: {
        tags,
        summary: 'List events that could not be read or stored, the newest first',
        description: 'Nothing of them has reached a guest’s conversation. reason says why.',
        querystring: pageInput,
        response: { 200: listOutput(quarantinedOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null } }) => {
      const page = await listQuarantined(store, { limit, before: cursor })
      return { items: page.items.map(toQuarantinedOutput), next_cursor: page.next }
    },
  )

  api.get(
    '/quarantined/:id',
    {
      schema: {
        tags,
        summary: 'Look at one of them',
        params: idInput,
        response: { 200: excerptOutput, 400: problemOutput, 404: problemOutput },
      },
    },
    async (request, reply) => {
      const found = await findQuarantined(store, request.params.id, SHOWN_MAX)
      if (found === null) return sendProblem(reply, NO_EVENT)
      const truncated = found.size > found.raw.length
      return { ...toQuarantinedOutput(found), raw: { ...showBytes(found.raw, truncated), truncated } }
    },
  )

  api.post(
    '/quarantined/:id/try-again',
    {
      schema: {
        tags,
        summary: 'Try again to read and store one of them',
        description:
          'A worker takes it within seconds. What can be stored then goes its way and is listed no more; else it stays, with the reason of now and without retry_at. Again: the same answer.',
        params: idInput,
        response: { 200: quarantinedOutput, 400: problemOutput, 404: problemOutput },
      },
    },
    async (request, reply) => {
      const asked = await retryQuarantined(store, request.params.id, callerOf(request))
      return asked === null ? sendProblem(reply, NO_EVENT) : toQuarantinedOutput(asked)
    },
  )

  api.delete(
    '/quarantined/:id',
    {
      schema: {
        tags,
        summary: 'Discard one of them that nobody needs',
        description: 'It is gone for good, and was never a message. Again: 404.',
        params: idInput,
        response: { 204: z.null(), 400: problemOutput, 404: problemOutput },
      },
    },
    async (request, reply) =>
      (await discardQuarantined(store, request.params.id, callerOf(request)))
        ? reply.code(204).send(null)
        : sendProblem(reply, NO_EVENT),
  )
  done()
}

export const quarantinedOutput = z.object({
  id,
  event_key: z.string(),
  reason: z.string(),
  line: z.string().nullable(),
  size: z.number().describe('Of what came, in bytes'),
  created_at: time,
  retry_at: time
    .nullable()
    .describe('When somebody asked to try it again; null if nobody did since it last failed'),
})

export const excerptOutput = quarantinedOutput.extend({
  raw: z.object({
    encoding: z.enum(['utf-8', 'base64']).describe('base64 for what is no text'),
    content: z.string(),
    truncated: z.boolean().describe(`Whether only the first ${SHOWN_MAX} bytes are here`),
  }),
})

function toQuarantinedOutput(record: QuarantinedRecord): z.infer<typeof quarantinedOutput> {
  return {
    id: record.id,
    event_key: record.eventKey,
    reason: record.reason,
    line: record.line,
    size: record.size,
    created_at: record.createdAt.toISOString(),
    retry_at: record.retryAt?.toISOString() ?? null,
  }
}
