import { lineEffect, REFUSALS, type LineStatusEvent } from '@bellhop/core'

import { Prisma } from './generated/client.ts'
import type { Queryable } from './store.ts'

/** By line and time, so that a state that came and went between two others counts, and two batches don't deadlock. */
export function reportsInOrder(reports: readonly LineStatusEvent[]): LineStatusEvent[] {
  return reports.toSorted((a, b) => (a.line === b.line ? a.sentAt - b.sentAt : a.line < b.line ? -1 : 1))
}

/**
 * What WAHA says of a line, with what follows from it: a bad state pauses the line for Bellhop, WORKING lifts that. An
 * operator's pause stays. WAHA's reports may overtake each other: an older one never replaces a newer one; one out of the
 * future, when WAHA's clock is wrong, is of now, or it would keep all others out. A repeated WORKING is no transition: WAHA
 * repeats it to tell of WhatsApp's ban on writing to new people.
 */
export function storeLineReport({ line, status, sentAt, timelockedUntil }: LineStatusEvent): Prisma.Sql {
  const effect = lineEffect(status)
  const works = Prisma.sql`${effect === 'works'}::bool`
  const pauses = Prisma.sql`${effect === 'pauses'}::bool`
  const timelock = timelockedUntil ? new Date(timelockedUntil) : null
  const isLifted = Prisma.sql`
    (${works} AND l.paused_by = 'bellhop' AND coalesce(l.paused_reason, '') <> ALL(${REFUSALS}::text[]))`
  return Prisma.sql`
    INSERT INTO lines AS l (line, status, status_at, working_since, paused_by, paused_reason, paused_at,
                            timelocked_until)
    VALUES (${line}::text, ${status}::text, least(${new Date(sentAt)}::timestamptz, now()),
            CASE WHEN ${works} THEN now() END,
            CASE WHEN ${pauses} THEN 'bellhop'::paused_by END, CASE WHEN ${pauses} THEN ${status}::text END,
            CASE WHEN ${pauses} THEN now() END, ${timelock}::timestamptz)
    ON CONFLICT (line) DO UPDATE SET
      status = excluded.status, status_at = excluded.status_at, updated_at = now(),
      working_since = CASE WHEN ${works} THEN coalesce(l.working_since, now()) END,
      paused_by = CASE WHEN ${isLifted} THEN NULL ELSE coalesce(l.paused_by, excluded.paused_by) END,
      paused_reason = CASE WHEN ${isLifted} THEN NULL
        WHEN l.paused_by = 'operator' OR l.paused_reason = ANY(${REFUSALS}::text[]) THEN l.paused_reason
        ELSE coalesce(excluded.paused_reason, l.paused_reason) END,
      paused_at = CASE WHEN ${isLifted} THEN NULL ELSE coalesce(l.paused_at, excluded.paused_at) END,
      resumed_at = CASE WHEN ${isLifted} THEN now() ELSE l.resumed_at END,
      timelocked_until = CASE WHEN ${timelockedUntil !== undefined}::bool
        THEN excluded.timelocked_until ELSE l.timelocked_until END
    WHERE l.status_at IS NULL OR l.status_at <= excluded.status_at`
}

/**
 * WAHA answered that the line works: whatever its last report was, and lifts Bellhop's pause. Unless a report came since
 * the line was read: `statusAt` is what stood there before WAHA was asked. Whether a pause was lifted.
 */
export async function confirmWorking(
  db: Queryable,
  { line, statusAt }: { line: string; statusAt: Date | null },
): Promise<{ lifted: boolean }> {
  const [row] = await db.$queryRaw<{ lifted: boolean }[]>`
    UPDATE lines l
    SET status = 'WORKING', working_since = coalesce(l.working_since, now()),
        paused_by = CASE WHEN before.lifted THEN NULL ELSE l.paused_by END,
        paused_reason = CASE WHEN before.lifted THEN NULL ELSE l.paused_reason END,
        paused_at = CASE WHEN before.lifted THEN NULL ELSE l.paused_at END,
        resumed_at = CASE WHEN before.lifted THEN now() ELSE l.resumed_at END, updated_at = now()
    FROM (
      SELECT line, paused_by IS NOT DISTINCT FROM 'bellhop' AS lifted FROM lines WHERE line = ${line}::text FOR UPDATE
    ) AS before
    WHERE l.line = before.line AND l.status_at IS NOT DISTINCT FROM ${statusAt}::timestamptz
      AND (before.lifted OR l.status IS DISTINCT FROM 'WORKING' OR l.working_since IS NULL)
    RETURNING before.lifted`
  return { lifted: row?.lifted ?? false }
}
