import { open } from 'node:fs/promises'

import type { FastifyReply } from 'fastify'

import { sendProblem } from './problem.ts'

/** Why a file can't be opened, where that is no fault of ours. */
const UNOPENED: Record<string, 'missing' | 'forbidden'> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
}

/** Streams a file under these headers, or the part of it that the request's `Range` asks for; or says why it can't. */
export async function sendFile(
  reply: FastifyReply,
  path: string,
  headers: Record<string, string>,
): Promise<FastifyReply | 'missing' | 'forbidden'> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    const reason = UNOPENED[error.code ?? '']
    if (reason !== undefined) return reason
    throw error
  })
  if (typeof file === 'string') return file
  const { size } = await file.stat()
  const range = readRange(reply.request.headers.range, size)
  if (range === 'unsatisfiable') {
    await file.close()
    return sendProblem(reply.header('content-range', `bytes */${size}`), {
      status: 416,
      code: 'no_such_part',
      detail: 'The file has no such part.',
    })
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  void reply.headers({ ...headers, 'accept-ranges': 'bytes', 'content-length': end - start + 1 })
  if (range !== null) void reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`)
  if (size > 0) return reply.send(file.createReadStream({ start, end }))
  await file.close()
  return reply.send('')
}

/** One part, from 0; null for the whole, also where several parts are asked for. */
export function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end ? 'unsatisfiable' : { start, end }
}
