import { chatOfPhone, decide, type Effect, type Rules } from '@bellhop/core'
import type { Doorbells } from '@bellhop/queue'
import {
  changeConversation,
  findLeftByStaff,
  tryLockGuests,
  type ConversationKey,
  type Queryable,
  type Store,
} from '@bellhop/store'

/** Sessions of one round: each has a transaction of its own. */
const SESSIONS_MAX = 100

export interface ReturnToAgentDeps {
  store: Store
  rules: Rules
  homeCountry: string
  doorbells: Pick<Doorbells, 'ringAgent'>
  onReturned: (sessionIds: readonly string[]) => void
}

/** Gives sessions that staff have left alone back to the agent. A guest who is busy is left to the next round. */
export function createReturnToAgent(deps: ReturnToAgentDeps): (db: Queryable) => Promise<number> {
  const { rules, doorbells, onReturned } = deps
  return async function returnToAgent(db) {
    const { manualReturnAfterMs, idleLimitMs } = rules
    if (manualReturnAfterMs === null) return 0

    const agents: string[] = []
    let count = 0
    for (const key of await findLeftByStaff(db, { manualReturnAfterMs, idleLimitMs }, SESSIONS_MAX)) {
      const effects = await giveBack(deps, key)
      const returned = sessionsOf(effects, 'return-to-agent')
      count += returned.length
      onReturned(returned)
      agents.push(...sessionsOf(effects, 'create-agent'))
    }
    if (agents.length > 0) await doorbells.ringAgent(agents)
    return count
  }
}

function giveBack(
  { store, rules, homeCountry }: ReturnToAgentDeps,
  key: ConversationKey,
): Promise<readonly Effect[]> {
  return store.prisma.$transaction(async (tx) => {
    if ((await tryLockGuests(tx, [key.phone])).length === 0) return []
    const { effects } = await changeConversation(
      tx,
      { ...key, replyChatId: chatOfPhone(key.phone, homeCountry) },
      (state, at) => decide(state, { type: 'staff-silence', at }, rules),
    )
    return effects
  })
}

function sessionsOf(effects: readonly Effect[], type: Effect['type']): string[] {
  return effects.flatMap((effect) => (effect.type === type ? [effect.sessionId] : []))
}
