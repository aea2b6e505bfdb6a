import type { InboundEvent } from '@bellhop/core'
import type { Job } from 'bullmq'
import { createBatcher, type BatchOutcome } from './batcher.ts'
import { HandBackError } from './errors.ts'
import { openJobWorker, type JobWorker, type WorkerQueueOptions } from './job-worker.ts'
import { INBOUND_QUEUE, type InboundJobData } from './jobs.ts'

const BATCH_MAX = 100
const BATCHES_MAX = 2

export interface InboundJob {
  id: string
  event: InboundEvent
  /** It failed before, or was in hand when a worker died: it comes alone. */
  restarted: boolean
  /** From 1. Handing back spends none. */
  attempt: number
}

export interface InboundWorkerOptions extends WorkerQueueOptions {
  /** Jobs in hand at most, running or gathered for the next batch. */
  concurrency: number
  /** Default 100. */
  batchMax?: number
  /** Batches that run at the same time. Default 2. */
  batchesMax?: number
  /** Gives an outcome for each job, in their order. What it throws is the outcome of all. */
  handleBatch(jobs: readonly InboundJob[]): Promise<readonly BatchOutcome[]>
}

/** Hands inbound jobs over in batches: a lone one at once, and while a batch runs the next one gathers. */
export async function openInboundWorker(options: InboundWorkerOptions): Promise<JobWorker> {
  const { batchMax = BATCH_MAX, batchesMax = BATCHES_MAX, handleBatch } = options
  const batcher = createBatcher<Job<InboundJobData>>({
    sizeMax: batchMax,
    runningMax: batchesMax,
    suspicion,
    async run(jobs) {
      for (const job of jobs) if (job.stalledCounter > 0) await job.updateProgress(timesSuspected(job) + 1)
      return handleBatch(jobs.map(toInboundJob))
    },
  })
  return openJobWorker<InboundJobData>({
    ...options,
    name: INBOUND_QUEUE,
    handle: (job) => batcher.add(job),
    onClosing: () => batcher.stop(new HandBackError()),
  })
}

/**
 * Among the jobs that were in hand when a worker died, the one that killed it has begun most often: it comes last, so that
 * the innocent are done by the time it kills again. The job's progress counts that.
 */
function suspicion(job: Job<InboundJobData>): number {
  return isRestarted(job) ? 1 + timesSuspected(job) : 0
}

function timesSuspected({ progress }: Job): number {
  return typeof progress === 'number' ? progress : 0
}

// Starts alone say nothing: a job that was handed back has started too.
function isRestarted({ attemptsMade, stalledCounter }: Job): boolean {
  return attemptsMade > 0 || stalledCounter > 0
}

function toInboundJob(job: Job<InboundJobData>): InboundJob {
  const { id = '', data, attemptsMade } = job
  return { id, event: data, restarted: isRestarted(job), attempt: attemptsMade + 1 }
}
