import rateLimit from '@fastify/rate-limit'
import { BUILT_IN_OPERATOR_ID } from '@bellhop/store'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import { setSessionCookie, type SessionCookies } from '../access/session-cookie.ts'
import { changeOwnPassword, type OwnPasswordRefusal } from '../change-operator.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem, type ProblemFacts } from '../problem.ts'
import { problemOutput } from './outputs.ts'
import { ownPasswordInput } from './people-inputs.ts'
import { roleOutput } from './people-outputs.ts'

const tags = ['People']
/** Whoever sits at somebody's screen shall not find out the password. */
const ATTEMPTS_PER_OPERATOR = 5
const PROBLEMS: Record<OwnPasswordRefusal, ProblemFacts> = {
  key: {
    status: 403,
    code: 'no_password',
    detail: 'A key has no password. Make a new key, and revoke this one.',
  },
  built_in: {
    status: 409,
    code: 'built_in',
    detail: 'CONSOLE_PASSWORD is your password: change it there, and start the console anew.',
  },
  wrong: { status: 403, code: 'wrong_password', detail: 'That is not the password that you have now.' },
}

/** What everybody may ask and change of themselves. */
export const meRoutes: FastifyPluginAsyncZod<ConsoleDeps & { cookies: SessionCookies }> = async (
  api,
  { store, cookies, now },
) => {
  await api.register(rateLimit, { global: false })
  const countAttempt = api.createRateLimit({
    max: ATTEMPTS_PER_OPERATOR,
    timeWindow: '1 minute',
    keyGenerator: (request) => callerOf(request).id ?? '',
  })

  api.get(
    '/me',
    { schema: { tags, summary: 'Say who calls, and what that one may do', response: { 200: meOutput } } },
    (request) => {
      const { kind, id, name, displayName, role, rights } = callerOf(request)
      const isBuiltIn = id === BUILT_IN_OPERATOR_ID
      return { kind, id, name, display_name: displayName, role, built_in: isBuiltIn, rights: [...rights] }
    },
  )

  api.post(
    '/me/password',
    {
      schema: {
        tags,
        summary: 'Change the own password',
        description:
          'All other logins of this operator end, this one goes on under the cookie of the answer. 403: current is wrong, or a key asks. 409: it is the built-in operator.',
        body: ownPasswordInput,
        response: {
          204: z.null(),
          400: problemOutput,
          403: problemOutput,
          409: problemOutput,
          429: problemOutput,
        },
      },
    },
    async (request, reply) => {
      const attempt = await countAttempt(request)
      if (!attempt.isAllowed && attempt.isExceeded)
        return sendProblem(reply.header('retry-after', attempt.ttlInSeconds), {
          status: 429,
          code: 'too_many_attempts',
          detail: 'Too many attempts. Wait a minute.',
        })
      const { cookie, ...renewed } = cookies.issue(now())
      const result = await changeOwnPassword(store, callerOf(request), request.body, renewed)
      if (result !== 'done') return sendProblem(reply, PROBLEMS[result])
      return setSessionCookie(request, reply.code(204), cookie).send(null)
    },
  )
}

export const meOutput = z.object({
  kind: z.enum(['operator', 'key']),
  id: z.uuid().nullable().describe('null for a key of CONSOLE_API_KEYS'),
  name: z.string(),
  display_name: z.string(),
  role: roleOutput,
  built_in: z.boolean().describe('Its password is CONSOLE_PASSWORD'),
  rights: z.array(z.enum(['read', 'serve', 'lines', 'queues', 'people'])),
})
