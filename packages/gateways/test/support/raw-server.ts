import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

import { onTestFinished } from 'vitest'

export interface RawRequest {
  socket: Socket
  /** Counted from 1 on its connection. */
  nth: number
  head: string
  text: string
}

export interface RawServer {
  url: string
  connections: () => number
  /** Texts in the order in which they came, each as often as it came. */
  texts: string[]
}

interface RawOptions {
  onRequest: (request: RawRequest) => void
  onConnection?: (socket: Socket) => void
}

/** A server of sends that may do to a connection whatever TCP allows. It reads requests of one piece, as sends are. */
export async function startRawServer({ onRequest, onConnection }: RawOptions): Promise<RawServer> {
  const texts: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer({ noDelay: true }, (socket) => {
    connections += 1
    let nth = 0
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const [head = '', body = ''] = bytes.toString().split('\r\n\r\n')
      const { text } = JSON.parse(body) as { text: string }
      texts.push(text)
      nth += 1
      onRequest({ socket, nth, head, text })
    })
    onConnection?.(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, connections: () => connections, texts }
}

/** What WAHA answers when it has sent a text, as NOWEB says it. */
export function goodAnswer(id: string, headers: readonly string[] = []): string {
  const body = JSON.stringify({ key: { id } })
  return ['HTTP/1.1 201 Created', ...headers, `content-length: ${body.length}`, '', body].join('\r\n')
}
