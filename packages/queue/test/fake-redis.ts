import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export interface FakeRedis {
  url: string
  close(): Promise<void>
}

/** Answers commands by their name, as a Redis would that no test machine has. What it doesn't know is OK. */
export async function openFakeRedis(
  answers: Partial<Record<string, string[] | string | Error>>,
): Promise<FakeRedis> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      for (const name of commandNames(String(bytes))) socket.write(encode(answers[name]))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `redis://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    async close() {
      if (!server.listening) return
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

/** `*2\r\n$4\r\nINFO\r\n$6\r\nmemory\r\n` is INFO. */
function commandNames(request: string): string[] {
  return [...request.matchAll(/\*\d+\r\n\$\d+\r\n([A-Za-z]+)\r\n/g)].map(([, name = '']) =>
    name.toUpperCase(),
  )
}

function encode(answer: string[] | string | Error | undefined): string {
  if (answer instanceof Error) return `-${answer.message}\r\n`
  if (Array.isArray(answer)) return `*${answer.length}\r\n${answer.map(bulk).join('')}`
  return answer === undefined ? '+OK\r\n' : bulk(answer)
}

function bulk(text: string): string {
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`
}
