import type { InboundEvent } from '@bellhop/core'
import { openBackend, type QueueOptions } from './backend.ts'
import { inboundJobId } from './inbound-job-id.ts'
import { INBOUND_QUEUE, inboundJob } from './jobs.ts'

const ANSWER_MS = 5_000
/** Of a job: done, or not there. */
const GONE = new Set<string>(['completed', 'unknown'])

/** The way into the inbound queue for events that WAHA was asked for. Throws {@link QueueUnavailableError}. */
export interface MissedInbound {
  /**
   * Keeps events that Postgres doesn't have, in their order. That a job is remembered as completed is then no reason to drop
   * it. Gives how many were not on their way already: those jobs wait, run or have failed.
   */
  enqueue(events: readonly InboundEvent[]): Promise<number>
  /** Events that are not yet in a worker's hands. */
  waiting(): Promise<number>
  close(): Promise<void>
}

export async function openMissedInbound(options: QueueOptions): Promise<MissedInbound> {
  const backend = await openBackend(options, { answerMs: ANSWER_MS })
  const queue = () => backend.queue(INBOUND_QUEUE)
  return {
    enqueue: (events) =>
      backend.ask(async () => {
        const jobs = events.map((event) => inboundJob(event, inboundJobId(event)))
        const states = await Promise.all(jobs.map(({ opts }) => queue().getJobState(opts.jobId)))
        const completed = jobs.filter((_, index) => states[index] === 'completed')
        await Promise.all(completed.map(({ opts }) => queue().remove(opts.jobId)))
        const missing = jobs.filter((_, index) => GONE.has(states[index] ?? 'unknown'))
        await queue().addBulk(missing)
        return missing.length
      }),
    waiting: () => backend.ask(() => queue().getJobCountByTypes('waiting', 'prioritized', 'delayed')),
    close: () => backend.close(),
  }
}
