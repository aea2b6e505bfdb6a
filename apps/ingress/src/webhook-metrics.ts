import type { InboundProducer } from '@bellhop/queue'
import type { Metrics } from '@bellhop/runtime'
import type { Backlog } from './backlog.ts'
import type { Outcome, Refusal } from './outcome.ts'

export interface WebhookMetrics {
  started(): void
  ended(outcome: Outcome, seconds: number): void
  /** Answered without being looked at. */
  putOff(reason: Refusal): void
}

export function createWebhookMetrics(
  metrics: Metrics,
  backlog: Backlog,
  { oldestAt }: Pick<InboundProducer, 'oldestAt'>,
): WebhookMetrics {
  const webhooks = metrics.counter({
    name: 'bellhop_webhooks_total',
    help: 'Webhooks of WAHA by what became of them and, of events, their kind, of others, the reason',
    labels: ['fate', 'kind'],
  })
  const duration = metrics.histogram({
    name: 'bellhop_webhook_duration_seconds',
    help: 'Time from the headers of a webhook to its answer',
    labels: ['fate'],
  })
  const inFlight = metrics.gauge({
    name: 'bellhop_webhooks_in_flight',
    help: 'Webhooks that are arriving or being answered',
  })
  metrics.gauge({
    name: 'bellhop_inbound_waiting',
    help: 'Inbound jobs that wait for a worker; the last known number while the queue is away',
    collect: async (gauge) => {
      try {
        gauge.set(await backlog.count())
      } catch {
        // /readyz tells that the queue is away; the other metrics are wanted all the more.
      }
    },
  })
  metrics.gauge({
    name: 'bellhop_inbound_oldest_seconds',
    help: 'Age of the oldest event that no worker is done with, 0 without one; left out while the queue is away',
    collect: async (gauge) => {
      gauge.remove()
      const at = await oldestAt().catch(() => undefined)
      if (at !== undefined) gauge.set(at === null ? 0 : Math.max(0, Date.now() - at) / 1000)
    },
  })

  return {
    started: () => inFlight.inc(),
    ended(outcome, seconds) {
      inFlight.dec()
      webhooks.inc({ fate: outcome.fate, kind: 'event' in outcome ? outcome.event.kind : outcome.reason })
      duration.observe({ fate: outcome.fate }, seconds)
    },
    putOff: (reason) => webhooks.inc({ fate: 'refused', kind: reason }),
  }
}
