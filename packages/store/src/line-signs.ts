import type { Queryable } from './store.ts'

/** Half a minute is exact enough, and keeps the workers off each other's rows. */
const HEARD_EVERY_MS = 30_000

/** WAHA delivered events of these lines. A row that somebody holds is left to the next time. */
export async function noteEvents(db: Queryable, lines: readonly string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE lines SET last_event_at = clock_timestamp()
    FROM (
      SELECT line FROM lines
      WHERE line = ANY(${lines}::text[])
        AND (last_event_at IS NULL OR last_event_at < clock_timestamp() - ${HEARD_EVERY_MS}::int * interval '1 ms')
      FOR UPDATE SKIP LOCKED
    ) AS heard
    WHERE lines.line = heard.line`
}

/** Takes it upon the caller to tell that these lines are silent. Gives those whose silence nobody has told yet. */
export async function claimSilences(db: Queryable, lines: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ line: string }[]>`
    UPDATE lines SET silence_told_at = clock_timestamp()
    WHERE line = ANY(${lines}::text[])
      AND (silence_told_at IS NULL OR silence_told_at < greatest(working_since, last_event_at))
    RETURNING line`
  return rows.map(({ line }) => line)
}
