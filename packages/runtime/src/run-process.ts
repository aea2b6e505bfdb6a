import v8 from 'node:v8'
import closeWithGrace from 'close-with-grace'
import type { App } from './app.ts'
import { ConfigError } from './config.ts'
import { createLogger, type Logger } from './logger.ts'
import { StartupError } from './startup-error.ts'

const REPETITION_MS = 500
/** By so much the heap may grow before garbage is looked for. V8's own choice is up to fourfold: twice the memory, and no less work. */
const HEAP_GROWTH_PERCENT = 35
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface ProcessOptions {
  /** How long closing may take before the process ends anyway, with code 1. Default 10 s. */
  deadlineMs?: number
}

/**
 * The life of a process: build the app, run until a signal, close it, exit 0. A second signal, but for a
 * repetition of the first, ends it at once. An error
 * that nobody caught is one line in the log, then the app is closed and the exit code is 1. A startup error exits 1;
 * a ConfigError prints every problem, a StartupError what to do.
 */
export async function runProcess(
  name: string,
  build: () => Promise<App>,
  { deadlineMs = 10_000 }: ProcessOptions = {},
): Promise<void> {
  // Unlike a limit it ends nobody who needs more for a moment.
  v8.setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`)
  const log = createLogger({ name, level: 'info' })
  const building = Promise.resolve().then(build)
  let closing = false
  const known = new Set<unknown>(SIGNALS.flatMap((signal) => process.listeners(signal)))
  const grace = closeWithGrace(
    {
      delay: deadlineMs,
      logger: false,
      skip: ['beforeExit'],
      onSecondSignal: (signal) => log.error({ signal }, 'second signal, ending at once'),
      onSecondError: (err) => log.fatal({ err }, 'another error while closing, ending at once'),
      onTimeout: () => log.error({ deadlineMs }, 'closing took too long, ending at once'),
    },
    async ({ err, signal }) => {
      closing = true
      if (signal) ignoreRepetitions(signal, known)
      if (err) log.fatal({ err }, 'an error that nobody caught, closing')
      else log.info({ signal }, 'closing')
      await close(building, log)
    },
  )
  try {
    const { url } = await building
    if (!closing) log.info({ url }, 'started')
  } catch (error) {
    grace.uninstall()
    sayWhyNotStarted(error, log)
    process.exit(1)
  }
}

/**
 * Ctrl-C reaches the whole process group, and npm passes it on once more: for a moment that is one and the same. Only the
 * listeners that came with the first signal pause, others (tsx has some) may not be missed.
 */
function ignoreRepetitions(signal: NodeJS.Signals, known: ReadonlySet<unknown>): void {
  const onSecond = process.listeners(signal).filter((listener) => !known.has(listener))
  const ignore = () => {}
  process.on(signal, ignore)
  for (const listener of onSecond) process.off(signal, listener)
  setTimeout(() => {
    for (const listener of onSecond) process.on(signal, listener)
    process.off(signal, ignore)
  }, REPETITION_MS).unref()
}

/** A signal may come while the app is still being built: what it has opened by then is closed too. */
async function close(building: Promise<App>, log: Logger): Promise<void> {
  const app = await building
  try {
    await app.close()
    log.info('closed')
  } catch (err) {
    log.error({ err }, 'not everything could be closed')
    throw err
  }
}

function sayWhyNotStarted(error: unknown, log: Logger): void {
  if (error instanceof StartupError) return void process.stderr.write(`${error.message}\n`)
  if (isPortTaken(error)) {
    return void process.stderr.write(`Port ${error.port} is taken: end who has it, or set PORT to another.\n`)
  }
  if (!(error instanceof ConfigError)) return log.fatal({ err: error }, 'could not start')
  const lines = error.problems.map(({ variable, problem }) => `  ${variable} ${problem}\n`)
  process.stderr.write(`The environment needs mending:\n${lines.join('')}`)
}

function isPortTaken(error: unknown): error is { port: number } {
  return error instanceof Error && 'port' in error && 'code' in error && error.code === 'EADDRINUSE'
}
