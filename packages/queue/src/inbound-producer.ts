import type { InboundEvent } from '@bellhop/core'
import type { Job } from 'bullmq'
import { openBackend, type QueueOptions } from './backend.ts'
import { inboundJobId } from './inbound-job-id.ts'
import { INBOUND_QUEUE, inboundJob } from './jobs.ts'

const ANSWER_MS = 1_000

export interface InboundProducer {
  /**
   * Keeps the event for the worker; ends when the queue has it. An event that it has already changes nothing and is no
   * error. Throws {@link QueueUnavailableError} at once or within a second; the event may be kept all the same.
   */
  enqueue(event: InboundEvent): Promise<void>
  /** Events that are not yet in a worker's hands. */
  waiting(): Promise<number>
  /** Since when the oldest event is here that is not yet stored and applied, in ms of the machine's clock; null if all are. */
  oldestAt(): Promise<number | null>
  isReady(): boolean
  ping(): Promise<void>
  close(): Promise<void>
}

/** For the ingress: a connection of its own that rather fails than waits, and finds back by itself. */
export async function openInboundProducer(options: QueueOptions): Promise<InboundProducer> {
  const backend = await openBackend(options, { answerMs: ANSWER_MS })
  return {
    async enqueue(event) {
      const { name, data, opts } = inboundJob(event, inboundJobId(event))
      await backend.ask(() => backend.queue(INBOUND_QUEUE).add(name, data, opts))
    },
    waiting: () =>
      backend.ask(() => backend.queue(INBOUND_QUEUE).getJobCountByTypes('waiting', 'prioritized', 'delayed')),
    async oldestAt() {
      const oldest = await backend.ask(() =>
        // The first of each state: in these states jobs stand in the order in which they came.
        backend.queue(INBOUND_QUEUE).getJobs(['active', 'waiting', 'delayed'], 0, 0, true),
      )
      const times = oldest.flatMap((job: Job | undefined) => (job === undefined ? [] : [job.timestamp]))
      return times.length === 0 ? null : Math.min(...times)
    },
    isReady: () => backend.isReady(),
    ping: () => backend.ping(),
    close: () => backend.close(),
  }
}
