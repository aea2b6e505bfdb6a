import {
  claimFreeOutbound,
  claimOutbound,
  findEachNextOutbound,
  isDatabaseUnavailable,
  settleFreeSent,
  settleSent,
  type GrantedClaim,
  type NextOutbound,
  type OutboundGuest,
  type SentClaim,
  type Store,
  type WantedClaim,
} from '@bellhop/store'
import { gather } from './gather.ts'

const TOGETHER = { sizeMax: 100, runningMax: 1 }

/** What each message needs of Postgres on its way, in statements that are shared with other guests' messages. */
export interface Outbox {
  findNext(guest: OutboundGuest): Promise<NextOutbound | null>
  claim(wanted: WantedClaim): Promise<GrantedClaim | 'busy' | 'changed'>
  settleSent(claim: SentClaim): Promise<void>
}

export function createOutbox(store: Store): Outbox {
  const { prisma, direct } = store
  const findNext = gather(
    (guests: readonly OutboundGuest[]) => findEachNextOutbound(direct, guests),
    TOGETHER,
  )
  const claimFree = gather(
    orNone((wanted: readonly WantedClaim[]) => claimFreeOutbound(direct, wanted), null),
    TOGETHER,
  )
  const settleFree = gather(
    orNone((claims: readonly SentClaim[]) => settleFreeSent(direct, claims), false),
    TOGETHER,
  )

  return {
    findNext,
    async claim(wanted) {
      const { seen, token, ownId } = wanted
      return (await claimFree(wanted)) ?? claimOutbound(prisma, seen, token, ownId)
    },
    async settleSent(claim) {
      if (!(await settleFree(claim))) await settleSent(store, claim)
    },
  }
}

/** What Postgres refuses because of one of them it refuses to all, and then each goes by itself. */
function orNone<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  none: Result,
): (items: readonly Item[]) => Promise<readonly Result[]> {
  return async (items) => {
    try {
      return await work(items)
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      return items.map(() => none)
    }
  }
}
