import type { MessageUpdate } from '@bellhop/core'

import { isErased } from './erased-messages.ts'
import { Prisma } from './generated/client.ts'
import { newId } from './store.ts'

export function insertUpdates(updates: readonly { key: string; event: MessageUpdate }[]): Prisma.Sql {
  const column = <T>(pick: (event: MessageUpdate) => T): T[] => updates.map(({ event }) => pick(event))
  return Prisma.sql`
    INSERT INTO message_events (id, line, whatsapp_id, from_me, kind, data, at, event_key)
    SELECT e.id, e.line, e.whatsapp_id, e.from_me, e.kind::message_event_kind, e.data, e.at, e.event_key
    FROM unnest(
      ${updates.map(() => newId())}::uuid[], ${column((e) => e.line)}::text[], ${column((e) => e.whatsappId)}::text[],
      ${column((e) => e.fromMe)}::bool[], ${column((e) => e.kind)}::text[],
      ${column((e) => JSON.stringify(e.detail))}::jsonb[], ${column((e) => new Date(e.sentAt))}::timestamptz[],
      ${updates.map(({ key }) => key)}::text[]
    ) AS e (id, line, whatsapp_id, from_me, kind, data, at, event_key)
    WHERE NOT ${isErased(Prisma.sql`e`)}
    ORDER BY e.event_key
    ON CONFLICT (event_key) DO NOTHING`
}
