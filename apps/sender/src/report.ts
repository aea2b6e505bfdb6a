import type { CancelReason, Settlement } from '@bellhop/core'
import type { Logger, Metrics } from '@bellhop/runtime'
import type { NextOutbound, UncertainRow } from '@bellhop/store'

export type Report = ReturnType<typeof createReport>

const SENTENCES = {
  sent: 'message sent',
  retry: 'message not sent, tried again later',
  'wait-for-line': 'message not sent, waits for its line',
  'wait-for-timelock': 'message not sent, WhatsApp forbids new chats for now',
  failed: 'message failed',
  unknown: 'message may have left, nobody knows',
} as const satisfies Record<Settlement['type'], string>

/** What the sender tells of its work: a line a message, with ids and never content, and the figures. */
export function createReport(metrics: Metrics, log: Logger) {
  const sends = metrics.counter({
    name: 'bellhop_sends_total',
    help: 'Attempts to send, by what became of the message',
    labels: ['kind', 'outcome'],
  })
  const cancels = metrics.counter({
    name: 'bellhop_sends_cancelled_total',
    help: 'Messages that were dropped unsent, by reason',
    labels: ['kind', 'reason'],
  })
  const seconds = metrics.histogram({
    name: 'bellhop_send_seconds',
    help: 'Time from the claim of a message to its settling',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45, 60],
  })
  const inFlight = metrics.gauge({
    name: 'bellhop_sends_in_flight',
    help: 'Messages that are claimed and not settled',
  })
  const pausedLines = metrics.gauge({
    name: 'bellhop_lines_paused',
    help: 'Lines that are paused, by whose pause it is',
    labels: ['by'],
  })

  const timelocks = metrics.counter({
    name: 'bellhop_timelocks_total',
    help: 'Sends that WhatsApp refused since the line may write to nobody new for a while',
    labels: ['line'],
  })
  const resolved = metrics.counter({
    name: 'bellhop_unknown_resolved_total',
    help: 'Messages that may have left and did, by what told it: the history, or a send under the same id, or once more',
    labels: ['by'],
  })
  const left = metrics.counter({
    name: 'bellhop_unknown_left_total',
    help: 'Messages that may have left, and that WAHA does not have: staff decide',
  })

  const idsOf = ({ id: messageId, sessionId, line, head }: NextOutbound) => ({
    messageId,
    sessionId,
    line,
    kind: head.kind,
  })

  return {
    /** Call what it gives when the message is settled. */
    claimed(): () => void {
      const end = seconds.startTimer()
      inFlight.inc()
      return () => {
        inFlight.dec()
        end()
      }
    },

    settled(message: NextOutbound, attempt: number, settlement: Settlement, error: unknown): void {
      const outcome = settlement.type
      sends.inc({ kind: message.head.kind, outcome })
      const facts = { outcome, attempt, ...idsOf(message) }
      if (outcome === 'sent' && message.resends > 0)
        resolved.inc({ by: message.ownId === null ? 'resend' : 'own_id' })
      if (outcome === 'sent') log.info(facts, SENTENCES.sent)
      else log.error({ ...facts, err: error }, SENTENCES[outcome])
    },

    cancelled(message: NextOutbound, reason: CancelReason): void {
      cancels.inc({ kind: message.head.kind, reason })
      log.info({ ...idsOf(message), reason }, 'message dropped')
    },

    /** WAHA has answered, and Postgres could not be told before the sender ended. */
    unsettled(message: NextOutbound, attempt: number, error: unknown): void {
      log.error({ ...idsOf(message), attempt, err: error }, 'message could not be settled')
    },

    timelocked(line: string, until: Date | null): void {
      timelocks.inc({ line })
      log.error({ line, until }, 'WhatsApp forbids new chats on this line until then')
    },

    resolved({ id: messageId, sessionId, line, kind }: UncertainRow, by: 'history'): void {
      resolved.inc({ by })
      log.info({ messageId, sessionId, line, kind }, 'message that may have left did')
    },

    leftToStaff({ id: messageId, sessionId, line, kind }: UncertainRow): void {
      left.inc()
      log.error({ messageId, sessionId, line, kind }, 'message that may have left is nowhere: staff decide')
    },

    pausedLines(counts: { operator: number; bellhop: number }): void {
      for (const [by, count] of Object.entries(counts)) pausedLines.set({ by }, count)
    },
  }
}
