import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

import type { FastifyReply, FastifyRequest } from 'fastify'

import type { TakeableFaults } from '../../faults/fault-plan.ts'
import { cut, notFound, reset, type ApiFault } from './api-answer.ts'
import type { FileShelf } from './file-shelf.ts'

/** What goes wrong with one request for a file. */
export interface FileFault extends Pick<ApiFault, 'delayMs' | 'answer'> {
  redirectTo?: string
  /** Instead of the file's own. */
  mimetype?: string
  /** Instead of the file: bytes without a length and without an end. */
  endless?: boolean
}

const PIECE = Buffer.alloc(64 * 1024, 'x')

/** `GET /api/files/<line>/<name>`. */
export function serveFiles(shelf: FileShelf, faults: TakeableFaults<FileFault>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { file: name = '' } = request.params as { file?: string }
    shelf.requested.push(name)
    const { delayMs = 0, answer, redirectTo, mimetype, endless = false } = faults.take() ?? {}
    if (delayMs > 0) await sleep(delayMs, undefined, { ref: false })
    if (answer === 'none') return reply.hijack()
    if (answer === 'reset') return reset(reply)
    if (typeof answer === 'number') return reply.code(answer).send(notFound('File'))
    if (redirectTo !== undefined) return reply.redirect(redirectTo)

    const file = shelf.find(name)
    if (file === undefined) return reply.code(404).send(notFound('File'))
    if (answer === 'cut') return cut(reply, 200, file.mimetype, file.content)
    return reply.type(mimetype ?? file.mimetype).send(endless ? Readable.from(bytes()) : file.content)
  }
}

function* bytes(): Generator<Buffer> {
  for (;;) yield PIECE
}
