export type Engine = 'NOWEB' | 'GOWS' | 'WEBJS' | 'WPP'

export interface Person {
  /** As people write it, or as WhatsApp has it: `0812...`, `62812...`, `+34...`. */
  phone: string
  name: string
}

export interface WahaSimulatorOptions {
  /** Default 127.0.0.1. */
  host?: string
  /** Default 0: any free one. */
  port?: number
  /** Where events go; see also `sendWebhooksTo`. Without it they are dropped. */
  webhookUrl?: string
  /** Signs webhooks. Default: unsigned. */
  hmacKey?: string
  /** Refuses any other key with 401. Default: takes every request. */
  apiKey?: string
  /** Names of the lines, all WORKING. Default `default`. */
  lines?: readonly string[]
  /** Default NOWEB. */
  engine?: Engine
  /** What WAHA says its version is. Default 2026.4.3. */
  version?: string
  /** The events that the webhook is subscribed to. Default: the ones that Bellhop asks for. */
  events?: readonly string[]
  /** Of webhooks: how often again, and the constant pause between. Default 15 times, 2 s, like WAHA. */
  retries?: { attempts?: number; delayMs?: number }
  /** What WhatsApp tells of each text that is sent. Default SERVER, DEVICE. */
  acks?: readonly AckName[]
  /** Pause before each ack. Default 50 ms. */
  ackDelayMs?: number
  /** Whether `sendText` takes an id of the caller's choice, as WAHA does since 2026.4.3. Default: NOWEB and GOWS do. */
  takesOwnIds?: boolean
  /** Whether it knows of what it sends that the API did. WAHA forgets it at a restart. Default true. */
  remembersSource?: boolean
  /** How long a send waits for a line that isn't WORKING. Default 5 s for STOPPED and 10 s for all else, like WAHA. */
  notWorkingDelayMs?: number
  /** For phones that are written with a leading 0. Default 62. */
  homeCountry?: string
  /** Who can be picked on the page. */
  people?: readonly Person[]
}

export type AckName = 'ERROR' | 'PENDING' | 'SERVER' | 'DEVICE' | 'READ' | 'PLAYED'

export type Settings = Required<
  Omit<WahaSimulatorOptions, 'webhookUrl' | 'hmacKey' | 'apiKey' | 'retries' | 'notWorkingDelayMs'>
> & {
  hmacKey: string | null
  apiKey: string | null
  retries: { attempts: number; delayMs: number }
  notWorkingDelayMs: number | null
}

const BELLHOPS_EVENTS = [
  'message.any',
  'message.ack',
  'message.edited',
  'message.revoked',
  'message.reaction',
  'session.status',
]

export function settle(options: WahaSimulatorOptions): Settings {
  const engine = options.engine ?? 'NOWEB'
  return {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    hmacKey: options.hmacKey ?? null,
    apiKey: options.apiKey ?? null,
    lines: options.lines ?? ['default'],
    engine,
    version: options.version ?? '2026.4.3',
    events: options.events ?? BELLHOPS_EVENTS,
    retries: { attempts: options.retries?.attempts ?? 15, delayMs: options.retries?.delayMs ?? 2_000 },
    acks: options.acks ?? ['SERVER', 'DEVICE'],
    ackDelayMs: options.ackDelayMs ?? 50,
    takesOwnIds: options.takesOwnIds ?? (engine === 'NOWEB' || engine === 'GOWS'),
    remembersSource: options.remembersSource ?? true,
    notWorkingDelayMs: options.notWorkingDelayMs ?? null,
    homeCountry: options.homeCountry ?? '62',
    people: options.people ?? [],
  }
}
