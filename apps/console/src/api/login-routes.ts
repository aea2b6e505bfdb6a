import { findOperatorById, listLogins, revokeLogin } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem } from '../problem.ts'
import { idInput, pageInput } from './inputs.ts'
import { listOutput, problemOutput } from './outputs.ts'
import { loginOutput, toLoginOutput } from './people-outputs.ts'

const tags = ['People']

export const loginRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/operators/:id/logins',
    {
      schema: {
        tags,
        summary: "List an operator's logins, the newest first",
        description: 'One is good until expires_at, unless revoked_at is set. They are kept for a month.',
        params: idInput,
        querystring: pageInput,
        response: { 200: listOutput(loginOutput), 400: problemOutput, 404: problemOutput },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { limit, cursor = null } = request.query
      const { loginId } = callerOf(request)
      if ((await findOperatorById(store, id)) === null)
        return sendProblem(reply, { status: 404, code: 'no_operator', detail: 'There is no such operator.' })
      const page = await listLogins(store, id, { limit, before: cursor })
      return { items: page.items.map((login) => toLoginOutput(login, loginId)), next_cursor: page.next }
    },
  )

  api.delete(
    '/logins/:id',
    {
      schema: {
        tags,
        summary: 'End a login',
        description: 'Its cookie is good for nothing from now on. Again: the same answer.',
        params: idInput,
        response: { 204: z.null(), 400: problemOutput, 404: problemOutput },
      },
    },
    async (request, reply) => {
      const isThere = await revokeLogin(store, callerOf(request), request.params.id)
      return isThere
        ? reply.code(204).send(null)
        : sendProblem(reply, { status: 404, code: 'no_login', detail: 'There is no such login.' })
    },
  )
  done()
}
