import type { Conversation, Decision, Instant } from '@bellhop/core'

import { loadConversation, type ConversationKey } from './conversations.ts'
import { lockGuest } from './guest-lock.ts'
import { savingDecisions } from './save-decisions.ts'
import type { Tx } from './store.ts'

/**
 * Takes the guest's lock, reads the conversation, decides at the database's clock and saves what follows. For every
 * change that does not come with a stored message: console, agents, check-out. Whoever calls rings after the commit.
 */
export async function changeConversation(
  tx: Tx,
  key: ConversationKey & { replyChatId: string },
  decideAt: (state: Conversation, now: Instant) => Decision,
): Promise<Decision & { now: Instant }> {
  await lockGuest(tx, key.phone)
  const now = await readClock(tx)
  const before = await loadConversation(tx, key, new Date(now))
  const decision = decideAt(before, now)
  const { state: after, effects } = decision
  const change = { key, replyChatId: key.replyChatId, before, after, effects }
  for (const statement of savingDecisions([change])) await tx.$executeRaw(statement)
  return { ...decision, now }
}

async function readClock(tx: Tx): Promise<Instant> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  if (row === undefined) throw new Error('the database did not tell the time')
  return row.now.getTime()
}
