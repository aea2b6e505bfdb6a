import { createH2hClient } from '@bellhop/gateways/h2h'
import { createWahaInspector, type LineSession, type WahaInspector } from '@bellhop/gateways/waha'
import { inspectQueue, type QueueFacts } from '@bellhop/queue'
import { inspectDatabase, type DatabaseFacts } from '@bellhop/store'
import type { DoctorConfig } from './config.ts'
import { look, type Seen } from './look.ts'
import { probeIngress, type IngressSight } from './probe-ingress.ts'
import { isOurPath } from './webhook-url.ts'

const LOOK_MS = 8_000
/** Of each question in it. */
const ANSWER_MS = 5_000
/** An HTTP date has no finer time: it is half of this behind. */
const DATE_STEP_MS = 1_000

export interface Sights {
  database: Seen<DatabaseFacts>
  queue: Seen<QueueFacts>
  waha: WahaSight
  /** By line. Null: WAHA doesn't know it. */
  sessions: ReadonlyMap<string, Seen<LineSession | null>>
  ingress: IngressSight
  /** The webhooks of sessions that lie elsewhere than the ingress, as seen from here; by URL. */
  webhooks: ReadonlyMap<string, IngressSight>
  /** The HTTP status of its answer. */
  agentRouter: Seen<number>
}

export interface WahaSight {
  /** Its clock minus ours. */
  ping: Seen<{ clockAheadMs: number | null }>
  version: Seen<string>
  sessionNames: Seen<string[]>
}

/** What looks; tests replace a part. */
export interface Eyes {
  inspectDatabase: (databaseUrl: string) => Promise<DatabaseFacts>
  inspectQueue: (queueUrl: string) => Promise<QueueFacts>
  /** How long one look may take. Default 8000. */
  lookMs: number
}

/** Looks at everything at once. Nothing that is away keeps the rest from being seen, and nothing is changed. */
export async function lookAround(config: DoctorConfig, eyes: Partial<Eyes> = {}): Promise<Sights> {
  const { databaseUrl, queueUrl, lines, agentRouterHost } = config
  const lookMs = eyes.lookMs ?? LOOK_MS
  const answerMs = Math.min(lookMs, ANSWER_MS)
  const inspector = createWahaInspector({ ...config.waha, timeoutMs: answerMs })
  const router = createH2hClient({ host: agentRouterHost, timeoutMs: answerMs })
  const [database, queue, waha, sessions, ingress, agentRouter] = await Promise.all([
    look(lookMs, () => (eyes.inspectDatabase ?? inspectDatabase)(databaseUrl)),
    look(lookMs, () => (eyes.inspectQueue ?? inspectQueue)(queueUrl)),
    lookAtWaha(inspector, lookMs),
    Promise.all(
      lines.map(async (line) => [line, await look(lookMs, () => inspector.session(line))] as const),
    ),
    probeIngress(config.ingressUrl, config, answerMs),
    look(lookMs, () => router.ping()),
  ])
  const webhooks = await lookAtWebhooks(
    config,
    answerMs,
    sessions.map(([, session]) => session),
  )
  return { database, queue, waha, sessions: new Map(sessions), ingress, webhooks, agentRouter }
}

async function lookAtWaha(inspector: WahaInspector, lookMs: number): Promise<WahaSight> {
  const [ping, version, sessionNames] = await Promise.all([
    look(lookMs, async () => {
      const { clock } = await inspector.ping()
      return { clockAheadMs: clock === null ? null : clock.getTime() + DATE_STEP_MS / 2 - Date.now() }
    }),
    look(lookMs, () => inspector.version()),
    look(lookMs, () => inspector.sessionNames()),
  ])
  return { ping, version, sessionNames }
}

async function lookAtWebhooks(
  config: DoctorConfig,
  answerMs: number,
  sessions: readonly Seen<LineSession | null>[],
): Promise<ReadonlyMap<string, IngressSight>> {
  const urls = sessions.flatMap((session) => ('seen' in session ? (session.seen?.webhooks ?? []) : []))
  const origins = new Set(
    urls.flatMap(({ url }) => (url !== null && isOurPath(url) ? [new URL(url).origin] : [])),
  )
  origins.delete(new URL(config.ingressUrl).origin)
  return new Map(
    await Promise.all(
      [...origins].map(async (origin) => [origin, await probeIngress(origin, config, answerMs)] as const),
    ),
  )
}
