import { setTimeout as sleep } from 'node:timers/promises'
import { openConnection, type Connection } from '../../faults/overload/connection.ts'

/** As many as WAHA might keep; what waits for one is late, and counts as late. */
const CONNECTIONS_MAX = 64
const PUT_OFF_PAUSE_MS = 50

/** Posts webhooks to one ingress over connections that are kept, and again what was put off. Ends with the acknowledgement. */
export type Post = (bytes: Buffer) => Promise<void>

export function createPoster(port: number): Post {
  const idle: Connection[] = []
  const waiting: (() => void)[] = []
  let open = 0

  async function take(): Promise<Connection> {
    for (;;) {
      const connection = idle.pop()
      if (connection?.isOpen()) return connection
      if (connection !== undefined) open -= 1
      if (open < CONNECTIONS_MAX) {
        open += 1
        return openConnection(port)
      }
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }

  return async function post(bytes) {
    for (;;) {
      const connection = await take()
      const status = await new Promise<number>((resolve) =>
        connection.ask(bytes, (result) => resolve(typeof result === 'string' ? 0 : result.status)),
      )
      idle.push(connection)
      waiting.shift()?.()
      if (status === 200) return
      if (status !== 503) throw new Error(`a webhook was answered ${status}`)
      await sleep(PUT_OFF_PAUSE_MS)
    }
  }
}
