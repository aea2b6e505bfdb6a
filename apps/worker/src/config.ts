import type { Rules } from '@bellhop/core'
import { commonFields, fields, hotelFields, parseConfig, type LogLevel } from '@bellhop/runtime'
import { z } from 'zod'
import { repliesFile } from './replies-file.ts'

export const configSchema = z.object({
  ...commonFields(8082),
  DATABASE_URL: hotelFields.DATABASE_URL,
  QUEUE_URL: hotelFields.QUEUE_URL,
  WAHA_HOST: hotelFields.WAHA_HOST,
  WAHA_API_PATH: hotelFields.WAHA_API_PATH,
  WAHA_API_KEY: hotelFields.WAHA_API_KEY,
  WAHA_LINES: hotelFields.WAHA_LINES,
  PHONE_HOME_COUNTRY: hotelFields.PHONE_HOME_COUNTRY,
  SESSION_IDLE_LIMIT: hotelFields.SESSION_IDLE_LIMIT,
  AUTO_REPLY: fields.choice(['every', 'once-per-burst', 'off'], 'every'),
  STALE_AFTER: hotelFields.STALE_AFTER,
  MANUAL_RETURN_AFTER: hotelFields.MANUAL_RETURN_AFTER,
  BACKLOG_SETTLE: fields.duration('6s'),
  GAP_REPAIR_EVERY: fields.durationOrOff('10m'),
  LINE_SILENCE_ALERT: hotelFields.LINE_SILENCE_ALERT,
  REPLIES_FILE: repliesFile,
  MEDIA_DIR: hotelFields.MEDIA_DIR,
  MEDIA_MAX_SIZE: fields.size('20MB'),
  RETENTION_DAYS: fields.daysOrOff('off'),
  H2H_AGENT_ROUTER_HOST: fields.url(
    { schemes: ['http', 'https'], example: 'http://localhost:8000' },
    'http://localhost:8000',
  ),
  H2H_AGENT_ROUTER_PATH: fields.pattern(
    /^\//,
    { wants: 'a path that starts with /', example: '/v2/agents/create' },
    '/v2/agents/create',
  ),
  H2H_AGENT_ROUTER_API_KEY: fields
    .text({ wants: 'the API key of the agent router', example: 'a key' })
    .optional(),
})

export interface WorkerConfig {
  port: number
  host: string
  logLevel: LogLevel
  databaseUrl: string
  queueUrl: string
  waha: { host: string; apiPath: string; apiKey: string | undefined }
  lines: string[]
  homeCountry: string
  rules: Rules
  /** How long a backlog's message holds its guest, in ms. 0 for not at all. Default 6000. */
  backlogSettleMs: number
  /** The pause between two questions to WAHA for what it has not delivered, in ms. Null for never. Default 10 min. */
  gapRepairEveryMs: number | null
  /** How long a line may say nothing before that is told, in ms. Null for never. Default 6 h. */
  lineSilenceAlertMs: number | null
  /** Where files of messages are kept, and how large one may be, in bytes. Default 20 MB. */
  media: { dir: string; sizeMax: number }
  /** How many days messages and their files are kept. Null, the default, for ever. */
  retentionDays: number | null
  h2h: { host: string; path: string; apiKey: string | undefined }
}

export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
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
    rules: {
      idleLimitMs: vars.SESSION_IDLE_LIMIT,
      autoReply: vars.AUTO_REPLY,
      staleAfterMs: vars.STALE_AFTER,
      manualReturnAfterMs: vars.MANUAL_RETURN_AFTER,
      replies: vars.REPLIES_FILE,
    },
    backlogSettleMs: vars.BACKLOG_SETTLE,
    gapRepairEveryMs: vars.GAP_REPAIR_EVERY,
    lineSilenceAlertMs: vars.LINE_SILENCE_ALERT,
    media: { dir: vars.MEDIA_DIR, sizeMax: vars.MEDIA_MAX_SIZE },
    retentionDays: vars.RETENTION_DAYS,
    h2h: {
      host: vars.H2H_AGENT_ROUTER_HOST,
      path: vars.H2H_AGENT_ROUTER_PATH,
      apiKey: vars.H2H_AGENT_ROUTER_API_KEY,
    },
  }
}
