import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export const HOME = '/inbox'

/** Addresses inside the pages. Each needs its right in access/rights.ts. */
const PATHS = [
  HOME,
  `${HOME}/:sessionId`,
  '/check-ins',
  '/unmatched',
  '/set-aside',
  '/lines',
  '/templates',
  '/people',
  '/account',
]

/** What `vite build` makes of ui/. Here src and dist lie equally deep. */
const BUILT = fileURLToPath(new URL('../dist/ui/', import.meta.url))

/**
 * The pages: one document that asks the API for everything. It holds nothing of a guest, and is closed to strangers all the same. Its
 * files are named by their content, so browsers may keep them; the document that names them is asked for each time.
 */
export async function registerUi(app: FastifyInstance): Promise<void> {
  const document = await readFile(`${BUILT}index.html`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  app.get('/', (_request, reply) => reply.redirect(HOME, 302))
  for (const path of PATHS) app.get(path, (_request, reply) => send(reply))
  if (document === null) return
  await app.register(fastifyStatic, {
    root: `${BUILT}assets`,
    prefix: '/assets/',
    index: false,
    immutable: true,
    preCompressed: true,
    maxAge: '1y',
  })

  function send(reply: FastifyReply): FastifyReply {
    if (document !== null) return reply.type('text/html; charset=utf-8').send(document)
    return reply.code(503).send('The pages are not built: `npm run generate` builds them.\n')
  }
}
