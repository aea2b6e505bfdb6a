import { REPAIR_GRACE_MS, REPAIR_RETRY_MS } from '@bellhop/core'
import { openMissedInbound, type QueueOptions } from '@bellhop/queue'
import { compose, every, type Logger, type Metrics } from '@bellhop/runtime'
import { createBeforeTheEnd } from './before-the-end.ts'
import type { WorkerConfig } from './config.ts'
import { createGapRepair, type GapRepairDeps } from './gap-repair.ts'
import { createRepairReport } from './repair-report.ts'

const LOOK_INTERVAL_MS = 1_000

export interface OpenGapRepairDeps extends Pick<GapRepairDeps, 'store' | 'waha' | 'followLines' | 'signal'> {
  queue: QueueOptions & { log: Logger }
  metrics: Metrics
}

export interface GapRepairTiming {
  /** How often it is looked whether a repair is due. Default 1000. */
  lookIntervalMs: number
  /** How young a message is left to the webhooks. Default a minute. */
  graceMs: number
  /** The first pause after one that failed. Default a minute. */
  retryFirstMs: number
}

/** The part of the worker that asks WAHA for what it has not delivered; nothing if that is switched off. */
export async function openGapRepair(
  { gapRepairEveryMs: everyMs, lines: names, homeCountry, retentionDays }: WorkerConfig,
  { queue, metrics, ...deps }: OpenGapRepairDeps,
  {
    lookIntervalMs = LOOK_INTERVAL_MS,
    graceMs = REPAIR_GRACE_MS,
    retryFirstMs = REPAIR_RETRY_MS,
  }: Partial<GapRepairTiming> = {},
): Promise<{ close(): Promise<void> }> {
  const { log } = queue
  return compose(async (defer) => {
    if (everyMs === null) return {}
    const missed = await openMissedInbound(queue)
    defer(() => missed.close())
    const report = createRepairReport(metrics, log)
    const gapRepair = createGapRepair({
      ...deps,
      missed,
      names,
      homeCountry,
      everyMs,
      graceMs,
      retentionDays,
      retryFirstMs,
      report,
      log,
    })
    defer(() => gapRepair.release())
    const beforeTheEnd = createBeforeTheEnd(deps.signal)
    const looking = every(
      lookIntervalMs,
      () => beforeTheEnd(gapRepair.look()),
      (err) => log.warn({ err }, 'could not look whether a gap repair is due'),
    )
    defer(() => looking.stop())
    return {}
  })
}
