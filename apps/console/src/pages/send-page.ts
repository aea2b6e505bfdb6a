import type { FastifyReply } from 'fastify'

import type { Html } from '../html.ts'

/** Sends a page, to be kept by nobody: it shows guests. */
export function sendPage(reply: FastifyReply, page: Html): FastifyReply {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page.markup)
}
