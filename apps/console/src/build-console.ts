import {
  openBoardQueues,
  openDoorbells,
  openLineControls,
  type BoardQueues,
  type Doorbells,
  type LineControls,
} from '@bellhop/queue'
import { compose, createLogger, createMetrics, type App, type Logger } from '@bellhop/runtime'
import { openStore, requireMigrations, type Store } from '@bellhop/store'

import { createChangeFeed } from './change-feed.ts'
import type { ConsoleConfig } from './config.ts'
import { createServer } from './create-server.ts'
import { createLineQueues } from './line-queues.ts'
import { createRing } from './ring.ts'

/** What the console opens. Who overrides a part closes it. */
export interface ConsoleParts {
  log: Logger
  store: Store
  doorbells: Doorbells
  lineControls: LineControls
  board: BoardQueues
  /** Separates consoles that share a Redis. */
  queuePrefix: string
  now: () => number
}

/** Composes the console. Tests and `apps/local` override any part here. */
export async function buildConsole(
  config: ConsoleConfig,
  overrides: Partial<ConsoleParts> = {},
): Promise<App> {
  return compose(async (defer) => {
    const log = overrides.log ?? createLogger({ name: 'console', level: config.logLevel })
    const { databaseUrl, queueUrl, lines, homeCountry } = config
    const { idleLimitMs, manualReturnAfterMs, staleAfterMs, lineSilenceAlertMs, mediaDir } = config
    const { firstReplyTargetMs } = config
    const queue = { queueUrl, log, ...(overrides.queuePrefix && { prefix: overrides.queuePrefix }) }

    const store = overrides.store ?? open(openStore({ databaseUrl, applicationName: 'bellhop-console' }))
    await requireMigrations(store)
    const doorbells = overrides.doorbells ?? open(await openDoorbells(queue))
    const lineControls = overrides.lineControls ?? open(await openLineControls(queue))
    const board = overrides.board ?? open(await openBoardQueues({ ...queue, lines }))
    const feed = createChangeFeed(store, log)
    defer(() => feed.stop())
    const server = await createServer(config, {
      log,
      feed,
      store,
      board,
      homeCountry,
      idleLimitMs,
      manualReturnAfterMs,
      staleAfterMs,
      lineSilenceAlertMs,
      firstReplyTargetMs,
      lines,
      mediaDir,
      metrics: createMetrics(),
      ring: createRing(doorbells, log),
      lineQueues: createLineQueues(lineControls, log),
      checks: { postgres: () => store.ping(), queue: () => doorbells.ping() },
      now: overrides.now ?? Date.now,
    })
    defer(() => server.close())
    const url = await server.listen({
      host: config.host,
      port: config.port,
      listenTextResolver: () => 'the console is served',
    })
    return { url }

    function open<T extends { close(): Promise<void> }>(part: T): T {
      defer(() => part.close())
      return part
    }
  })
}
