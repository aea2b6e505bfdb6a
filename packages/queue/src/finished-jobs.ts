import { openBackend, type QueueOptions } from './backend.ts'
import { INBOUND_QUEUE } from './jobs.ts'

const ANSWER_MS = 10_000
const JOBS_MAX = 500

/** Inbound jobs that are done, and kept for people to look at. They hold what guests wrote. */
export interface FinishedJobs {
  /** Removes those that ended longer ago than that. How many they were. */
  removeOlder(ageMs: number): Promise<number>
  close(): Promise<void>
}

export async function openFinishedJobs(options: QueueOptions): Promise<FinishedJobs> {
  const backend = await openBackend(options, { answerMs: ANSWER_MS })
  return {
    async removeOlder(ageMs) {
      let count = 0
      for (;;) {
        const removed = await backend.ask(() =>
          backend.queue(INBOUND_QUEUE).clean(ageMs, JOBS_MAX, 'completed'),
        )
        count += removed.length
        if (removed.length < JOBS_MAX) return count
      }
    },
    close: () => backend.close(),
  }
}
