import { OUTBOUND_KINDS, type InboundMessage } from '@bellhop/core'

import { isGivenUp } from './echoes.ts'
import { Prisma } from './generated/client.ts'

/**
 * The echo of a message that has its WhatsApp id from us meets the unique key and is not stored: what it tells, that the
 * message left, is told here. That holds for one that was to be sent again, and for one that was dropped or given up meanwhile.
 */
export function settleByOwnIds(messages: readonly InboundMessage[]): Prisma.Sql {
  const column = <T>(pick: (message: InboundMessage) => T): T[] => messages.map(pick)
  return Prisma.sql`
    WITH echoed AS MATERIALIZED (
      SELECT m.id, e.sent_at
      FROM (
        SELECT DISTINCT ON (line, whatsapp_id) * FROM unnest(
          ${column((m) => m.line)}::text[], ${column((m) => m.whatsappId)}::text[],
          ${column((m) => new Date(m.sentAt))}::timestamptz[]
        ) AS given (line, whatsapp_id, sent_at)
      ) AS e
      JOIN messages m ON m.line = e.line AND m.from_me AND m.whatsapp_id = e.whatsapp_id
      WHERE m.kind = ANY(${OUTBOUND_KINDS}::message_kind[])
        AND (m.status IN ('pending', 'sending', 'unknown') OR ${isGivenUp})
      ORDER BY m.id FOR UPDATE OF m
    )
    UPDATE messages m
    SET status = 'sent', sent_at = coalesce(m.sent_at, echoed.sent_at), error = NULL, next_attempt_at = NULL,
        absent_since = NULL
    FROM echoed WHERE m.id = echoed.id AND (m.status IN ('pending', 'sending', 'unknown') OR ${isGivenUp})`
}
