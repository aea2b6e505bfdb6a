import { openFinishedJobs, rewriteQueueLog, type QueueOptions } from '@bellhop/queue'
import { compose, every, type Logger, type Metrics } from '@bellhop/runtime'
import { findMessageIds, type Store } from '@bellhop/store'
import { createBeforeTheEnd } from './before-the-end.ts'
import type { WorkerConfig } from './config.ts'
import type { MediaDir } from './media-dir.ts'
import { createRetention } from './retention.ts'

const RUN_INTERVAL_MS = 3_600_000

export interface OpenRetentionDeps {
  queue: QueueOptions & { log: Logger }
  store: Store
  dir: MediaDir
  metrics: Metrics
  /** Aborted when the worker ends. */
  signal: AbortSignal
}

/**
 * The part of the worker that deletes what is too old to be kept. Files that no message names go also where all is kept: an
 * erasure or a crash has left them. A timer and no job: it must survive an emptied Redis.
 */
export async function openRetention(
  { retentionDays, rules }: Pick<WorkerConfig, 'retentionDays' | 'rules'>,
  { queue, store, dir, metrics, signal }: OpenRetentionDeps,
): Promise<{ close(): Promise<void> }> {
  const { log } = queue
  return compose(async (defer) => {
    const deletedTotal = metrics.counter({
      name: 'bellhop_retention_deleted_total',
      help: 'What was deleted because it was too old to be kept, or belonged to nothing any more, by kind',
      labels: ['kind'],
    })
    const onDeleted = (kind: string, count: number) => deletedTotal.inc({ kind }, count)
    const finishedJobs = await openFinishedJobs(queue)
    defer(() => finishedJobs.close())

    async function removeOrphans(): Promise<void> {
      const count = await dir.removeOrphans((ids) => findMessageIds(store.prisma, ids))
      onDeleted('orphans', count)
      if (count > 0) log.info({ count }, 'files that no message names are deleted')
    }

    const deleteOld =
      retentionDays === null
        ? null
        : createRetention({
            store,
            dir,
            finishedJobs,
            rewriteQueueLog: () => rewriteQueueLog(queue.queueUrl),
            days: retentionDays,
            idleLimitMs: rules.idleLimitMs,
            onDeleted,
            log,
            signal,
          })
    const beforeTheEnd = createBeforeTheEnd(signal)
    const timer = every(
      RUN_INTERVAL_MS,
      () => beforeTheEnd((deleteOld?.() ?? Promise.resolve()).then(removeOrphans)),
      (err) => log.error({ err }, 'what is too old could not be deleted, the next run tries again'),
    )
    defer(() => timer.stop())
    return {}
  })
}
