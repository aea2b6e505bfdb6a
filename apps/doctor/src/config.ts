import { fields, hotelFields, parseConfig } from '@bellhop/runtime'
import { z } from 'zod'

/** What the other apps read, as far as it says where something is or how it must be. */
export const configSchema = z.object({
  DATABASE_URL: hotelFields.DATABASE_URL,
  QUEUE_URL: hotelFields.QUEUE_URL,
  WAHA_HOST: hotelFields.WAHA_HOST,
  WAHA_API_PATH: hotelFields.WAHA_API_PATH,
  WAHA_API_KEY: hotelFields.WAHA_API_KEY,
  WAHA_LINES: hotelFields.WAHA_LINES,
  WAHA_WEBHOOK_HMAC_KEYS: fields.list(
    { wants: 'a comma list of the keys that WAHA signs webhooks with', example: 'key-in-use,key-to-come' },
    [],
  ),
  INGRESS_URL: fields.url(
    { schemes: ['http', 'https'], example: 'http://localhost:8080' },
    'http://localhost:8080',
  ),
  H2H_AGENT_ROUTER_HOST: fields.url(
    { schemes: ['http', 'https'], example: 'http://localhost:8000' },
    'http://localhost:8000',
  ),
})

export interface DoctorConfig {
  databaseUrl: string
  queueUrl: string
  waha: { host: string; apiPath: string; apiKey: string | undefined }
  lines: string[]
  /** Any of them signs. Empty: nothing is signed. */
  hmacKeys: string[]
  ingressUrl: string
  agentRouterHost: string
}

export function readConfig(env: NodeJS.ProcessEnv): DoctorConfig {
  const vars = parseConfig(configSchema, env)
  return {
    databaseUrl: vars.DATABASE_URL,
    queueUrl: vars.QUEUE_URL,
    waha: { host: vars.WAHA_HOST, apiPath: vars.WAHA_API_PATH, apiKey: vars.WAHA_API_KEY },
    lines: vars.WAHA_LINES,
    hmacKeys: vars.WAHA_WEBHOOK_HMAC_KEYS,
    ingressUrl: vars.INGRESS_URL,
    agentRouterHost: vars.H2H_AGENT_ROUTER_HOST,
  }
}
