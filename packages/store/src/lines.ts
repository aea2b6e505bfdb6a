import { rampedIntervalMs, type LineHealth } from '@bellhop/core'
import type { Queryable } from './store.ts'

export type PausedBy = 'operator' | 'bellhop'

/** A line as `lines` keeps it: the truth, of which the queue's pace and pause are copies. */
export interface LineRow {
  line: string
  /** WAHA's words; null before its first report. */
  status: string | null
  /** WAHA's time of its last report. */
  statusAt: Date | null
  /** Since when it is WORKING without a break. */
  workingSince: Date | null
  /** When WAHA last delivered an event of it, to the half minute. */
  lastEventAt: Date | null
  pausedBy: PausedBy | null
  pausedReason: string | null
  /** Since when, whoever it was first. */
  pausedAt: Date | null
  /** Pause between two starts, in ms. 0 is no limit. */
  sendIntervalMs: number
  /** When its last pause was lifted. */
  resumedAt: Date | null
  /** Until then it writes to nobody new. */
  timelockedUntil: Date | null
  knownSince: Date
  /** Up to here WAHA was asked for what it had not delivered. */
  repairedUntil: Date
  /** When the last repair that was finished began. */
  repairedAt: Date | null
  /** The database's clock. */
  now: Date
}

export async function listLines(db: Queryable): Promise<LineRow[]> {
  return db.$queryRaw<LineRow[]>`
    SELECT line, status, status_at AS "statusAt", paused_by AS "pausedBy", paused_reason AS "pausedReason",
           paused_at AS "pausedAt", working_since AS "workingSince", last_event_at AS "lastEventAt", send_interval_ms AS "sendIntervalMs",
           resumed_at AS "resumedAt", timelocked_until AS "timelockedUntil", repaired_until AS "repairedUntil",
           known_since AS "knownSince", repaired_at AS "repairedAt", clock_timestamp() AS now
    FROM lines ORDER BY line`
}

export function toLineHealth({ status, workingSince, lastEventAt }: LineRow): LineHealth {
  return {
    status,
    workingSince: workingSince?.getTime() ?? null,
    lastEventAt: lastEventAt?.getTime() ?? null,
  }
}

/** The pause between two starts as it is now: longer for a while after the line was resumed. */
export function currentIntervalMs({ sendIntervalMs, resumedAt, now }: LineRow): number {
  const sinceResumeMs = resumedAt === null ? null : now.getTime() - resumedAt.getTime()
  return rampedIntervalMs(sendIntervalMs, sinceResumeMs)
}

/** Makes the lines known. Nothing that was written before is ever asked for. */
export async function knowLines(db: Queryable, lines: readonly string[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO lines (line) SELECT line FROM unnest(${lines.toSorted()}::text[]) AS line
    ON CONFLICT (line) DO NOTHING`
}

/** Makes the lines known and sets their pace. Pauses stay. */
export async function ensureLines(
  db: Queryable,
  lines: readonly string[],
  sendIntervalMs: number,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO lines (line, send_interval_ms)
    SELECT line, ${Math.ceil(sendIntervalMs)}::int FROM unnest(${lines.toSorted()}::text[]) AS line
    ON CONFLICT (line) DO UPDATE SET send_interval_ms = excluded.send_interval_ms, updated_at = now()
    WHERE lines.send_interval_ms <> excluded.send_interval_ms`
}

/** Pauses a line; an operator's pause stays the operator's, with its reason. Gives whose pause it is now. */
export async function pauseLine(
  db: Queryable,
  line: string,
  by: PausedBy,
  reason: string,
): Promise<PausedBy> {
  const rows = await db.$queryRaw<{ pausedBy: PausedBy }[]>`
    INSERT INTO lines AS l (line, paused_by, paused_reason, paused_at)
    VALUES (${line}::text, ${by}::paused_by, ${reason}::text, now())
    ON CONFLICT (line) DO UPDATE SET
      paused_by = CASE WHEN l.paused_by = 'operator' THEN l.paused_by ELSE excluded.paused_by END,
      paused_reason = CASE WHEN l.paused_by = 'operator' AND excluded.paused_by = 'bellhop'
                           THEN l.paused_reason ELSE excluded.paused_reason END,
      paused_at = coalesce(l.paused_at, now()), updated_at = now()
    RETURNING paused_by AS "pausedBy"`
  return rows[0]?.pausedBy ?? by
}

/** Lifts a pause. An operator lifts any, Bellhop its own only. False if nothing was lifted. */
export async function resumeLine(db: Queryable, line: string, by: PausedBy): Promise<boolean> {
  const lifted = await db.$executeRaw`
    UPDATE lines SET paused_by = NULL, paused_reason = NULL, paused_at = NULL, resumed_at = now(), updated_at = now()
    WHERE line = ${line}::text AND paused_by IS NOT NULL
      AND (${by}::paused_by = 'operator' OR paused_by = 'bellhop')`
  return lifted > 0
}

/** WhatsApp forbids the line to write to new people from now on for that long. Gives until when. */
export async function timelockLine(db: Queryable, line: string, forMs: number): Promise<Date | null> {
  const rows = await db.$queryRaw<{ until: Date }[]>`
    UPDATE lines SET timelocked_until = clock_timestamp() + ${forMs}::float8 * interval '1 ms', updated_at = now()
    WHERE line = ${line}::text
    RETURNING timelocked_until AS until`
  return rows[0]?.until ?? null
}
