import type { InboundEvent } from '@bellhop/core'
import { openBackend, type QueueOptions } from './backend.ts'
import { inboundJobId } from './inbound-job-id.ts'
import { INBOUND_QUEUE, inboundJob } from './jobs.ts'

const ANSWER_MS = 5_000

/** The way into the inbound queue for events that WAHA was asked for. Throws {@link QueueUnavailableError}. */
export interface MissedInbound {
  /**
   * Keeps an event that Postgres doesn't have. That its job is remembered as completed is then no reason to drop it. False
   * if it is on its way already: its job waits, runs or has failed.
   */
  enqueue(event: InboundEvent): Promise<boolean>
  /** Events that are not yet in a worker's hands. */
  waiting(): Promise<number>
  close(): Promise<void>
}

export async function openMissedInbound(options: QueueOptions): Promise<MissedInbound> {
  const backend = await openBackend(options, { answerMs: ANSWER_MS })
  const queue = () => backend.queue(INBOUND_QUEUE)
  return {
    async enqueue(event) {
      const { name, data, opts } = inboundJob(event, inboundJobId(event))
      return backend.ask(async () => {
        const state = await queue().getJobState(opts.jobId)
        if (state !== 'completed' && state !== 'unknown') return false
        if (state === 'completed') await queue().remove(opts.jobId)
        await queue().add(name, data, opts)
        return true
      })
    },
    waiting: () => backend.ask(() => queue().getJobCountByTypes('waiting', 'prioritized', 'delayed')),
    close: () => backend.close(),
  }
}
