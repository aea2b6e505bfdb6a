import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** ReadyForQuery, which ends each answer of Postgres, in the state that its last byte tells. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5])

export interface AnswerThief {
  /** The server's address by way of the thief. */
  url: string
  /** Resolves when Postgres has given that answer, which the client never hears. */
  stolen: Promise<void>
  close(): Promise<void>
}

/** Stands before Postgres and keeps its answer number `nth`, and all after it, to itself. */
export async function openAnswerThief(serverUrl: string, nth: number): Promise<AnswerThief> {
  const target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let tellStolen = () => {}
  const stolen = new Promise<void>((resolve) => (tellStolen = resolve))
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    let answers = 0
    client.on('data', (bytes) => upstream.write(bytes))
    upstream.on('data', (bytes) => {
      if (bytes.subarray(-6, -1).equals(READY)) answers += 1
      if (answers < nth) client.write(bytes)
      else tellStolen()
    })
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(target)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    stolen,
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
