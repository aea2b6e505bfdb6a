import { changeTemplate, createTemplate, deleteTemplate, listTemplates, TEMPLATES_MAX } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem, type ProblemFacts } from '../problem.ts'
import { idInput, newTemplateInput, templateChangeInput } from './inputs.ts'
import { id, problemOutput, time } from './outputs.ts'

const tags = ['Templates']
const NO_TEMPLATE: ProblemFacts = { status: 404, code: 'no_template', detail: 'There is no such template.' }
const NAME_TAKEN: ProblemFacts = {
  status: 409,
  code: 'taken_name',
  detail: 'There is a template of that name.',
}
const FULL: ProblemFacts = {
  status: 409,
  code: 'too_many_templates',
  detail: `There are ${TEMPLATES_MAX} templates: delete one first.`,
}

/** Texts that staff often write. */
export const templateRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/templates',
    {
      schema: {
        tags,
        summary: 'List all reply templates, by name',
        description: `Whoever picks one puts name and room of the guest in the place of {name} and {room}, in whatever case, before it is sent; other braces stay as they are. There are ${TEMPLATES_MAX} at most.`,
        response: { 200: z.object({ items: z.array(templateOutput) }) },
      },
    },
    async () => ({ items: (await listTemplates(store)).map(toTemplateOutput) }),
  )

  api.post(
    '/templates',
    {
      schema: {
        tags,
        summary: 'Make a reply template',
        description: '409: the name is taken, in whatever case, or there are as many as there can be.',
        body: newTemplateInput,
        response: { 201: templateOutput, 400: problemOutput, 409: problemOutput },
      },
    },
    async (request, reply) => {
      const made = await createTemplate(store, callerOf(request), request.body)
      if (made === 'taken') return sendProblem(reply, NAME_TAKEN)
      return made === 'full' ? sendProblem(reply, FULL) : reply.code(201).send(toTemplateOutput(made))
    },
  )

  api.patch(
    '/templates/:id',
    {
      schema: {
        tags,
        summary: 'Change a reply template',
        params: idInput,
        body: templateChangeInput,
        response: { 200: templateOutput, 400: problemOutput, 404: problemOutput, 409: problemOutput },
      },
    },
    async (request, reply) => {
      const changed = await changeTemplate(store, callerOf(request), request.params.id, request.body)
      if (changed === 'taken') return sendProblem(reply, NAME_TAKEN)
      return changed === null ? sendProblem(reply, NO_TEMPLATE) : toTemplateOutput(changed)
    },
  )

  api.delete(
    '/templates/:id',
    {
      schema: {
        tags,
        summary: 'Delete a reply template',
        params: idInput,
        response: { 204: z.null(), 400: problemOutput, 404: problemOutput },
      },
    },
    async (request, reply) => {
      const isDeleted = await deleteTemplate(store, callerOf(request), request.params.id)
      return isDeleted ? reply.code(204).send(null) : sendProblem(reply, NO_TEMPLATE)
    },
  )
  done()
}

export const templateOutput = z.object({
  id,
  name: z.string(),
  text: z.string(),
  created_at: time,
  updated_at: time,
})

type Template = Awaited<ReturnType<typeof listTemplates>>[number]

function toTemplateOutput({ createdAt, updatedAt, ...template }: Template): z.infer<typeof templateOutput> {
  return { ...template, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() }
}
