import type { Doorbells, LineControls } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import { currentIntervalMs, findDueOutbound, type LineRow, type Queryable } from '@bellhop/store'

/** Guests of one line that are rung for when it goes on. The sweep rings for the others. */
const RINGS_MAX = 10_000

export interface FollowLinesDeps {
  lineControls: LineControls
  doorbells: Pick<Doorbells, 'remindOutbound'>
  log: Logger
}

/** Gives the queues of these lines the pace and the pause that Postgres knows. How many differed. */
export type FollowLines = (db: Queryable, lines: readonly LineRow[]) => Promise<number>

export function createFollowLines({ lineControls, doorbells, log }: FollowLinesDeps): FollowLines {
  return async function followLines(db, lines) {
    let changed = 0
    for (const row of lines) {
      const { line } = row
      const intervalMs = currentIntervalMs(row)
      const state = await lineControls.state(line)
      if (state.intervalMs !== intervalMs) {
        await lineControls.setPace(line, intervalMs)
        changed += 1
      }
      if (state.paused !== (row.pausedBy !== null)) {
        await (state.paused ? resume(db, row) : pause(row))
        changed += 1
      }
    }
    return changed
  }

  async function pause({ line, status, pausedBy, pausedReason }: LineRow): Promise<void> {
    await lineControls.pause(line)
    log.warn(
      { line, status, pausedBy, reason: pausedBy === 'bellhop' ? pausedReason : null },
      'line is paused',
    )
  }

  async function resume(db: Queryable, { line, status }: LineRow): Promise<void> {
    await lineControls.resume(line)
    log.info({ line, status }, 'line goes on')
    const due = await findDueOutbound(db, RINGS_MAX, [line])
    if (due.length > 0) await doorbells.remindOutbound(due)
  }
}
