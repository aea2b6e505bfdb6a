import { setMaxListeners } from 'node:events'
import { AGENT_RETRY_MAX_MS, retryDelayMs, type InboundEvent } from '@bellhop/core'
import { createH2hClient } from '@bellhop/gateways/h2h'
import { createWahaClient } from '@bellhop/gateways/waha'
import {
  openAgentWorker,
  openDoorbells,
  openFailedInbound,
  openInboundWorker,
  openLineControls,
  type JobTiming,
  type JobWorker,
} from '@bellhop/queue'
import {
  compose,
  createLogger,
  createMetrics,
  every,
  startOperationsServer,
  within,
  type App,
  type Logger,
} from '@bellhop/runtime'
import {
  countHiddenQuestions,
  knowLines,
  listLines,
  openStore,
  readUnfinished,
  requireMigrations,
} from '@bellhop/store'
import { createApplier } from './applier.ts'
import { createNumberAsker } from './ask-numbers.ts'
import { createBeforeTheEnd } from './before-the-end.ts'
import type { WorkerConfig } from './config.ts'
import { createFollowLines } from './follow-lines.ts'
import { createAgentHandler } from './handle-agent.ts'
import { createInboundHandler } from './handle-inbound.ts'
import { addHiddenMetrics } from './hidden-metrics.ts'
import { createLaterApplies } from './later-applies.ts'
import { addLineMetrics } from './line-metrics.ts'
import { createLineWatch } from './line-watch.ts'
import { openGapRepair, type GapRepairTiming } from './open-gap-repair.ts'
import { openMedia } from './open-media.ts'
import { openRetention } from './open-retention.ts'
import { createOutageGate, noWaiting } from './outage-gate.ts'
import { createReadQuarantined } from './read-quarantined.ts'
import { createReport } from './report.ts'
import { createRetryQuarantined } from './retry-quarantined.ts'
import { createReturnToAgent } from './return-to-agent.ts'
import { createRingMedia } from './ring-media.ts'
import { createSweep } from './sweep.ts'
import { createTellSilence } from './tell-silence.ts'

const SWEEP_INTERVAL_MS = 5_000
const LOCKED_RETRY_MS = 200
const MEDIA_CLEANING_MS = 600_000
const INBOUND_CONCURRENCY = 120
const AGENT_CONCURRENCY = 10
const METRICS_READ_MS = 1_000

export interface WorkerOverrides {
  log: Logger
  /** Separates queues that share a Redis. */
  queuePrefix: string
  /** How soon the jobs of a dead worker run again. */
  jobTiming: Partial<JobTiming>
  /** Default 5000. */
  sweepIntervalMs: number
  /** Between two cleanings of `MEDIA_DIR`. Default 600000. */
  mediaCleaningMs: number
  gapRepair: Partial<GapRepairTiming>
  /** How long WAHA has for an answer. Default 10 s. */
  wahaTimeoutMs: number
}

/** Composes the worker. Tests and `apps/local` override what is named in {@link WorkerOverrides}. */
export async function buildWorker(
  config: WorkerConfig,
  overrides: Partial<WorkerOverrides> = {},
): Promise<App> {
  const log = overrides.log ?? createLogger({ name: 'worker', level: config.logLevel })
  const queue = {
    queueUrl: config.queueUrl,
    log,
    ...(overrides.queuePrefix && { prefix: overrides.queuePrefix }),
    ...(overrides.jobTiming && { timing: overrides.jobTiming }),
  }

  return compose(async (defer) => {
    const metrics = createMetrics()
    const ending = new AbortController()
    setMaxListeners(0, ending.signal) // as many as there are works under way
    const inTime = createBeforeTheEnd(ending.signal)

    const store = openStore({
      databaseUrl: config.databaseUrl,
      applicationName: 'bellhop-worker',
      searchesOnly: true,
      onError: (err) => log.warn({ err }, 'an idle database connection broke'),
    })
    defer(() => store.close())
    await requireMigrations(store)
    await knowLines(store.prisma, config.lines)
    const report = createReport(metrics, log, () => within(METRICS_READ_MS, readUnfinished(store.prisma)))
    const doorbells = await openDoorbells(queue)
    defer(() => doorbells.close())
    const lineControls = await openLineControls(queue)
    defer(() => lineControls.close())
    const names = config.lines
    const followLines = createFollowLines({ lineControls, doorbells, log })
    const lineWatch = createLineWatch({ store, followLines, names, log })
    addLineMetrics(metrics, {
      read: async () =>
        (await within(METRICS_READ_MS, listLines(store.prisma))).filter(({ line }) => names.includes(line)),
      silenceAlertMs: config.lineSilenceAlertMs,
    })
    const failedInbound = await openFailedInbound(queue)
    defer(() => failedInbound.close())

    const apply = createApplier({
      store,
      settings: { rules: config.rules, homeCountry: config.homeCountry },
      doorbells,
      log,
      retryLater: (keys) => later.add(keys, LOCKED_RETRY_MS),
      onApplied: report.applied,
      onReturned: report.returned,
      onOurs: report.ours,
    })
    const later = createLaterApplies(async (keys) => {
      await inTime(apply(keys)).catch((err: unknown) =>
        log.warn({ err }, 'could not apply now, the sweep will'),
      )
    })
    defer(() => later.stop())

    const waha = createWahaClient({
      ...config.waha,
      homeCountry: config.homeCountry,
      ...(overrides.wahaTimeoutMs && { timeoutMs: overrides.wahaTimeoutMs }),
    })
    const hiddenMetrics = addHiddenMetrics(metrics, () =>
      within(METRICS_READ_MS, countHiddenQuestions(store.prisma)),
    )
    const numbers = createNumberAsker({
      store,
      lines: names,
      lidToPhone: (line, lid) => inTime(waha.lidToPhone(line, lid)),
      lineStatus: async (line) => (await inTime(waha.session(line))).status,
      homeCountry: config.homeCountry,
      apply,
      log,
      onAnswer: hiddenMetrics.answered,
      inTime,
    })
    defer(() => numbers.stop())

    let inbound: JobWorker | undefined
    const gate = createOutageGate({
      ping: () => store.ping(),
      pause: async () => inbound?.pause(),
      resume: async () => inbound?.resume(),
      log,
      signal: ending.signal,
    })
    const inboundDeps = {
      store,
      apply,
      later,
      gate,
      askNumbers: numbers.ask,
      log,
      ringMedia: createRingMedia({ doorbells, log }),
      lineWatch: { heard: (events: readonly InboundEvent[]) => inTime(lineWatch.heard(events)) },
      backlogSettleMs: config.backlogSettleMs,
    }
    inbound = await openInboundWorker({
      ...queue,
      concurrency: INBOUND_CONCURRENCY,
      handleBatch: report.timed(createInboundHandler(inboundDeps)),
    })
    defer(() => inbound?.close())

    const media = await openMedia(config, {
      queue,
      store,
      gate,
      metrics,
      cleaningMs: overrides.mediaCleaningMs ?? MEDIA_CLEANING_MS,
      signal: ending.signal,
    })
    defer(() => media.close())

    const { dir } = media
    const retention = await openRetention(config, { queue, store, dir, metrics, signal: ending.signal })
    defer(() => retention.close())

    const h2h = createH2hClient(config.h2h)
    const agents = await openAgentWorker({
      ...queue,
      concurrency: AGENT_CONCURRENCY,
      backoffMs: (attempt) => retryDelayMs(attempt, Math.random(), AGENT_RETRY_MAX_MS),
      handle: createAgentHandler({ store, createAgent: (id) => inTime(h2h.createAgent(id)), gate, log }),
    })
    defer(() => agents.close())

    const sweep = createSweep({
      store,
      apply,
      askNumbers: numbers.ask,
      doorbells,
      failedInbound,
      followLines,
      tellSilence: createTellSilence({ names, alertMs: config.lineSilenceAlertMs, log }),
      returnToAgent: createReturnToAgent({
        store,
        rules: config.rules,
        homeCountry: config.homeCountry,
        doorbells,
        onReturned: report.returned,
      }),
      retryQuarantined: createRetryQuarantined({
        store,
        read: createReadQuarantined(config),
        // It came long ago: no sign that the line is alive.
        handle: createInboundHandler({
          ...inboundDeps,
          gate: noWaiting,
          lineWatch: { heard: async () => {} },
        }),
        log,
        now: Date.now,
      }),
      idleLimitMs: config.rules.idleLimitMs,
      log,
    })
    const sweeping = every(
      overrides.sweepIntervalMs ?? SWEEP_INTERVAL_MS,
      () => inTime(sweep()),
      (err) => log.error({ err }, 'sweep failed'),
    )
    defer(() => sweeping.stop())

    const gapRepair = await openGapRepair(
      config,
      { queue, metrics, store, waha, followLines, signal: ending.signal },
      overrides.gapRepair,
    )
    defer(() => gapRepair.close())
    // First of all when ending: nobody waits for an outage to pass, nor, while the queue hangs, for one part after the other.
    defer(async () => {
      ending.abort()
      await Promise.allSettled([inbound, media, agents, retention, gapRepair].map((part) => part?.close()))
    })

    const operations = await startOperationsServer({
      host: config.host,
      port: config.port,
      log,
      metrics,
      checks: { postgres: () => store.ping(), queue: () => doorbells.ping() },
    })
    defer(() => operations.close())
    return { url: operations.url }
  })
}
