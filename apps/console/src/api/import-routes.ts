import { checkIn, type Actor } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { toFieldError } from '../field-error.ts'
import { findCountry, isValidPhone } from '../phone-country.ts'
import { sendProblem } from '../problem.ts'
import { readGuestList, type ListedGuest } from '../read-guest-list.ts'
import { checkInInput } from './inputs.ts'
import { country, fieldErrorOutput, problemOutput, valid } from './outputs.ts'

/** Checks in many guests at a time. */
export const importRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store, homeCountry }, done) => {
  const input = checkInInput(homeCountry)

  api.post(
    '/check-ins/import',
    {
      schema: {
        tags: ['Check-ins'],
        summary: 'Check in the guests of a CSV file',
        description:
          'The first line names the columns: phone, name, room and perhaps locale. With preview nothing is changed. Without it those that are right are checked in, each as by POST /check-ins, and the others are told. The same file again makes no second stay.',
        body: z.object({
          csv: z.string('Write the file.').describe('The text of the file, 500 guests at most'),
          preview: z.boolean().default(true),
        }),
        response: { 200: importOutput, 400: problemOutput },
      },
    },
    async (request, reply) => {
      const { csv, preview } = request.body
      const listed = readGuestList(csv)
      if ('wrong' in listed)
        return sendProblem(reply, {
          status: 400,
          code: 'invalid',
          detail: listed.wrong,
          errors: [{ field: 'csv', message: listed.wrong, code: listed.code }],
        })
      const rows = []
      for (const guest of listed) rows.push(await take(guest, preview ? null : callerOf(request)))
      return { rows }
    },
  )
  done()

  /** `by`: who checks the guest in; null only to look. */
  async function take({ line, values }: ListedGuest, by: Actor | null): Promise<z.infer<typeof rowOutput>> {
    const written = { phone: values.phone ?? '', name: values.name ?? '', room: values.room ?? '' }
    const read = input.safeParse(values)
    if (!read.success) {
      const errors = read.error.issues.map(toFieldError)
      return { line, ...written, country: null, valid: false, outcome: 'wrong', errors }
    }
    const { phone, name, room, locale = null } = read.data
    const look = { country: findCountry(phone, homeCountry), valid: isValidPhone(phone, homeCountry) }
    const right = { line, phone, ...look, name, room, errors: [] }
    if (by === null) return { ...right, outcome: 'ready' }
    const { created } = await checkIn(store, { phone, name, room, locale }, by)
    return { ...right, outcome: created ? 'checked_in' : 'there' }
  }
}

const rowOutput = z.object({
  line: z.number().describe('In the file, from 1'),
  phone: z.string().describe('As it is stored, or as it was written if it is wrong'),
  country,
  valid,
  name: z.string(),
  room: z.string(),
  outcome: z
    .enum(['ready', 'wrong', 'checked_in', 'there'])
    .describe('there: this guest is checked in in this room already'),
  errors: z.array(fieldErrorOutput),
})

export const importOutput = z.object({ rows: z.array(rowOutput) })
