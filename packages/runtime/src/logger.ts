import { pino, type DestinationStream, type Logger } from 'pino'
import pretty from 'pino-pretty'
import type { LogLevel } from './config-fields.ts'
import { gatherLines } from './gather-lines.ts'
import { loggableMessage, serializeError } from './serialize-error.ts'

export type { Logger }

export interface LoggerOptions {
  name: string
  level: LogLevel
  /** For people instead of machines. Default: whether stdout is a terminal. */
  pretty?: boolean
  /** Default stdout. */
  destination?: DestinationStream
}

/** One JSON line an event on stdout. No exit loses one; a kill loses those of its last turn of the event loop. */
export function createLogger({
  name,
  level,
  pretty: isPretty = process.stdout.isTTY,
  destination,
}: LoggerOptions): Logger {
  return pino(
    {
      name,
      level,
      timestamp: createIsoTime(),
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError, error: serializeError },
      hooks: { logMethod: keepForeignMessagesOut },
    },
    isPretty
      ? pretty({
          destination: destination ?? openStdout(),
          sync: true,
          ignore: 'pid,hostname',
          translateTime: 'SYS:HH:MM:ss.l',
        })
      : (destination ?? toStdout()),
  )
}

/** All loggers of a process share it: so their lines stay in order, and leave together. */
let stdout: DestinationStream | undefined
const toStdout = () => (stdout ??= gatherLines(openStdout()))

const openStdout = () => pino.destination({ dest: 1, sync: true })

/** The time as a field of a line, made anew only when it has changed: it takes as long as the rest of a line. */
function createIsoTime(): () => string {
  let madeAt = 0
  let field = ''
  return () => {
    const now = Date.now()
    if (now !== madeAt) {
      madeAt = now
      field = `,"time":"${new Date(now).toISOString()}"`
    }
    return field
  }
}

/** Pino and Fastify take an error's message for a missing sentence; only our own may be one. */
function keepForeignMessagesOut(
  this: Logger,
  args: Parameters<Logger['info']>,
  method: Logger['info'],
): void {
  const [subject, sentence, ...rest] = args
  const error = errorOf(subject)
  const isOwnSentence = error === undefined || (sentence !== undefined && sentence !== error.message)
  method.apply(this, isOwnSentence ? args : [subject, loggableMessage(error) ?? 'error', ...rest])
}

function errorOf(subject: unknown): Error | undefined {
  if (subject instanceof Error) return subject
  if (typeof subject !== 'object' || subject === null || !('err' in subject)) return undefined
  return subject.err instanceof Error ? subject.err : undefined
}
