import { Prisma } from './generated/client.ts'
import type { Store } from './store.ts'

/** Gives stored acks, whose message has come since, their effect. How many that were. */
export async function applyStoredAcks(store: Store, limit: number): Promise<number> {
  return store.prisma.$executeRaw(raiseStatuses({ limit }))
}

/**
 * Raises the status of messages by the acks that wait for them: sent, delivered, read, played, and never down again.
 * WhatsApp's own failure counts only while nothing better is known. An ack whose message isn't there,
 * or not applied, yet stays.
 */
export function raiseStatuses(scope: { whatsappIds: readonly string[] } | { limit: number }): Prisma.Sql {
  const which =
    'limit' in scope
      ? Prisma.sql`LIMIT ${scope.limit}::int`
      : Prisma.sql`AND e.whatsapp_id = ANY(${scope.whatsappIds}::text[])`
  return Prisma.sql`
    WITH due AS (
      SELECT e.id, m.id AS message_id, e.data->>'ack' AS ack,
             coalesce(array_position(ARRAY['sent', 'failed', 'delivered', 'read', 'played'], e.data->>'ack'), 0) AS rank
      FROM message_events e JOIN messages m USING (line, from_me, whatsapp_id)
      WHERE e.applied_at IS NULL AND e.kind = 'ack' AND m.status <> 'received' ${which}
    ), best AS (
      SELECT DISTINCT ON (message_id) message_id, ack, rank FROM due ORDER BY message_id, rank DESC
    ), raised AS (
      UPDATE messages m SET status = best.ack::message_status
      FROM best
      WHERE m.id = best.message_id AND m.direction = 'outbound'
        AND m.status IN ('sending', 'unknown', 'sent', 'failed', 'delivered', 'read')
        AND best.rank > coalesce(array_position(ARRAY['sent', 'failed', 'delivered', 'read', 'played'], m.status::text), 0)
    )
    UPDATE message_events e SET applied_at = clock_timestamp() FROM due WHERE e.id = due.id`
}
