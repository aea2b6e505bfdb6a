import closeWithGrace from 'close-with-grace'
import type { App } from './app.ts'
import { ConfigError } from './config.ts'
import { createLogger, type Logger } from './logger.ts'
import { StartupError } from './startup-error.ts'

export interface ProcessOptions {
  /** How long closing may take before the process ends anyway, with code 1. Default 10 s. */
  deadlineMs?: number
}

/**
 * The life of a process: build the app, run until a signal, close it, exit 0. A second signal ends it at once. An error
 * that nobody caught is one line in the log, then the app is closed and the exit code is 1. A startup error exits 1;
 * a ConfigError prints every problem, a StartupError what to do.
 */
export async function runProcess(
  name: string,
  build: () => Promise<App>,
  { deadlineMs = 10_000 }: ProcessOptions = {},
): Promise<void> {
  const log = createLogger({ name, level: 'info' })
  const building = Promise.resolve().then(build)
  let closing = false
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
  if (!(error instanceof ConfigError)) return log.fatal({ err: error }, 'could not start')
  const lines = error.problems.map(({ variable, problem }) => `  ${variable} ${problem}\n`)
  process.stderr.write(`The environment is not complete:\n${lines.join('')}`)
}
