import type { ConversationKey } from './conversations.ts'
import { Prisma } from './generated/client.ts'
import type { Queryable } from './store.ts'
import { isReceivedOf } from './waiting-messages.ts'

/**
 * Conversations whose open session staff have, and in which they have said nothing for longer than that; the longest
 * first. Left out are those that are idle, and guests of whom something is stored and not applied: it may be staff's word.
 */
export async function findLeftByStaff(
  db: Queryable,
  { manualReturnAfterMs, idleLimitMs }: { manualReturnAfterMs: number; idleLimitMs: number },
  limit: number,
): Promise<ConversationKey[]> {
  return db.$queryRaw<ConversationKey[]>`
    SELECT g.phone, s.line
    FROM sessions s
    JOIN guests g ON g.id = s.guest_id
    WHERE s.status = 'open' AND s.mode = 'manual'
      AND coalesce(s.staff_active_at, s.last_activity_at)
          < clock_timestamp() - ${manualReturnAfterMs}::double precision * interval '1 ms'
      AND s.last_activity_at >= clock_timestamp() - ${idleLimitMs}::double precision * interval '1 ms'
      AND NOT EXISTS (
        SELECT FROM messages m WHERE ${isReceivedOf('m', Prisma.sql`g.phone`)} AND m.line = s.line
      )
    ORDER BY s.staff_active_at NULLS FIRST LIMIT ${limit}::int`
}
