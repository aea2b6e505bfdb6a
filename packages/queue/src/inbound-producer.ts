import type { InboundEvent } from '@bellhop/core'
import type { Job, Queue } from 'bullmq'
import { openBackend, type QueueOptions } from './backend.ts'
import { inboundJobId } from './inbound-job-id.ts'
import { INBOUND_QUEUE, inboundJob } from './jobs.ts'

const ANSWER_MS = 1_000
/** Of jobs that no worker is done with. */
const STATES = ['active', 'waiting', 'delayed'] as const
/** So many may have gone between the count and the look. */
const SPARE = 10

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
    oldestAt: () =>
      backend.ask(async () => {
        const oldest = await Promise.all(
          STATES.map((state) => findOldest(backend.queue(INBOUND_QUEUE), state)),
        )
        const times = oldest.flat()
        return times.length === 0 ? null : Math.min(...times)
      }),
    isReady: () => backend.isReady(),
    ping: () => backend.ping(),
    close: () => backend.close(),
  }
}

/**
 * When the oldest jobs of a state came. Asked for with the newest first, which both backends understand alike: from the other end
 * Postgres gives the newest too.
 */
async function findOldest(queue: Queue, state: (typeof STATES)[number]): Promise<number[]> {
  const count = await queue.getJobCountByTypes(state)
  if (count === 0) return []
  const jobs = await queue.getJobs([state], Math.max(0, count - SPARE), -1, false)
  return jobs.flatMap((job: Job | undefined) => (job === undefined ? [] : [job.timestamp]))
}
