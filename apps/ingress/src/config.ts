import { commonFields, fields, hotelFields, parseConfig, type LogLevel } from '@bellhop/runtime'
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
    QUEUE_URL: hotelFields.QUEUE_URL,
    INBOUND_MAX: fields.integer({ min: 1, max: 100_000_000 }, 100_000),
    WAHA_LINES: hotelFields.WAHA_LINES,
    WAHA_WEBHOOK_HMAC_KEYS: fields.list({ wants: HMAC_KEYS_WANTED, example: HMAC_KEYS_EXAMPLE }, []),
    WAHA_WEBHOOK_INSECURE: fields.flag(false),
    PHONE_HOME_COUNTRY: hotelFields.PHONE_HOME_COUNTRY,
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
