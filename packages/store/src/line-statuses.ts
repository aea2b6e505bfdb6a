import type { LineStatusEvent } from '@bellhop/core'

import { Prisma } from './generated/client.ts'

// WAHA's reports may overtake each other: an older one never replaces a newer one.
export function upsertLineStatuses(events: readonly LineStatusEvent[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO lines (line, status, status_at)
    SELECT DISTINCT ON (e.line) e.line, e.status, e.at
    FROM unnest(
      ${events.map(({ line }) => line)}::text[], ${events.map(({ status }) => status)}::text[],
      ${events.map(({ sentAt }) => new Date(sentAt))}::timestamptz[]
    ) AS e (line, status, at)
    ORDER BY e.line, e.at DESC
    ON CONFLICT (line) DO UPDATE SET status = excluded.status, status_at = excluded.status_at, updated_at = now()
    WHERE lines.status_at IS NULL OR lines.status_at <= excluded.status_at`
}
