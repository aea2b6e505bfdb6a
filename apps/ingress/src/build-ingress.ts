import { classifyWebhook, verifyWebhook } from '@bellhop/gateways/waha/webhook'
import type { InboundProducer } from '@bellhop/queue'
import {
  compose,
  createLogger,
  createMetrics,
  registerOperations,
  type App,
  type Logger,
} from '@bellhop/runtime'
import { createBacklog } from './backlog.ts'
import type { IngressConfig } from './config.ts'
import { createHttpServer } from './http-server.ts'
import { LIMITS, type Limits } from './limits.ts'
import { openQueue } from './open-queue.ts'
import { receive, type ReceiveDeps } from './receive.ts'
import { createRefusalLog } from './refusal-log.ts'
import { registerWebhook } from './register-webhook.ts'
import { createRoom } from './room.ts'
import { createWebhookMetrics } from './webhook-metrics.ts'

export interface IngressDeps {
  log: Logger
  /** Stays open when the ingress closes. */
  producer: InboundProducer
  /** Separates ingresses that share a Redis. */
  queuePrefix: string
  limits: Partial<Limits>
}

/** Composes the ingress. Tests and `apps/local` override any dependency here. */
export function buildIngress(config: IngressConfig, overrides: Partial<IngressDeps> = {}): Promise<App> {
  return compose(async (defer) => {
    const log = overrides.log ?? createLogger({ name: 'ingress', level: config.logLevel })
    const limits = { ...LIMITS, ...overrides.limits }
    const { keys, lines, homeCountry } = config.webhook
    if (keys.length === 0)
      log.warn('WAHA_WEBHOOK_INSECURE: anyone who reaches this port can speak for any guest')

    const producer =
      overrides.producer ??
      (await openQueue({
        queueUrl: config.queue.url,
        log,
        ...(overrides.queuePrefix && { prefix: overrides.queuePrefix }),
      }))
    if (producer !== overrides.producer) defer(() => producer.close())

    const backlog = createBacklog({
      waiting: () => producer.waiting(),
      waitingMax: config.queue.waitingMax,
      ageMsMax: limits.countAgeMs,
    })
    const ownChats = new Map<string, ReadonlySet<string>>()
    const metrics = createMetrics()
    const webhookMetrics = createWebhookMetrics(metrics, backlog, producer)
    const onRefused = createRefusalLog(log)
    const room = createRoom(limits)
    const app = createHttpServer(log, limits, {
      shutBecause() {
        if (room.isFull()) return 'busy'
        return backlog.isKnownFull() ? 'queue-full' : null
      },
      onPutOff(reason) {
        webhookMetrics.putOff(reason)
        onRefused(reason)
      },
    })
    defer(() => app.close())
    registerOperations(app, { checks: { queue: () => producer.ping() }, metrics })
    const receiving: ReceiveDeps = {
      isAuthentic: (body, given) => keys.length === 0 || verifyWebhook(body, given, keys),
      classify: (body) => classifyWebhook(body, { homeCountry, lines, ownChats, receivedAt: Date.now() }),
      enqueue: (event) => producer.enqueue(event),
      isQueueReady: () => producer.isReady(),
      backlog,
      onQueueError: (err) => log.warn({ err }, 'the queue took no event'),
    }
    registerWebhook(app, {
      limits,
      room,
      metrics: webhookMetrics,
      onRefused,
      receive: (raw, signature) => receive(raw, signature, receiving),
    })
    const { host, port } = config
    // Who connects in a burst waits for us, and not for TCP's next try, a second and more later.
    const url = await app.listen({ host, port, backlog: limits.connectionsMax })
    return { url }
  })
}
