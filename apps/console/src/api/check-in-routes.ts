import { checkIn, findCheckInById, listCheckIns } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import { checkOut } from '../check-out.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { phonePart } from '../phone-part.ts'
import { sendProblem } from '../problem.ts'
import { checkInInput, idInput, pageInput, searchInput } from './inputs.ts'
import { checkInOutput, listOutput, problemOutput, toCheckInOutput } from './outputs.ts'

const tags = ['Check-ins']

export const checkInRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, deps, done) => {
  const { store, homeCountry } = deps

  api.post(
    '/check-ins',
    {
      schema: {
        tags,
        summary: 'Check a guest in',
        description:
          'What the guest wrote in the last 24 hours is handled now. The same guest in the same room is checked in once: 200 gives the stay that there is.',
        body: checkInInput(homeCountry),
        response: { 201: checkInOutput, 200: checkInOutput, 400: problemOutput },
      },
    },
    async (request, reply) => {
      const { phone, name, room, locale = null } = request.body
      const result = await checkIn(store, { phone, name, room, locale }, callerOf(request))
      return reply.code(result.created ? 201 : 200).send(toCheckInOutput(result.checkIn, homeCountry))
    },
  )

  api.get(
    '/check-ins',
    {
      schema: {
        tags,
        summary: 'List check-ins, the newest first',
        querystring: pageInput.extend({
          status: z.enum(['active', 'checked_out']).optional(),
          search: searchInput("Part of the guest's name, the room or the phone"),
        }),
        response: { 200: listOutput(checkInOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null, status = null, search = null } }) => {
      const wanted = search === null ? null : phonePart(search, homeCountry)
      const page = await listCheckIns(store, { limit, before: cursor, status, search, phonePart: wanted })
      return { items: page.items.map((item) => toCheckInOutput(item, homeCountry)), next_cursor: page.next }
    },
  )

  api.post(
    '/check-ins/:id/check-out',
    {
      schema: {
        tags,
        summary: 'Check a guest out',
        description: 'Ends the sessions of this stay, without a goodbye. Again: the same answer.',
        params: idInput,
        response: { 200: checkInOutput, 400: problemOutput, 404: problemOutput },
      },
    },
    async (request, reply) => {
      const found = await findCheckInById(store, request.params.id)
      const ended = found === null ? null : await checkOut(deps, callerOf(request), found)
      return ended === null
        ? sendProblem(reply, { status: 404, code: 'unknown_check_in', detail: 'There is no such check-in.' })
        : toCheckInOutput(ended, homeCountry)
    },
  )
  done()
}
