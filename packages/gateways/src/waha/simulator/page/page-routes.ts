import type { FastifyInstance } from 'fastify'

import { PAGE_HTML } from './page-html.ts'
import { PAGE_SCRIPT } from './page-script.ts'
import { PAGE_STYLE } from './page-style.ts'

const PARTS = [
  ['/', 'text/html', PAGE_HTML],
  ['/page.css', 'text/css', PAGE_STYLE],
  ['/page.js', 'text/javascript', PAGE_SCRIPT],
] as const

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:"

/** The page that looks like a phone. */
export function addPageRoutes(server: FastifyInstance): void {
  for (const [path, type, content] of PARTS) {
    server.get(path, (_request, reply) =>
      reply
        .header('content-security-policy', POLICY)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'no-store')
        .type(`${type}; charset=utf-8`)
        .send(content),
    )
  }
}
