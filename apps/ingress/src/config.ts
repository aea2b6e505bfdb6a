import { commonFields, fields, parseConfig, type LogLevel } from '@bellhop/runtime'
import { z } from 'zod'

export interface IngressConfig {
  host: string
  port: number
  logLevel: LogLevel
  queue: {
    url: string
    /** Waiting inbound jobs from which on webhooks are put off. */
    waitingMax: number
  }
  webhook: {
    /** Any of them signs. Empty: unsigned webhooks are accepted. */
    keys: string[]
    /** Those of this hotel; what comes for another is quarantined. */
    lines: string[]
    homeCountry: string
  }
}

const HMAC_KEYS_WANTED =
  'a comma list of the keys that WAHA signs webhooks with (openssl rand -hex 32 makes one)'
const HMAC_KEYS_EXAMPLE = 'key-in-use,key-to-come'

export const configSchema = z
  .object({
    ...commonFields(8080),
    QUEUE_URL: fields.url({
      schemes: ['redis', 'rediss', 'postgres', 'postgresql'],
      example: 'redis://localhost:6379',
    }),
    INBOUND_MAX: fields.integer({ min: 1, max: 100_000_000 }, 100_000),
    WAHA_LINES: fields.list({ wants: 'a comma list of WAHA session names', example: 'default' }, ['default']),
    WAHA_WEBHOOK_HMAC_KEYS: fields.list({ wants: HMAC_KEYS_WANTED, example: HMAC_KEYS_EXAMPLE }, []),
    WAHA_WEBHOOK_INSECURE: fields.flag(false),
    PHONE_HOME_COUNTRY: fields.pattern(
      /^[1-9]\d{0,2}$/,
      { wants: 'a calling code of one to three digits', example: '62' },
      '62',
    ),
  })
  .refine((env) => env.WAHA_WEBHOOK_HMAC_KEYS.length > 0 || env.WAHA_WEBHOOK_INSECURE, {
    path: ['WAHA_WEBHOOK_HMAC_KEYS'],
    message:
      `is required: ${HMAC_KEYS_WANTED}, for example ${HMAC_KEYS_EXAMPLE}; ` +
      'or set WAHA_WEBHOOK_INSECURE=true to accept unsigned webhooks',
    // Told together with the other problems, not after them.
    when: ({ value }) => knowsKeys(value),
  })

export function readConfig(env: NodeJS.ProcessEnv): IngressConfig {
  const read = parseConfig(configSchema, env)
  return {
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    queue: { url: read.QUEUE_URL, waitingMax: read.INBOUND_MAX },
    webhook: {
      keys: read.WAHA_WEBHOOK_HMAC_KEYS,
      lines: read.WAHA_LINES,
      homeCountry: read.PHONE_HOME_COUNTRY,
    },
  }
}

function knowsKeys(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'WAHA_WEBHOOK_HMAC_KEYS' in value
}
