import type { Media } from '@bellhop/core'
import { z } from 'zod'

const text = z.string().optional().catch(undefined)
const number = z.number().optional().catch(undefined)

/** Without `url`: where WAHA keeps a file is WAHA's and ours alone. */
export type ShownMedia = { [Key in Exclude<keyof Media, 'url'>]?: Media[Key] | undefined }

const media = z.object({
  mimetype: text,
  filename: text,
  size: number,
  path: text,
  error: text,
  latitude: number,
  longitude: number,
  name: text,
  address: text,
  vcards: z.array(z.string()).optional().catch(undefined),
}) satisfies z.ZodType<ShownMedia>

/** What a message carries beside its text; null if the column holds nothing. */
export function readMedia(column: unknown): ShownMedia | null {
  return media.safeParse(column).data ?? null
}

/** Where a message's file is served, pages and scripts alike. */
export const mediaHref = (messageId: string): string => `/api/messages/${messageId}/media`
