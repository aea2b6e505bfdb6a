import { connect, type Socket } from 'node:net'

export interface Answer {
  status: number
  hasRetryAfter: boolean
}

/** `reset`: the connection broke; `late`: no answer came in time, and the connection was given up. */
export type Result = Answer | 'reset' | 'late'

/** The ingress tells that it closes one that is idle for 72 s. Who writes on it just then gets nothing but a broken connection. */
const IDLE_MAX_MS = 60_000

/** One HTTP connection that is kept, with one request on it at a time: a client that costs next to nothing. */
export interface Connection {
  ask(bytes: Buffer, onResult: (result: Result) => void): void
  isOpen(): boolean
  giveUp(): void
  close(): void
}

export function openConnection(port: number): Connection {
  const socket: Socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  let received = ''
  let waiting: ((result: Result) => void) | null = null

  const settle = (result: Result): void => {
    const told = waiting
    waiting = null
    received = ''
    told?.(result)
  }
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    const answer = readAnswer(received)
    if (answer !== null) settle(answer)
  })
  socket.setTimeout(IDLE_MAX_MS, () => socket.destroy())
  socket.on('error', () => {})
  socket.on('close', () => settle('reset'))

  return {
    ask(bytes, onResult) {
      waiting = onResult
      socket.write(bytes)
    },
    isOpen: () => !socket.destroyed,
    giveUp() {
      settle('late')
      socket.destroy()
    },
    close() {
      waiting = null
      socket.destroy()
    },
  }
}

/** Null while it isn't whole. */
function readAnswer(text: string): Answer | null {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const head = text.slice(0, headEnd).toLowerCase()
  const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0)
  if (text.length < headEnd + 4 + length) return null
  return { status: Number(head.slice(9, 12)), hasRetryAfter: head.includes('\r\nretry-after: ') }
}
