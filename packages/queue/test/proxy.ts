import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface Proxy {
  /** The server's address by way of the proxy. */
  url: string
  /** As if the server were killed: connections break and new ones are refused. */
  kill(): Promise<void>
  /** As if the server were stopped: connections stay and new ones are taken, and nothing is answered. */
  freeze(): void
  /** The server is there again; what it was asked while frozen gets its answer. */
  revive(): Promise<void>
  close(): Promise<void>
}

/** Stands before a server that all tests share, so that one of them can lose it. */
export async function openProxy(serverUrl: string): Promise<Proxy> {
  const target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let frozen = false

  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.on('data', (bytes) => other.write(bytes))
      if (frozen) socket.pause()
    }
  })

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : port
  }

  async function kill(): Promise<void> {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }

  const port = await listen(0)
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(port)

  return {
    url: url.href,
    kill,
    close: kill,
    freeze() {
      frozen = true
      for (const socket of sockets) socket.pause()
    },
    async revive() {
      frozen = false
      for (const socket of sockets) socket.resume()
      if (!server.listening) await listen(port)
    },
  }
}
