import { readFileSync } from 'node:fs'
import { BUILT_IN_REPLIES, type RepliesByLocale } from '@bellhop/core'
import { fields } from '@bellhop/runtime'
import { z } from 'zod'

const texts = z.strictObject({
  welcome: z.string().min(1),
  auto_reply: z.string().min(1),
  goodbye: z.string().min(1),
})

const repliesSchema = z
  .record(z.string(), texts)
  .refine((replies) => Object.keys(replies).length > 0, 'must have at least one locale')

/** The path of a hotel's reply texts: a JSON file with `{ "id": { "welcome", "auto_reply", "goodbye" }, ... }`. */
export const repliesFile = fields
  .text({ wants: 'the path of a JSON file', example: './replies.json' })
  .optional()
  .transform((path, context): RepliesByLocale => {
    if (path === undefined) return BUILT_IN_REPLIES
    try {
      return repliesSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch (error) {
      context.addIssue({ code: 'custom', message: `${describe(error)}: ${path}` })
      return z.NEVER
    }
  })

function describe(error: unknown): string {
  if (error instanceof SyntaxError) return 'is no JSON'
  if (!(error instanceof z.ZodError)) return 'cannot be read'
  return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
}
