import { createWahaMedia } from '@bellhop/gateways/waha'
import { openMediaWorker, type WorkerQueueOptions } from '@bellhop/queue'
import { compose, every, within, type Logger, type Metrics } from '@bellhop/runtime'
import { countWaitingMedia, type Store } from '@bellhop/store'
import type { WorkerConfig } from './config.ts'
import { createFetchMedia } from './fetch-media.ts'
import { createMediaHandler } from './handle-media.ts'
import { openMediaDir, type MediaDir } from './media-dir.ts'
import type { OutageGate } from './outage-gate.ts'

const CONCURRENCY = 5
const METRICS_READ_MS = 1_000

export interface MediaDeps {
  queue: WorkerQueueOptions & { log: Logger }
  store: Store
  gate: OutageGate
  metrics: Metrics
  /** Between two looks for what was left half-way. */
  cleaningMs: number
  /** Aborted when the worker ends. */
  signal: AbortSignal
}

/** The part of the worker that fetches files: its queue, its folder, and the figures about them. */
export async function openMedia(
  { waha, media: { dir: root, sizeMax } }: Pick<WorkerConfig, 'waha' | 'media'>,
  { queue, store, gate, metrics, cleaningMs, signal }: MediaDeps,
): Promise<{ dir: MediaDir; close(): Promise<void> }> {
  const { log } = queue
  return compose(async (defer) => {
    const dir = await openMediaDir(root)
    const fetches = metrics.counter({
      name: 'bellhop_media_fetches_total',
      help: 'Attempts to fetch a file from WAHA, by what they came to',
      labels: ['outcome'],
    })
    metrics.gauge({
      name: 'bellhop_media_waiting',
      help: 'Files that are still to be fetched from WAHA; left out while Postgres does not answer',
      async collect(gauge) {
        gauge.reset()
        const count = await within(METRICS_READ_MS, countWaitingMedia(store.prisma)).catch(() => null)
        if (count !== null) gauge.set(count)
      },
    })

    const worker = await openMediaWorker({
      ...queue,
      concurrency: CONCURRENCY,
      handle: createMediaHandler({
        store,
        dir,
        fetchMedia: createFetchMedia({ waha: createWahaMedia(waha), dir, sizeMax, signal }),
        gate,
        onOutcome: (outcome) => fetches.inc({ outcome }),
        log,
        signal,
      }),
    })
    defer(() => worker.close())
    const cleaning = every(
      cleaningMs,
      () => dir.removeStrays(),
      (err) => log.warn({ err }, 'what was left in MEDIA_DIR could not be removed'),
    )
    defer(() => cleaning.stop())
    return { dir }
  })
}
