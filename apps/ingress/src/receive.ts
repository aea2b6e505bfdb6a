import type { InboundEvent } from '@bellhop/core'
import type { Fate } from '@bellhop/gateways/waha/webhook'
import type { Backlog } from './backlog.ts'
import { refused, type Outcome } from './outcome.ts'

export interface ReceiveDeps {
  isAuthentic(raw: Buffer, signature: string | undefined): boolean
  classify(raw: Buffer): Fate
  /** Ends when the queue has the event durably. Settles soon, whatever the queue does. */
  enqueue(event: InboundEvent): Promise<void>
  isQueueReady(): boolean
  backlog: Pick<Backlog, 'isFull' | 'added'>
  onQueueError(error: unknown): void
}

/** Decides what becomes of a webhook's body, and keeps what must be kept before it is acknowledged (I1). Never throws for what the queue does. */
export async function receive(
  raw: Buffer,
  signature: string | undefined,
  deps: ReceiveDeps,
): Promise<Outcome> {
  if (!deps.isAuthentic(raw, signature)) return refused('unauthorized')
  const fate = deps.classify(raw)
  if (fate.fate === 'ignored') return fate
  if (!deps.isQueueReady()) return refused('queue-unavailable')
  try {
    if (await deps.backlog.isFull()) return refused('queue-full')
    await deps.enqueue(fate.event)
  } catch (error) {
    deps.onQueueError(error)
    return refused('queue-unavailable')
  }
  deps.backlog.added()
  return fate.fate === 'enqueue' ? { fate: 'accepted', event: fate.event } : fate
}
