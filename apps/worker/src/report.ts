import type { BatchOutcome, InboundJob } from '@bellhop/queue'
import type { Logger, Metrics } from '@bellhop/runtime'
import type { Unfinished } from '@bellhop/store'
import type { AppliedGuests } from './apply-guests.ts'

/** What the worker tells of its work: a line a message, with ids and never content, and the figures. */
export function createReport(metrics: Metrics, log: Logger, unfinished: () => Promise<Unfinished[]>) {
  // Both gauges are collected in one go, from one reading.
  let reading: Promise<Unfinished[]> | null = null
  const read = () =>
    (reading ??= unfinished()
      .catch(() => [])
      .finally(() => (reading = null)))
  metrics.gauge({
    name: 'bellhop_messages_unfinished',
    help: 'Messages whose way is not over, by status; left out while Postgres does not answer',
    labels: ['status'],
    async collect(gauge) {
      gauge.reset()
      for (const { status, count } of await read()) gauge.set({ status }, count)
    },
  })
  metrics.gauge({
    name: 'bellhop_messages_unfinished_oldest_seconds',
    help: 'Age of the oldest message whose way is not over, by status',
    labels: ['status'],
    async collect(gauge) {
      gauge.reset()
      for (const { status, oldestSeconds } of await read()) gauge.set({ status }, oldestSeconds)
    },
  })
  const messages = metrics.counter({
    name: 'bellhop_messages_applied_total',
    help: 'Messages that were given their effects, by what became of them',
    labels: ['outcome'],
  })
  const returned = metrics.counter({
    name: 'bellhop_sessions_returned_total',
    help: "Sessions that are the agent's again, since staff had left them alone",
  })
  const own = metrics.counter({
    name: 'bellhop_own_messages_total',
    help: "Messages under the hotel's number that turned out to be ours: the echo that settles one, a copy that came twice",
    labels: ['origin'],
  })
  const batchSize = metrics.histogram({
    name: 'bellhop_inbound_batch_size',
    help: 'Events that were handled together',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
  })
  const batchSeconds = metrics.histogram({
    name: 'bellhop_inbound_batch_seconds',
    help: 'Time from taking a batch to its last commit',
  })

  return {
    applied(applied: AppliedGuests['applied']): void {
      for (const { id: messageId, line, outcome } of applied) {
        const word = outcome?.type === 'unmatched' ? outcome.reason : (outcome?.type ?? 'noted')
        messages.inc({ outcome: word })
        const facts = { line, messageId, outcome: word }
        if (outcome?.type === 'filed') log.info({ sessionId: outcome.sessionId, ...facts }, 'message applied')
        else if (word === 'no_active_check_in')
          log.error(facts, 'message of a guest without an active check-in')
        else if (word === 'noted') log.info(facts, 'message of another program noted')
        else log.warn(facts, 'message could not be matched')
      }
    },

    returned(sessionIds: readonly string[]): void {
      for (const sessionId of sessionIds) {
        returned.inc()
        log.info({ sessionId }, "staff were silent: the session is the agent's again")
      }
    },

    ours({ echoes, copies }: AppliedGuests['ours']): void {
      own.inc({ origin: 'echo' }, echoes.length)
      own.inc({ origin: 'copy' }, copies.length)
      for (const { messageId } of echoes) log.info({ messageId }, 'message settled by its echo')
      for (const { id: messageId, line } of copies)
        log.warn({ messageId, line }, 'one send became two messages')
    },

    timed(
      handle: (jobs: readonly InboundJob[]) => Promise<BatchOutcome[]>,
    ): (jobs: readonly InboundJob[]) => Promise<BatchOutcome[]> {
      return async (jobs) => {
        batchSize.observe(jobs.length)
        const end = batchSeconds.startTimer()
        try {
          return await handle(jobs)
        } finally {
          end()
        }
      }
    },
  }
}
