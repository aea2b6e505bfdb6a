import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export const INBOX_PATH = '/inbox'

/** What `vite build` makes of ui/. Here src and dist lie equally deep. */
const BUILT = fileURLToPath(new URL('../dist/ui/', import.meta.url))

/**
 * The inbox, a page that asks the API for everything. It holds nothing of a guest, and is closed to strangers all the same. Its files are
 * named by their content, so browsers may keep them; the page that names them is asked for each time.
 */
export async function registerInbox(app: FastifyInstance): Promise<void> {
  const page = await readFile(`${BUILT}index.html`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  app.get(INBOX_PATH, (_request, reply) => send(reply))
  app.get(`${INBOX_PATH}/:sessionId`, (_request, reply) => send(reply))
  if (page === null) return
  await app.register(fastifyStatic, {
    root: `${BUILT}assets`,
    prefix: `${INBOX_PATH}/assets/`,
    index: false,
    immutable: true,
    maxAge: '1y',
  })

  function send(reply: FastifyReply): FastifyReply {
    if (page !== null) return reply.type('text/html; charset=utf-8').send(page)
    return reply.code(503).send('The inbox is not built: `npm run generate` builds it.\n')
  }
}
