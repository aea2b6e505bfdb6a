import { commonFields, fields, hotelFields, parseConfig, type LogLevel } from '@bellhop/runtime'
import { z } from 'zod'

const SECRET_MIN = 32
const PASSWORD_MIN = 8
const KEY_MIN = 16

export const configSchema = z.object({
  ...commonFields(8081),
  DATABASE_URL: hotelFields.DATABASE_URL,
  QUEUE_URL: hotelFields.QUEUE_URL,
  WAHA_LINES: hotelFields.WAHA_LINES,
  PHONE_HOME_COUNTRY: hotelFields.PHONE_HOME_COUNTRY,
  SESSION_IDLE_LIMIT: hotelFields.SESSION_IDLE_LIMIT,
  MANUAL_RETURN_AFTER: hotelFields.MANUAL_RETURN_AFTER,
  STALE_AFTER: hotelFields.STALE_AFTER,
  MEDIA_DIR: hotelFields.MEDIA_DIR,
  LINE_SILENCE_ALERT: hotelFields.LINE_SILENCE_ALERT,
  FIRST_REPLY_TARGET: fields.duration('5m'),
  CONSOLE_PASSWORD: fields.secret({
    wants: `a password of at least ${PASSWORD_MIN} characters`,
    lengthMin: PASSWORD_MIN,
  }),
  CONSOLE_SESSION_SECRET: fields.secret({
    wants: `a secret of at least ${SECRET_MIN} characters`,
    lengthMin: SECRET_MIN,
  }),
  CONSOLE_API_KEYS: fields
    .list({
      wants: `keys of at least ${KEY_MIN} characters, comma-separated`,
      example: 'the output of: openssl rand -hex 32',
    })
    .refine((keys) => keys.every((key) => key.length >= KEY_MIN), {
      error: `must be keys of at least ${KEY_MIN} characters each, for example the output of: openssl rand -hex 32`,
    }),
})

export interface ConsoleConfig {
  port: number
  host: string
  logLevel: LogLevel
  databaseUrl: string
  queueUrl: string
  lines: string[]
  homeCountry: string
  idleLimitMs: number
  /** Null: staff keep what they have taken over. */
  manualReturnAfterMs: number | null
  /** As the sender has it: automatic replies older than this are dropped. */
  staleAfterMs: number | null
  /** Where the worker keeps the files of messages. */
  mediaDir: string
  /** Null: no line is called silent. */
  lineSilenceAlertMs: number | null
  /** How long a guest should wait for the first answer of staff or agent, at most. */
  firstReplyTargetMs: number
  /** Of the built-in operator, `admin`. */
  password: string
  sessionSecret: string
  apiKeys: string[]
}

export function readConfig(env: NodeJS.ProcessEnv): ConsoleConfig {
  const vars = parseConfig(configSchema, env)
  return {
    port: vars.PORT,
    host: vars.HOST,
    logLevel: vars.LOG_LEVEL,
    databaseUrl: vars.DATABASE_URL,
    queueUrl: vars.QUEUE_URL,
    lines: vars.WAHA_LINES,
    homeCountry: vars.PHONE_HOME_COUNTRY,
    idleLimitMs: vars.SESSION_IDLE_LIMIT,
    manualReturnAfterMs: vars.MANUAL_RETURN_AFTER,
    staleAfterMs: vars.STALE_AFTER,
    mediaDir: vars.MEDIA_DIR,
    lineSilenceAlertMs: vars.LINE_SILENCE_ALERT,
    firstReplyTargetMs: vars.FIRST_REPLY_TARGET,
    password: vars.CONSOLE_PASSWORD,
    sessionSecret: vars.CONSOLE_SESSION_SECRET,
    apiKeys: vars.CONSOLE_API_KEYS,
  }
}
