import {
  cancelByHand,
  confirmArrived,
  confirmNotArrived,
  findMessageById,
  findNextOutbound,
  resendUnknown,
  type Actor,
  type MessageRecord,
  type Store,
  type UnknownSettled,
} from '@bellhop/store'

import type { Ring } from './ring.ts'

export interface SettleDeps {
  store: Store
  ring: Ring
  staleAfterMs: number | null
}

/** Staff say of a message that may have left: it arrived. */
export async function settleArrived(deps: SettleDeps, by: Actor, id: string): Promise<UnknownSettled | null> {
  return thenRing(deps, await confirmArrived(deps.store, id, by))
}

/** Staff say of a message that may have left: it did not arrive, and need not. */
export async function settleNotArrived(
  deps: SettleDeps,
  by: Actor,
  id: string,
): Promise<UnknownSettled | null> {
  return thenRing(deps, await confirmNotArrived(deps.store, id, by))
}

/** Staff say of a message that may have left: send it again. */
export async function settleSendAgain(
  deps: SettleDeps,
  by: Actor,
  id: string,
): Promise<UnknownSettled | null> {
  return thenRing(deps, await resendUnknown(deps.store, id, deps, by))
}

/** Staff drop a message that is still here. Null if there is no such message; `known` says how far it has come. */
export async function cancelUnsent(deps: SettleDeps, by: Actor, id: string): Promise<UnknownSettled | null> {
  const isCancelled = await cancelByHand(deps.store, id, by)
  const message = await findMessageById(deps.store, id)
  if (message === null) return null
  return thenRing(deps, { type: isCancelled ? 'settled' : 'known', message })
}

/** It kept the guest's later messages back: now the next one may leave, or itself. */
async function thenRing(deps: SettleDeps, settled: UnknownSettled | null): Promise<UnknownSettled | null> {
  if (settled?.type === 'settled') await ringNext(deps, settled.message)
  return settled
}

async function ringNext({ store, ring }: SettleDeps, { line, sessionId }: MessageRecord): Promise<void> {
  if (sessionId === null) return
  const session = await store.prisma.session.findUnique({
    where: { id: sessionId },
    select: { guestId: true },
  })
  if (session === null) return
  const next = await findNextOutbound(store.prisma, { line, guestId: session.guestId })
  if (next?.head.status !== 'pending') return
  await ring({ effects: [], outbound: [{ line, guestId: session.guestId, kind: next.head.kind }] })
}
