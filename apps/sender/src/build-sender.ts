import { setMaxListeners } from 'node:events'
import { RECONCILE_TIMING, typingPauseMs, type ReconcileTiming } from '@bellhop/core'
import { createWahaClient, type WahaClient } from '@bellhop/gateways/waha'
import { openDoorbells, openLineControls, openOutboundWorker, type JobTiming } from '@bellhop/queue'
import {
  compose,
  createLogger,
  createMetrics,
  every,
  startOperationsServer,
  type App,
  type Logger,
} from '@bellhop/runtime'
import { openStore, requireMigrations } from '@bellhop/store'
import { createAttempt } from './attempt.ts'
import type { SenderConfig } from './config.ts'
import { createDeliver } from './deliver.ts'
import { createLaterRings } from './later-rings.ts'
import { createLines } from './lines.ts'
import { createLookUp } from './look-up.ts'
import { createOutbox } from './outbox.ts'
import { createOwnIds } from './own-ids.ts'
import { createReconcile } from './reconcile.ts'
import { createReport } from './report.ts'
import { createSeemHuman } from './seem-human.ts'

const SEND_TIMEOUT_MS = 45_000
const WATCH_INTERVAL_MS = 15_000
const TIMING: SenderTiming = {
  ...RECONCILE_TIMING,
  reconcileIntervalMs: 3_000,
  sendTimeoutMs: SEND_TIMEOUT_MS,
  callTimeoutMs: 10_000,
}
/** Guests of one line at a time: one whose send hangs keeps the others neither waiting nor in the dark. */
const CONCURRENCY_PER_LINE = 10

/** How long closing may take: a send that has just begun, and telling Postgres of it. */
export const CLOSE_DEADLINE_MS = SEND_TIMEOUT_MS + 5_000

/** The pauses of finding out about messages that may have left. */
export interface SenderTiming extends ReconcileTiming {
  /** Between two rounds of asking. Default 3 s. */
  reconcileIntervalMs: number
  /** How long WAHA has for a send, and for any other call. Default 45 s and 10 s. */
  sendTimeoutMs: number
  callTimeoutMs: number
}

export interface SenderOverrides {
  log: Logger
  /** Separates queues that share a Redis. */
  queuePrefix: string
  /** How soon the jobs of a dead worker run again. */
  jobTiming: Partial<JobTiming>
  waha: WahaClient
  /** The pause for a text of that length. */
  typingPauseMs: (textLength: number) => number
  /** How often a line that Bellhop paused is asked for. Default 15000. */
  watchIntervalMs: number
  timing: Partial<SenderTiming>
  /** Spreads retries, from [0, 1). Default random. */
  jitter: () => number
}

/** Composes the sender. Tests and `apps/local` override what is named in {@link SenderOverrides}. */
export async function buildSender(
  config: SenderConfig,
  overrides: Partial<SenderOverrides> = {},
): Promise<App> {
  const log = overrides.log ?? createLogger({ name: 'sender', level: config.logLevel })
  const jitter = overrides.jitter ?? Math.random
  const queue = {
    queueUrl: config.queueUrl,
    log,
    ...(overrides.queuePrefix && { prefix: overrides.queuePrefix }),
    ...(overrides.jobTiming && { timing: overrides.jobTiming }),
  }

  return compose(async (defer) => {
    const metrics = createMetrics()
    const report = createReport(metrics, log)
    const ending = new AbortController()
    // Each message that is being typed listens.
    setMaxListeners(0, ending.signal)
    const timing = { ...TIMING, ...overrides.timing }
    const waha =
      overrides.waha ??
      createWahaClient({
        ...config.waha,
        homeCountry: config.homeCountry,
        sendTimeoutMs: timing.sendTimeoutMs,
        timeoutMs: timing.callTimeoutMs,
      })

    const store = openStore({
      databaseUrl: config.databaseUrl,
      // Three for what guests share, the rest for what goes by itself: what is held or dropped, reconciling, the watch.
      poolMax: 12,
      applicationName: 'bellhop-sender',
      searchesOnly: true,
      onError: (err) => log.warn({ err }, 'an idle database connection broke'),
    })
    defer(() => store.close())
    await requireMigrations(store)
    const doorbells = await openDoorbells(queue)
    defer(() => doorbells.close())
    const controls = await openLineControls(queue)
    defer(() => controls.close())

    const lines = createLines({ store, controls, doorbells, waha, names: config.lines, report, log })
    await lines.prepare(config.sendIntervalMs)
    const watch = every(overrides.watchIntervalMs ?? WATCH_INTERVAL_MS, lines.watch, (err) =>
      log.warn({ err }, 'could not look after the lines'),
    )
    defer(() => watch.stop())

    const outbox = createOutbox(store)
    const ownIds = createOwnIds(waha, log)
    const { homeCountry } = config
    const lookUp = createLookUp({ store, waha, homeCountry, ending: ending.signal })
    const reconcile = createReconcile({
      store,
      waha,
      lookUp,
      ownIds,
      doorbells,
      names: config.lines,
      timing,
      ending: ending.signal,
      report,
      log,
    })
    const reconciling = every(timing.reconcileIntervalMs, reconcile, (err) =>
      log.warn({ err }, 'could not find out about messages that may have left'),
    )
    defer(() => reconciling.stop())
    const later = createLaterRings(doorbells, log)
    defer(() => later.stop())

    const pauseMs = overrides.typingPauseMs ?? ((length: number) => typingPauseMs(length, jitter()))
    const deliver = createDeliver({
      store,
      outbox,
      doorbells,
      seemHuman: config.typing ? createSeemHuman({ waha, pauseMs, ending: ending.signal, log }) : null,
      attempt: createAttempt({
        store,
        outbox,
        sendText: waha.sendText,
        lines,
        ownIds,
        jitter,
        ending: ending.signal,
        report,
      }),
      ownIds,
      later,
      policies: { staleAfterMs: config.staleAfterMs, chatIntervalMs: config.chatIntervalMs },
      homeCountry,
      ending: ending.signal,
      report,
      log,
    })
    const worker = await openOutboundWorker({
      ...queue,
      lines: config.lines,
      concurrency: CONCURRENCY_PER_LINE,
      handle: deliver,
    })
    defer(async () => {
      // What is being typed is not sent any more; what has left is waited for (I11).
      ending.abort()
      await worker.close(CLOSE_DEADLINE_MS - 1_000)
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
