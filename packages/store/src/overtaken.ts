import { OUTBOUND_KINDS } from '@bellhop/core'

import type { Queryable } from './store.ts'

/** Those of these messages after which a later one to the same guest has left: sent now, they come out of order. */
export async function findOvertaken(
  db: Queryable,
  messageIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (messageIds.length === 0) return new Set()
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT m.id
    FROM messages m
    JOIN sessions s ON s.id = m.session_id
    WHERE m.id = ANY(${messageIds}::uuid[]) AND EXISTS (
      SELECT FROM sessions later_session
      JOIN messages later ON later.session_id = later_session.id
      WHERE later_session.guest_id = s.guest_id AND later_session.line = s.line
        AND later_session.started_at >= s.started_at AND later.seq > m.seq
        AND later.kind = ANY(${OUTBOUND_KINDS}::message_kind[])
        AND later.status IN ('sent', 'delivered', 'read', 'played')
    )`
  return new Set(rows.map(({ id }) => id))
}
