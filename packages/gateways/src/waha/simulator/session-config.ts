import type { Settings } from './options.ts'

/** A session's config in WAHA's words, as far as the simulator heeds it; the rest is kept and told again. */
export interface SessionConfig {
  webhooks?: {
    url: string
    events: string[]
    hmac?: { key?: string } | null
    retries?: { policy?: string; delaySeconds?: number; attempts?: number } | null
  }[]
  ignore?: Record<string, boolean>
  noweb?: { store?: { enabled?: boolean; fullSync?: boolean } }
  [field: string]: unknown
}

/** Where events go, for all lines together. */
export interface Hook {
  url: string | null
  hmacKey: string | null
  events: readonly string[]
  retries: { attempts: number; delayMs: number }
}

const WAHAS_RETRIES = { attempts: 15, delaySeconds: 2 }

/** The config with which a line would have been made to work as this simulator does. */
export function configOf({ url, hmacKey, events, retries }: Hook, { engine }: Settings): SessionConfig {
  const { attempts, delayMs } = retries
  const webhook = {
    events: [...events],
    hmac: hmacKey === null ? null : { key: hmacKey },
    retries: { policy: 'constant', delaySeconds: delayMs / 1000, attempts },
  }
  return {
    webhooks: url === null ? [] : [{ url, ...webhook }],
    ignore: { status: true, groups: true, channels: true, broadcast: true },
    ...(engine === 'NOWEB' ? { noweb: { store: { enabled: true, fullSync: false } } } : {}),
  }
}

/** The other way round: what a line's first webhook asks for. Null if it has none. */
export function hookOf({ webhooks }: SessionConfig): Hook | null {
  const [webhook] = webhooks ?? []
  if (webhook === undefined) return null
  const attempts = webhook.retries?.attempts ?? WAHAS_RETRIES.attempts
  const delaySeconds = webhook.retries?.delaySeconds ?? WAHAS_RETRIES.delaySeconds
  return {
    url: webhook.url,
    hmacKey: webhook.hmac?.key ?? null,
    events: webhook.events,
    retries: { attempts, delayMs: delaySeconds * 1000 },
  }
}
