import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

import { onTestFinished } from 'vitest'

export interface ReceivedPost {
  method: string
  path: string
  headers: IncomingHttpHeaders
  raw: Buffer
}

export interface Receiver {
  url: string
  received: ReceivedPost[]
  /** What is posted, parsed. */
  bodies(): Record<string, unknown>[]
}

type Respond = (
  post: ReceivedPost,
  count: number,
) => { status: number; headers?: Record<string, string>; body?: string } | 'reset'

/** A webhook's receiver that keeps all it gets and answers by the book that it is given. Default: 200 to everything. */
export async function startReceiver(respond: Respond = () => ({ status: 200 })): Promise<Receiver> {
  const received: ReceivedPost[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { method = '', url: path = '', headers } = request
      const post = { method, path, headers, raw: Buffer.concat(chunks) }
      received.push(post)
      const answer = respond(post, received.length)
      if (answer === 'reset') request.socket.resetAndDestroy()
      else response.writeHead(answer.status, answer.headers).end(answer.body)
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/waha`,
    received,
    bodies: () => received.map(({ raw }) => JSON.parse(raw.toString()) as Record<string, unknown>),
  }
}
