import { checkIn, findKnownGuests, type Actor, type NewCheckIn } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { toFieldError } from '../field-error.ts'
import { lookAtGuests, type GuestLook } from '../look-at-guests.ts'
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
      const read = listed.map(readLine)
      const guests = read.flatMap(({ guest }) => guest ?? [])
      const phones = guests.map(({ phone }) => phone)
      const looks = lookAtGuests(guests, await findKnownGuests(store, phones))
      const rows: Row[] = []
      for (const { guest, row } of read) {
        const look = guest && looks.get(guest)
        rows.push(
          guest && look ? { ...row, ...(await take(guest, look, preview ? null : callerOf(request))) } : row,
        )
      }
      return { rows }
    },
  )
  done()

  /** The guest of a line, null if something is wrong, and what is told of the line in any case. */
  function readLine({ line, values }: ListedGuest): { guest: NewCheckIn | null; row: Row } {
    const { data, error } = input.safeParse(values)
    const untold = { line, errors: [], renames: null, twice: false }
    if (data === undefined) {
      const { phone = '', name = '', room = '' } = values
      const wrong = {
        country: null,
        valid: false,
        outcome: 'wrong',
        errors: error.issues.map(toFieldError),
      } as const
      return { guest: null, row: { ...untold, phone, name, room, ...wrong } }
    }
    const { locale = null, ...stay } = data
    const { phone } = stay
    const look = { country: findCountry(phone, homeCountry), valid: isValidPhone(phone, homeCountry) }
    return { guest: { ...stay, locale }, row: { ...untold, ...stay, ...look, outcome: 'ready' } }
  }

  /** `by`: who checks the guest in; null only to look. */
  async function take(
    guest: NewCheckIn,
    { isThere, renames, isTwice }: GuestLook,
    by: Actor | null,
  ): Promise<Pick<Row, 'outcome' | 'renames' | 'twice'>> {
    const told = { renames, twice: isTwice }
    if (by === null) return { ...told, outcome: isThere ? 'there' : 'ready' }
    const { created } = await checkIn(store, guest, by)
    return { ...told, outcome: created ? 'checked_in' : 'there' }
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
  renames: z
    .string()
    .nullable()
    .describe(
      'The name that the hotel had for this phone before the list, if it is another: the check-in replaces it',
    ),
  twice: z.boolean().describe('The list has this phone under another name as well; the last one stays'),
  errors: z.array(fieldErrorOutput),
})

type Row = z.infer<typeof rowOutput>

export const importOutput = z.object({ rows: z.array(rowOutput) })
