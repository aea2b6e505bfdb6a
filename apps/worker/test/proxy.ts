import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Proxy {
  /** The server's address by way of the proxy. */
  url: string
  /** As if the server were killed: connections break and new ones are refused. */
  cut(): Promise<void>
  /** As if the network swallowed all answers: the server hears and works, and nobody hears it. */
  swallow(): Promise<void>
  /** As it was. What was swallowed stays lost, and so do the connections that waited for it. */
  heal(): Promise<void>
  close(): Promise<void>
}

/** Stands before a server that all tests share, so that one of them can lose it. */
export async function openProxy(serverUrl: string): Promise<Proxy> {
  const url = new URL(serverUrl)
  const { port: serverPort, hostname } = url
  const sockets = new Set<Socket>()
  let swallows = false

  const server = createServer((client) => {
    const upstream = connect(Number(serverPort), hostname)
    client.on('data', (bytes) => upstream.write(bytes))
    upstream.on('data', (bytes) => swallows || client.write(bytes))
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const cut = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    breakAll()
    await closed
  }

  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    cut,
    close: cut,
    async swallow() {
      swallows = true
    },
    async heal() {
      if (swallows) breakAll()
      swallows = false
      if (!server.listening) await listen(port)
    },
  }
}
