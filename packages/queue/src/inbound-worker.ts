import type { InboundEvent } from '@bellhop/core'
import type { Job } from 'bullmq'
import { createBatcher, type BatchOutcome } from './batcher.ts'
import { GiveUpError, HandBackError } from './errors.ts'
import { openJobWorker, type JobWorker, type WorkerQueueOptions } from './job-worker.ts'
import { INBOUND_QUEUE, KEPT, type InboundJobData } from './jobs.ts'

const BATCH_MAX = 100
/** At the same time: a second one would only make the first smaller, and each of them dearer. */
const BATCHES_MAX = 1
/** So many workers may die while they run a job, alone; then it is given up. */
const DEATHS_MAX = 5
/** Of jobs that are only in hand, since any worker may die: they are told from the killer by what was begun. */
const STALLED_MAX = 1_000_000

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
  /** Gives an outcome for each job, in their order. What it throws is the outcome of all. */
  handleBatch(jobs: readonly InboundJob[]): Promise<readonly BatchOutcome[]>
}

/** Hands inbound jobs over in batches: a lone one at once, and what comes while a batch runs is the next. */
export async function openInboundWorker(options: InboundWorkerOptions): Promise<JobWorker> {
  const { batchMax = BATCH_MAX, handleBatch } = options
  const batcher = createBatcher<Job<InboundJobData>>({
    sizeMax: batchMax,
    runningMax: BATCHES_MAX,
    suspicion,
    async run(jobs) {
      const orphans = jobs.filter(({ stalledCounter }) => stalledCounter > 0)
      for (const job of orphans) await suspect(job)
      try {
        return await handleBatch(jobs.map(toInboundJob))
      } catch (error) {
        for (const job of orphans) await acquit(job)
        throw error
      }
    },
  })
  return openJobWorker<InboundJobData>({
    ...options,
    name: INBOUND_QUEUE,
    queues: [INBOUND_QUEUE],
    kept: KEPT.inbound,
    stalledMax: STALLED_MAX,
    handle: (job) => batcher.add(job),
    between: (look) => batcher.between(look),
    onClosing: () => batcher.stop(new HandBackError()),
  })
}

/**
 * Among the jobs that were in hand when a worker died, the one that killed it was begun before it died, most often of all: it
 * comes last, so that the innocent are done by the time it kills again. The job's progress counts that.
 */
function suspicion(job: Job): number {
  return isRestarted(job) ? 1 + deaths(job) : 0
}

/** Marks it before it begins: should the worker die of it, the mark stays. */
async function suspect(job: Job): Promise<void> {
  const count = deaths(job)
  if (count >= DEATHS_MAX) throw new GiveUpError({ cause: new Error(`its worker died ${count} times`) })
  await job.updateProgress(count + 1)
}

/** It is handed back by a worker that lives. */
async function acquit(job: Job): Promise<void> {
  // Without its queue it stays suspect: that only lets others go first.
  await job.updateProgress(deaths(job) - 1).catch(() => {})
}

function deaths({ progress }: Job): number {
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
