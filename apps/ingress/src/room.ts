import { createHeldBytes, type BytesLease } from './held-bytes.ts'
import type { Limits } from './limits.ts'

/** What the ingress can take on at once (I12). */
export interface Room {
  isFull(): boolean
  /** Whether as many webhooks are being answered as may be. */
  isBusy(): boolean
  /** Memory for one request's body. */
  openLease(): BytesLease
  /** Counts as being answered until the work has ended. */
  answer<T>(work: () => Promise<T>): Promise<T>
}

export function createRoom({
  answeringMax,
  heldBytesMax,
}: Pick<Limits, 'answeringMax' | 'heldBytesMax'>): Room {
  const heldBytes = createHeldBytes(heldBytesMax)
  let answering = 0
  const isBusy = () => answering >= answeringMax
  return {
    isBusy,
    isFull: () => isBusy() || heldBytes.isFull(),
    openLease: () => heldBytes.open(),
    async answer(work) {
      answering += 1
      try {
        return await work()
      } finally {
        answering -= 1
      }
    },
  }
}
