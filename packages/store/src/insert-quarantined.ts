import type { UnreadableEvent } from '@bellhop/core'

import { eventHash } from './erased-messages.ts'
import { Prisma } from './generated/client.ts'
import { newId } from './store.ts'

export function insertQuarantined(records: readonly { key: string; event: UnreadableEvent }[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO quarantined_events (id, event_key, raw, reason, line)
    SELECT q.id, q.event_key, decode(q.raw, 'base64'), q.reason, q.line
    FROM unnest(
      ${records.map(() => newId())}::uuid[], ${records.map(({ key }) => key)}::text[],
      ${records.map(({ event }) => event.raw)}::text[], ${records.map(({ event }) => event.reason)}::text[],
      ${records.map(({ event }) => event.line)}::text[]
    ) AS q (id, event_key, raw, reason, line)
    WHERE NOT EXISTS (SELECT FROM erased_messages gone WHERE gone.hash = ${eventHash(Prisma.sql`q`)})
    ORDER BY q.event_key
    ON CONFLICT (event_key) DO NOTHING`
}
