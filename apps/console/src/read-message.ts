import type { Quote } from '@bellhop/core'
import { z } from 'zod'

const quote = z.object({
  whatsappId: z.string().nullable().catch(null),
  text: z.string().nullable().catch(null),
})
const reactions = z.record(z.string(), z.string())

/** The message that another one answers; null if the column holds nothing of that form. */
export function readQuote(column: unknown): Quote | null {
  return quote.safeParse(column).data ?? null
}

/** Emoji by who put them there; null if there are none. */
export function readReactions(column: unknown): Record<string, string> | null {
  const { data } = reactions.safeParse(column)
  return data === undefined || Object.keys(data).length === 0 ? null : data
}
