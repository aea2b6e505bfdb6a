import { keptSince, openKeptSince } from '@bellhop/core'
import type { FinishedJobs } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import { retentionSteps, withSweepLock, type RetentionLimits, type Store } from '@bellhop/store'
import type { MediaDir } from './media-dir.ts'

/** Rows of a transaction: it ends long before its timeout, on a slow server too. */
const ROWS_MAX = 500
const LOCK = 'retention'

export interface RetentionDeps {
  store: Store
  dir: Pick<MediaDir, 'remove'>
  finishedJobs: Pick<FinishedJobs, 'removeOlder'>
  /** Makes the queue let go on its disk too of what is gone. False if it could not. */
  rewriteQueueLog: () => Promise<boolean>
  days: number
  idleLimitMs: number
  /** Told of what was deleted, by kind. */
  onDeleted: (kind: string, count: number) => void
  log: Logger
  signal: AbortSignal
}

/**
 * Deletes what is older than the days that things are kept, in short transactions, until nothing is left. One worker at a
 * time: whoever finds another at it leaves the rest to that one. A file goes after its row: one that is left behind by a crash is
 * found as one that no message names.
 */
export function createRetention(deps: RetentionDeps): () => Promise<void> {
  const { store, dir, finishedJobs, rewriteQueueLog, days, idleLimitMs, onDeleted, log, signal } = deps
  let isLeftInLog = false

  return async function run() {
    try {
      await deleteOld()
    } finally {
      if (isLeftInLog && !signal.aborted) isLeftInLog = !(await tryToRewriteLog())
    }
  }

  async function deleteOld(): Promise<void> {
    const now = Date.now()
    const limits: RetentionLimits = {
      keptSince: new Date(keptSince(now, days)),
      openKeptSince: new Date(openKeptSince(now, days, idleLimitMs)),
    }
    const counts: Record<string, number> = {}
    const add = (kind: string, count: number) => {
      if (count === 0) return
      isLeftInLog = true
      counts[kind] = (counts[kind] ?? 0) + count
      onDeleted(kind, count)
    }
    try {
      for (const [kind, step] of Object.entries(retentionSteps)) {
        for (;;) {
          const deleted = signal.aborted
            ? null
            : await withSweepLock(store, LOCK, (tx) => step(tx, limits, ROWS_MAX))
          if (deleted === null) return
          add('files', await dir.remove(deleted.paths))
          add(kind, deleted.count)
          if (deleted.count === 0) break
        }
      }
      add('jobs', await finishedJobs.removeOlder(now - limits.keptSince.getTime()))
    } finally {
      if (Object.keys(counts).length > 0) log.info({ counts }, 'what was too old is deleted')
    }
  }

  /** The log of a small hotel's queue would keep texts for months: until then it doesn't grow enough to be written anew by itself. */
  async function tryToRewriteLog(): Promise<boolean> {
    let reason: unknown
    const isDone = await rewriteQueueLog().catch((error: unknown) => {
      reason = error
      return false
    })
    if (!isDone)
      log.warn({ err: reason }, 'the queue still has deleted texts on its disk, the next run tries again')
    return isDone
  }
}
