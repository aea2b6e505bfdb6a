import { REPLAY_WINDOW_MS } from '@bellhop/core'

import type { Queryable } from './store.ts'

/**
 * Makes a guest's unmatched messages of the last 24 h wait again, since there is a check-in now. They keep their
 * reason: that tells the rules that it is a replay. What staff wrote to the stranger stays as it is. The caller holds the guest's lock. How many they were.
 */
export async function replayUnmatched(db: Queryable, phones: readonly string[]): Promise<number> {
  return db.$executeRaw`
    UPDATE messages SET status = 'received'
    WHERE status = 'applied' AND session_id IS NULL AND unmatched_reason IN ('unknown_guest', 'no_active_check_in')
      AND phone = ANY(${phones}::text[]) AND NOT from_me
      AND sent_at > clock_timestamp() - ${REPLAY_WINDOW_MS}::double precision * interval '1 ms'`
}

/** Phones with unmatched messages that a check-in covers now. */
export async function findReplayable(db: Queryable, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ phone: string }[]>`
    SELECT DISTINCT m.phone
    FROM messages m
    JOIN guests g ON g.phone = m.phone
    JOIN check_ins c ON c.guest_id = g.id AND c.status = 'active'
    WHERE m.status = 'applied' AND m.session_id IS NULL AND NOT m.from_me
      AND m.unmatched_reason IN ('unknown_guest', 'no_active_check_in')
      AND m.sent_at > now() - ${REPLAY_WINDOW_MS}::double precision * interval '1 ms'
    LIMIT ${limit}::int`
  return rows.map(({ phone }) => phone)
}
