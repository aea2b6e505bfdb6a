import { createHeldBytes, type BytesLease } from './held-bytes.ts'
import type { Limits } from './limits.ts'

/** What the ingress can take on at once (I12). */
export interface Room {
  isFull(): boolean
  /** Whether as many webhooks are being answered as may be. */
  isBusy(): boolean
  /** Memory for one request's body. */
  openLease(): BytesLease
  /** One more is being answered, until it has ended. */
  answering(): void
  answered(): void
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
    answering: () => void (answering += 1),
    answered: () => void (answering -= 1),
  }
}
