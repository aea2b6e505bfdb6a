import type { Socket } from 'node:net'
import { die, sayLost } from './meet.ts'

/** By then the server has done all that it was sent, also what it had not answered yet. */
const DONE_MS = 20

/** Nobody hears what comes in on this socket any more: after the first of it the process dies, or loses the connection. */
export function breakAnswer(
  socket: Socket,
  mode: 'after' | 'lost',
  heardBy: 'data' | 'readable' = 'data',
): void {
  const ears = socket.rawListeners(heardBy)
  socket.once(heardBy, () => {
    setTimeout(() => {
      if (mode === 'after') die()
      socket.destroy(reset())
      sayLost()
    }, DONE_MS)
  })
  for (const ear of ears) socket.off(heardBy, ear as () => void)
  socket.on(heardBy, () => {})
}

export function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' })
}
