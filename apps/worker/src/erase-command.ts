import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError, createLogger, readEnvironment, StartupError } from '@bellhop/runtime'
import { runErase } from './erase/run-erase.ts'

const USAGE = 'npm run erase -- --phone 081234567890'
/** Where `.env` is, and what `npm start` leaves. */
const ROOT = join(import.meta.dirname, '../../..')

/**
 * `npm run erase -- --phone ...`: ends with 0 if nothing is left of the guest, or nothing was there; with 1 if something is
 * left, which it names; with 2 if it does not know what to do.
 */
const log = createLogger({ name: 'erase', level: 'info' })
try {
  const phone = readPhone()
  const { env } = readEnvironment(process.env, ROOT)
  const { erasureId, counts, isComplete, problems } = await runErase(env, phone, log)
  if (erasureId === null) log.info('nobody is known under this number')
  else log.info({ erasureId, counts }, 'a guest was erased')
  if (!isComplete) log.error('something of the guest is still in hand: run this again in a minute')
  for (const problem of problems) log.error({ problem }, 'bytes of what was erased may be left')
  if (!isComplete || problems.length > 0) process.exitCode = 1
} catch (error) {
  const isUsage = error instanceof StartupError || error instanceof ConfigError
  if (isUsage) console.error(`${error.message}\n${USAGE}`)
  else log.fatal({ err: error }, 'the guest could not be erased: run this again')
  process.exitCode = isUsage ? 2 : 1
}

function readPhone(): string {
  try {
    const { values } = parseArgs({ options: { phone: { type: 'string' } } })
    if (values.phone !== undefined) return values.phone
  } catch {
    // Node repeats what was written, which may be the number.
  }
  throw new StartupError('Say whom to erase:')
}
