import { createApiKey, listApiKeys, revokeApiKey } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { createApiKeyText, hashApiKey } from '../access/api-key.ts'
import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem } from '../problem.ts'
import { idInput, pageInput } from './inputs.ts'
import { listOutput, problemOutput } from './outputs.ts'
import { newKeyInput } from './people-inputs.ts'
import { keyOutput, toKeyOutput } from './people-outputs.ts'

const tags = ['People']

export const keyRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/keys',
    {
      schema: {
        tags,
        summary: 'List the keys that were made here, the newest first',
        description: 'Those of CONSOLE_API_KEYS are good too, and are not listed.',
        querystring: pageInput,
        response: { 200: listOutput(keyOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null } }) => {
      const page = await listApiKeys(store, { limit, before: cursor })
      return { items: page.items.map(toKeyOutput), next_cursor: page.next }
    },
  )

  api.post(
    '/keys',
    {
      schema: {
        tags,
        summary: 'Make a key',
        description: 'key is shown this once: only a hash of it is kept.',
        body: newKeyInput,
        response: { 201: keyOutput.extend({ key: z.string() }), 400: problemOutput },
      },
    },
    async (request, reply) => {
      const key = createApiKeyText()
      const made = await createApiKey(store, callerOf(request), { ...request.body, keyHash: hashApiKey(key) })
      return reply.code(201).send({ ...toKeyOutput(made), key })
    },
  )

  api.delete(
    '/keys/:id',
    {
      schema: {
        tags,
        summary: 'End a key for good',
        description: 'It stays in the list, so that the audit can be read. Again: the same answer.',
        params: idInput,
        response: { 200: keyOutput, 400: problemOutput, 404: problemOutput },
      },
    },
    async (request, reply) => {
      const revoked = await revokeApiKey(store, callerOf(request), request.params.id)
      return revoked === null
        ? sendProblem(reply, { status: 404, code: 'no_key', detail: 'There is no such key.' })
        : toKeyOutput(revoked)
    },
  )
  done()
}
