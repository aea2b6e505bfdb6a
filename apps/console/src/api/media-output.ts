import type { MessageRecord } from '@bellhop/store'
import { z } from 'zod'

import { mediaHref, readMedia } from '../read-media.ts'

export const mediaOutput = z
  .object({
    mimetype: z.string().optional(),
    filename: z.string().optional().describe('As the sender called it'),
    size: z.number().optional().describe('In bytes'),
    href: z.string().optional().describe('Where the file is, once it has been fetched from WAHA'),
    error: z.string().optional().describe('Why there is no file'),
    latitude: z.number().optional(),
    longitude: z.number().optional(),
    name: z.string().optional().describe('Of a place'),
    address: z.string().optional(),
    vcards: z.array(z.string()).optional(),
  })
  .nullable()
  .describe(
    'A file, a place or contacts. Of a file that is still being fetched there is neither href nor error',
  )

export function toMediaOutput({ id, media }: MessageRecord): z.infer<typeof mediaOutput> {
  const shown = readMedia(media)
  if (shown === null) return null
  const { path, ...told } = shown
  return path === undefined ? told : { ...told, href: mediaHref(id) }
}
