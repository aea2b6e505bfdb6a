import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

import type { Request } from 'got'

import { wahaErrorOf, wahaErrorOfFailure } from './waha-error.ts'

/** A 2xx answer that is read piece by piece. Whoever opened it closes it, read to its end or not. */
export interface OpenAnswer {
  headers: IncomingHttpHeaders
  /** Throws a WahaError if the answer breaks off. */
  body: AsyncIterable<Buffer>
  close: () => void
}

export async function openAnswer(operation: string, request: Request): Promise<OpenAnswer> {
  // Whoever waits for something is told; an error that nobody waits for must not end the process.
  request.on('error', () => undefined)
  const close = () => void request.destroy()
  let response: IncomingMessage
  try {
    ;[response] = (await once(request, 'response')) as [IncomingMessage]
  } catch (error) {
    throw wahaErrorOfFailure(operation, error)
  }
  const { statusCode = 0, headers } = response
  if (statusCode >= 200 && statusCode < 300) return { headers, body: pieces(operation, request), close }
  close()
  throw wahaErrorOf(operation, statusCode, '')
}

async function* pieces(operation: string, request: Request): AsyncGenerator<Buffer> {
  try {
    for await (const piece of request) yield piece as Buffer
  } catch (error) {
    throw wahaErrorOfFailure(operation, error)
  }
}
