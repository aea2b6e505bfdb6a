import { parsePhone } from '@bellhop/core'
import { findKnownGuests } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'
import { findCountry, isValidPhone } from '../phone-country.ts'
import { PHONE_MAX } from './inputs.ts'
import { country, problemOutput, valid } from './outputs.ts'

/** What a form says of a phone number while somebody writes it. */
export const phoneRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store, homeCountry }, done) => {
  api.post(
    '/phones',
    {
      schema: {
        tags: ['Check-ins'],
        summary: 'Look at a phone number as somebody writes it',
        description:
          'Changes nothing; no GET, since proxies log addresses. A check-in takes every number that has a stored form, valid or not.',
        body: z.object({ phone: z.string('Write the phone number.').max(PHONE_MAX) }),
        response: { 200: phoneOutput, 400: problemOutput },
      },
    },
    async ({ body }) => {
      const phone = parsePhone(body.phone, homeCountry)
      if (phone === null) return { phone, country: null, valid: false, guest: null }
      const [guest = null] = await findKnownGuests(store, [phone])
      return {
        phone,
        country: findCountry(phone, homeCountry),
        valid: isValidPhone(phone, homeCountry),
        guest: guest && { name: guest.name, rooms: guest.rooms },
      }
    },
  )
  done()
}

export const phoneOutput = z.object({
  phone: z.string().nullable().describe('As it is stored; null for what is no phone number, or not yet'),
  country,
  valid,
  guest: z
    .object({ name: z.string(), rooms: z.array(z.string()).describe('Of the stays that have not ended') })
    .nullable()
    .describe('Who has this number; a check-in under another name renames this guest. Null for nobody'),
})
