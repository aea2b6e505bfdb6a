import { parsePhone } from '@bellhop/core'
import { openJobEraser, rewriteQueueLog } from '@bellhop/queue'
import { compose, fields, hotelFields, parseConfig, StartupError, type Logger } from '@bellhop/runtime'
import { listLines, openStore, requireMigrations, shredDeleted } from '@bellhop/store'
import { z } from 'zod'
import { openMediaDir } from '../media-dir.ts'
import { eraseGuest, type Erased } from './erase-guest.ts'

const configSchema = z.object({
  DATABASE_URL: hotelFields.DATABASE_URL,
  QUEUE_URL: hotelFields.QUEUE_URL,
  MEDIA_DIR: hotelFields.MEDIA_DIR,
  PHONE_HOME_COUNTRY: hotelFields.PHONE_HOME_COUNTRY,
  LOG_LEVEL: fields.logLevel(),
})

export interface EraseOutcome extends Erased {
  /** What still holds bytes of the guest, in words for people. */
  problems: string[]
}

/**
 * Erases whoever has this number, in any spelling, and then what the disks still have of it. Throws a StartupError for what is no
 * number. `queuePrefix` tells apart those who share a Redis.
 */
export async function runErase(
  env: NodeJS.ProcessEnv,
  written: string,
  log: Logger,
  queuePrefix?: string,
): Promise<EraseOutcome> {
  const config = parseConfig(configSchema, env)
  const phone = parsePhone(written, config.PHONE_HOME_COUNTRY)
  if (phone === null)
    throw new StartupError('--phone is no number: 081234567890, +62 812-3456-7890 and 6281234567890 are.')

  const app = await compose(async (defer) => {
    const store = openStore({
      databaseUrl: config.DATABASE_URL,
      poolMax: 2,
      applicationName: 'bellhop-erase',
      onError: (err) => log.warn({ err }, 'an idle database connection broke'),
    })
    defer(() => store.close())
    await requireMigrations(store)
    const dir = await openMediaDir(config.MEDIA_DIR)
    const lines = (await listLines(store.prisma)).map(({ line }) => line)
    const jobs = await openJobEraser({
      queueUrl: config.QUEUE_URL,
      log,
      lines,
      ...(queuePrefix !== undefined && { prefix: queuePrefix }),
    })
    defer(() => jobs.close())
    return {
      run: () =>
        eraseGuest({ store, jobs, removeFiles: dir.removeOf, homeCountry: config.PHONE_HOME_COUNTRY }, phone),
    }
  })
  try {
    const erased = await app.run()
    const problems = await shredDeleted(config.DATABASE_URL)
    if (!(await rewriteQueueLog(config.QUEUE_URL)))
      problems.push('the log of Redis could not be written anew: run this again')
    return { ...erased, problems }
  } finally {
    await app.close()
  }
}
