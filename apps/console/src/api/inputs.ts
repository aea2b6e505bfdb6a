import { cleanText, parsePhone } from '@bellhop/core'
import { z } from 'zod'

import { PHONE_ISSUE } from '../field-error.ts'

const NAME_MAX = 120
const ROOM_MAX = 20
/** What WhatsApp takes in one text. */
export const TEXT_MAX = 4096
const LIMIT_WANTED = 'A whole number from 1 to 200.'
const PAGE_MAX = 200
const SEARCH_MAX = 100
/** A phone as people write it, with all that they divide it by. */
export const PHONE_MAX = 40
const REASON_MAX = 200
const TEMPLATE_NAME_MAX = 40

/** Who checks in. */
export function checkInInput(homeCountry: string) {
  return z.object({
    phone: phone(homeCountry),
    name: words('the name', NAME_MAX).describe('As the guest is greeted').meta({ example: 'Budi Santoso' }),
    room: words('the room', ROOM_MAX).describe('Room number or name').meta({ example: '204' }),
    locale: z
      .string()
      .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'Write a language such as id or en.')
      .optional()
      .describe(
        'Language of the automatic replies. Default: Indonesian for numbers of the home country, else English',
      )
      .meta({ example: 'id' }),
  })
}

const text = z
  .string('Write the text.')
  .transform((written) => cleanText(written).trim())
  .pipe(z.string().min(1, 'Write the text.').max(TEXT_MAX, `At most ${TEXT_MAX} characters.`))

export const messageInput = z.object({
  text,
  role: z.enum(['Staff', 'Agent'], 'Staff or Agent.'),
})

export const newTemplateInput = z.object({
  name: words('the name', TEMPLATE_NAME_MAX).meta({ example: 'Breakfast' }),
  text: text.meta({ example: 'Breakfast is from 7 to 10, {name}.' }),
})

export const templateChangeInput = newTemplateInput
  .partial()
  .refine(({ name, text }) => (name ?? text) !== undefined, {
    error: 'Say what is to be changed: name or text.',
  })

export const modeInput = z.object({ mode: z.enum(['agent', 'manual'], 'agent or manual.') })

/** Why a line is paused. The body may be missing. */
export const pauseInput = z
  .object({
    reason: z
      .string('Write a text.')
      .transform((text) =>
        cleanText(text)
          .replace(/[\p{Cc}\s]+/gu, ' ')
          .trim(),
      )
      .pipe(z.string().max(REASON_MAX, `At most ${REASON_MAX} characters.`))
      .optional()
      .describe('Shown to whoever looks at the line')
      .meta({ example: 'The number moves to another phone' }),
  })
  .nullish()

export const idempotencyKey = z
  .string('Send a key of your own choice with each new message, and the same one when you repeat it.')
  .regex(/^[\x21-\x7e]{1,255}$/, '1 to 255 visible ASCII characters.')
  .describe('A repeated request with the same key answers the same and sends nothing twice')

export const idInput = z.object({ id: z.uuid('No such id.') })

/** What a list is searched for. */
export function searchInput(where: string) {
  return z
    .string()
    .trim()
    .max(SEARCH_MAX, `At most ${SEARCH_MAX} characters.`)
    .transform((words) => (words === '' ? undefined : words))
    .optional()
    .describe(where)
}

/** Which part of a list. */
export const pageInput = z.object({
  limit: z.coerce
    .number(LIMIT_WANTED)
    .int(LIMIT_WANTED)
    .min(1, LIMIT_WANTED)
    .max(PAGE_MAX, LIMIT_WANTED)
    .default(50),
  cursor: z
    .uuid('Take it from next_cursor.')
    .optional()
    .describe('Gives what is older: next_cursor of the page before'),
})

/** A cursor that begins with a time and `_`. Without a time it begins with `_`, if the shape allows that. */
export function timeCursorInput(shape: RegExp) {
  const error = 'Take it from next_cursor.'
  return z.string().regex(shape, { error, abort: true }).refine(hasTimeThatIs, error).optional()
}

/** Such as 30 February are none, and Postgres has no year 0. */
function hasTimeThatIs(cursor: string): boolean {
  const [time = ''] = cursor.split('_')
  if (time === '') return true
  const at = new Date(time)
  return !time.startsWith('0000') && !Number.isNaN(at.getTime()) && at.toISOString() === time
}

function phone(homeCountry: string) {
  return z
    .string('Write the phone number.')
    .max(PHONE_MAX, 'That is too long for a phone number.')
    .describe(`As people write it: 0812-3456-7890 (country ${homeCountry}), +34 611 111 111`)
    .meta({ example: '0812-3456-7890' })
    .transform((written, context) => {
      const stored = parsePhone(written, homeCountry)
      if (stored !== null) return stored
      const message = `Write it with a leading 0 for a number of country ${homeCountry} (0812 3456 7890), else with + and the country (+34 611 111 111).`
      context.issues.push({ code: 'custom', message, input: written, params: PHONE_ISSUE })
      return z.NEVER
    })
}

/** A short text of one line. `what` names it to whoever left it out. */
export function words(what: string, max: number) {
  return z
    .string(`Write ${what}.`)
    .transform((text) =>
      cleanText(text)
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .trim(),
    )
    .pipe(z.string().min(1, `Write ${what}.`).max(max, `At most ${max} characters.`))
}
