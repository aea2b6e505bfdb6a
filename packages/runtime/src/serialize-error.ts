import { AssertionError } from 'node:assert'

/** What an error may show in a log: never the message of an error we didn't write, which may carry a guest's data (I13). */
export interface LoggedError {
  type: string
  message?: string
  stack?: string
  cause?: LoggedError
  errors?: LoggedError[]
  [field: string]: unknown
}

const OWN_ERRORS = new Set([
  'ConfigError',
  'DeadlineError',
  'GiveUpError',
  'H2hError',
  'HandBackError',
  'MigrationError',
  'QueueSetupError',
  'QueueUnavailableError',
  'WahaError',
])
/** Fields of our own, Node's, Postgres' and Prisma's errors that name things, not guests. */
const FIELDS = [
  'code',
  'retryable',
  'outcome',
  'syscall',
  'address',
  'port',
  'statusCode',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
] as const
/** What the engine itself says about a bug: names out of the source, no values. */
const ENGINE_MESSAGE =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '\w+'\)|[\w.$]+ is not (?:a function|a constructor|defined|iterable)|Maximum call stack size exceeded)$/
const FRAME = /^\s+at .*(?::\d+:\d+\)?|\(<anonymous>\)|\(native\))$/
const FRAMES_MAX = 12
const CAUSES_MAX = 4
const FIELD_LENGTH_MAX = 100

export function serializeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: `thrown ${error === null ? 'null' : typeof error}` }
  const message = loggableMessage(error)
  const stack = frames(error)
  return {
    type: error.constructor.name || error.name,
    ...Object.fromEntries(FIELDS.flatMap((name) => loggableField(error, name))),
    ...(message === undefined ? {} : { message }),
    ...(stack === '' ? {} : { stack }),
    ...(depth < CAUSES_MAX && error.cause !== undefined
      ? { cause: serializeError(error.cause, depth + 1) }
      : {}),
    ...(depth < CAUSES_MAX && error instanceof AggregateError
      ? { errors: error.errors.slice(0, CAUSES_MAX).map((one) => serializeError(one, depth + 1)) }
      : {}),
  }
}

/** The message if nothing but the source can have written it. */
export function loggableMessage(error: Error): string | undefined {
  const ours = OWN_ERRORS.has(error.name) || OWN_ERRORS.has(error.constructor.name)
  const asserted = error instanceof AssertionError && !error.generatedMessage
  return ours || asserted || ENGINE_MESSAGE.test(error.message) ? error.message : undefined
}

function loggableField(error: Error, name: string): [string, unknown][] {
  const value: unknown = Reflect.get(error, name)
  if (typeof value === 'string') return [[name, value.slice(0, FIELD_LENGTH_MAX)]]
  return typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : []
}

/** The frames alone: the block at the end, since the message before them may have lines that look like frames. */
function frames(error: Error): string {
  const lines = (error.stack ?? '').split('\n')
  const first = lines.findLastIndex((line) => !FRAME.test(line)) + 1
  const own = error.message === '' ? 0 : (error.stack ?? '').indexOf(error.message)
  const messageEnd = own < 0 ? 0 : (error.stack ?? '').slice(0, own + error.message.length).split('\n').length
  return lines.slice(Math.max(first, messageEnd), Math.max(first, messageEnd) + FRAMES_MAX).join('\n')
}
