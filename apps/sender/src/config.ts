import { commonFields, fields, hotelFields, parseConfig, type LogLevel } from '@bellhop/runtime'
import { z } from 'zod'

export const configSchema = z.object({
  ...commonFields(8083),
  DATABASE_URL: hotelFields.DATABASE_URL,
  QUEUE_URL: hotelFields.QUEUE_URL,
  WAHA_HOST: hotelFields.WAHA_HOST,
  WAHA_API_PATH: hotelFields.WAHA_API_PATH,
  WAHA_API_KEY: hotelFields.WAHA_API_KEY,
  WAHA_LINES: hotelFields.WAHA_LINES,
  PHONE_HOME_COUNTRY: hotelFields.PHONE_HOME_COUNTRY,
  SEND_RATE_PER_LINE: fields.rate('20/m'),
  SEND_RATE_PER_CHAT: fields.rate('20/m'),
  SEND_TYPING: fields.flag(true),
  STALE_AFTER: hotelFields.STALE_AFTER,
})

export interface SenderConfig {
  port: number
  host: string
  logLevel: LogLevel
  databaseUrl: string
  queueUrl: string
  waha: { host: string; apiPath: string; apiKey: string | undefined }
  lines: string[]
  homeCountry: string
  /** Between the starts of two sends on one line, in ms. 0 for no limit. */
  sendIntervalMs: number
  /** Between two messages to one guest, in ms. 0 for no limit. */
  chatIntervalMs: number
  /** Seen, typing and a human pause before each text. */
  typing: boolean
  /** Automatic replies older than this are dropped. Null for no limit. */
  staleAfterMs: number | null
}

export function readConfig(env: NodeJS.ProcessEnv): SenderConfig {
  const vars = parseConfig(configSchema, env)
  return {
    port: vars.PORT,
    host: vars.HOST,
    logLevel: vars.LOG_LEVEL,
    databaseUrl: vars.DATABASE_URL,
    queueUrl: vars.QUEUE_URL,
    waha: { host: vars.WAHA_HOST, apiPath: vars.WAHA_API_PATH, apiKey: vars.WAHA_API_KEY },
    lines: vars.WAHA_LINES,
    homeCountry: vars.PHONE_HOME_COUNTRY,
    sendIntervalMs: vars.SEND_RATE_PER_LINE,
    // Without a limit on the line, nobody wants one on its chats.
    chatIntervalMs: vars.SEND_RATE_PER_LINE === 0 ? 0 : vars.SEND_RATE_PER_CHAT,
    typing: vars.SEND_TYPING,
    staleAfterMs: vars.STALE_AFTER,
  }
}
