import { listOperators } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'

import { callerOf } from '../access/caller.ts'
import { changeOperatorBy, makeOperator, type ChangeRefusal } from '../change-operator.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem, type ProblemFacts } from '../problem.ts'
import { idInput, pageInput } from './inputs.ts'
import { listOutput, problemOutput } from './outputs.ts'
import { newOperatorInput, operatorChangeInput } from './people-inputs.ts'
import { operatorOutput, toOperatorOutput } from './people-outputs.ts'

const tags = ['People']
const NAME_TAKEN: ProblemFacts = {
  status: 409,
  code: 'taken_name',
  detail: 'There is an operator of that name, who may be disabled.',
}
const PROBLEMS: Record<ChangeRefusal, ProblemFacts> = {
  unknown: { status: 404, code: 'no_operator', detail: 'There is no such operator.' },
  built_in: {
    status: 409,
    code: 'built_in',
    detail: 'This operator is built in: CONSOLE_PASSWORD is its password.',
  },
  oneself: {
    status: 409,
    code: 'oneself',
    detail: 'Nobody disables themselves or takes their own role away: ask another admin.',
  },
}

export const operatorRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/operators',
    {
      schema: {
        tags,
        summary: 'List the operators, the newest first',
        querystring: pageInput,
        response: { 200: listOutput(operatorOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null } }) => {
      const page = await listOperators(store, { limit, before: cursor })
      return { items: page.items.map(toOperatorOutput), next_cursor: page.next }
    },
  )

  api.post(
    '/operators',
    {
      schema: {
        tags,
        summary: 'Make an operator',
        body: newOperatorInput,
        response: { 201: operatorOutput, 400: problemOutput, 409: problemOutput, 429: problemOutput },
      },
    },
    async (request, reply) => {
      const { display_name: displayName, ...rest } = request.body
      const made = await makeOperator(store, callerOf(request), { ...rest, displayName })
      return made === null ? sendProblem(reply, NAME_TAKEN) : reply.code(201).send(toOperatorOutput(made))
    },
  )

  api.patch(
    '/operators/:id',
    {
      schema: {
        tags,
        summary: 'Change an operator',
        description:
          'A new role counts from the next request on. 409: it is the built-in one, or you would shut yourself out.',
        params: idInput,
        body: operatorChangeInput,
        response: {
          200: operatorOutput,
          400: problemOutput,
          404: problemOutput,
          409: problemOutput,
          429: problemOutput,
        },
      },
    },
    async (request, reply) => {
      const { display_name: displayName, disabled: isDisabled, ...rest } = request.body
      const change = { ...rest, displayName, isDisabled }
      const result = await changeOperatorBy(store, callerOf(request), request.params.id, change)
      return typeof result === 'string' ? sendProblem(reply, PROBLEMS[result]) : toOperatorOutput(result)
    },
  )
  done()
}
