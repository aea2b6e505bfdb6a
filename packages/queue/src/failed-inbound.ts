import type { InboundEvent } from '@bellhop/core'
import type { Job } from 'bullmq'
import { openBackend, type QueueOptions } from './backend.ts'
import { INBOUND_QUEUE, type InboundJobData } from './jobs.ts'

const ANSWER_MS = 5_000

export interface FailedEvent {
  id: string
  event: InboundEvent
  reason: string
}

/** Inbound jobs that used up their attempts. They stay until someone else keeps the event. */
export interface FailedInbound {
  /** The oldest first. They are still there afterwards. */
  take(limit: number): Promise<FailedEvent[]>
  remove(id: string): Promise<void>
  close(): Promise<void>
}

export async function openFailedInbound(options: QueueOptions): Promise<FailedInbound> {
  const backend = await openBackend(options, { answerMs: ANSWER_MS })
  const queue = () => backend.queue(INBOUND_QUEUE)
  return {
    take: (limit) =>
      backend.ask(async () => {
        // A job that another worker's sweep removes in this moment is null.
        const jobs: (Job<InboundJobData> | null)[] = await queue().getJobs(['failed'], 0, limit - 1, true)
        return jobs.flatMap((job) =>
          job?.id === undefined ? [] : [{ id: job.id, event: job.data, reason: job.failedReason }],
        )
      }),
    remove: async (id) => void (await backend.ask(() => queue().remove(id))),
    close: () => backend.close(),
  }
}
