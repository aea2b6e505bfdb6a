import { join } from 'node:path'

import { isMediaPath, readMediaType } from '@bellhop/core'
import { findMessageMedia, type MessageMedia } from '@bellhop/store'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'
import { contentDisposition, fileName } from '../file-name.ts'
import { sendProblem } from '../problem.ts'
import { readMedia, type ShownMedia } from '../read-media.ts'
import { sendFile } from '../send-file.ts'
import { idInput } from './inputs.ts'
import { problemOutput } from './outputs.ts'
import { NO_MESSAGE } from './unknown-routes.ts'

/** Whatever a guest has sent, nothing in it runs, and it reaches nothing. */
const POLICY =
  "default-src 'none'; frame-ancestors 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
/** What is shown keeps its origin: a browser's player asks for the file once more, as the one who is logged in. */
const SHOWN_POLICY = `${POLICY} allow-same-origin`

export const mediaRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store, mediaDir }, done) => {
  api.get(
    '/messages/:id/media',
    {
      schema: {
        tags: ['Messages'],
        summary: "Read a message's file",
        description:
          'As it came from WAHA, to be saved; photos, sound and films of common types may be shown. A Range of bytes is answered with 206. 404 says why there is no file, or none yet.',
        params: idInput,
        response: {
          200: { description: 'The file', content: { '*/*': { schema: z.unknown() } } },
          400: problemOutput,
          404: problemOutput,
          416: problemOutput,
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const found = await findMessageMedia(store, id)
      const media = readMedia(found?.media)
      if (media?.path === undefined || !isMediaPath(media.path)) return sendNothing(reply, found, media)
      const sent = await sendFile(reply, join(mediaDir, media.path), headersOf(id, media))
      if (sent === 'missing')
        return sendProblem(reply, {
          status: 404,
          code: 'file_gone',
          detail: 'The file is not in MEDIA_DIR any more.',
        })
      if (sent === 'forbidden') {
        const detail = 'The console may not read MEDIA_DIR: let it run as the same user as the worker.'
        return sendProblem(reply, { status: 500, code: 'media_dir_closed', detail })
      }
      return sent
    },
  )
  done()
}

function headersOf(messageId: string, { mimetype = '', filename }: ShownMedia): Record<string, string> {
  const type = readMediaType(mimetype)
  const isShown = type?.showsInline ?? false
  const name = fileName(filename, messageId, type?.extension ?? 'bin')
  return {
    'content-type': type?.mimetype ?? 'application/octet-stream',
    'content-disposition': contentDisposition(isShown ? 'inline' : 'attachment', name),
    'content-security-policy': isShown ? SHOWN_POLICY : POLICY,
    'x-content-type-options': 'nosniff',
  }
}

function sendNothing(reply: FastifyReply, found: MessageMedia | null, media: ShownMedia | null) {
  const status = 404
  if (found === null) return sendProblem(reply, NO_MESSAGE)
  if (found.isAwaited)
    return sendProblem(reply, { status, code: 'file_awaited', detail: 'The file is still being fetched.' })
  const reason = media?.error
  const detail = reason === undefined ? 'No file comes with this message.' : `There is no file: ${reason}.`
  return sendProblem(reply, { status, code: 'no_file', detail })
}
