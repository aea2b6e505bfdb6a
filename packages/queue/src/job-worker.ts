import type { Job, Processor } from 'bullmq'
import { openBackend, type Backend, type QueueOptions } from './backend.ts'
import { QueueUnavailableError } from './errors.ts'
import type { Between, ForcibleWorker } from './forcible-worker.ts'
import type { KeptJobs } from './jobs.ts'
import type { QueueLog } from './log.ts'
import { createRunJob } from './run-job.ts'
import { before, settlesWithin } from './within.ts'

const LOCK_MS = 15_000
const STALLED_CHECK_MS = 5_000
const STALLED_MAX = 5
const RETRY_MS = 1_000
const CLOSE_MS = 8_000
const PING_MS = 1_000

export interface JobWorker {
  /** Takes no more jobs, here only, and doesn't wait for those in hand. One that was being fetched may still come. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Ends when the jobs in hand have ended, or after the deadline, default 8 s; then they run again elsewhere. */
  close(deadlineMs?: number): Promise<void>
}

/** What workers can be opened with, beside where the queue is. */
export interface WorkerQueueOptions extends QueueOptions {
  timing?: Partial<JobTiming>
}

export interface JobTiming {
  /** How long a job whose worker died belongs to it. Default 15 s. */
  lockMs: number
  /** Between two looks for such jobs. Default 5 s. */
  stalledCheckMs: number
}

export interface JobWorkerOptions<Data> extends WorkerQueueOptions {
  /** As the log calls it. */
  name: string
  queues: readonly string[]
  /** Jobs of one queue at a time. */
  concurrency: number
  /** The same for all workers of a queue: the job that ends last decides what is kept of the others. */
  kept: KeptJobs
  handle(job: Job<Data>): Promise<void>
  /** How often a job may lose its worker; then it has failed. Default 5. */
  stalledMax?: number
  /** The pause after the failed attempt with that number, from 1, for jobs whose backoff is `custom`. */
  backoffMs?: ((attempt: number) => number) | undefined
  /** Where jobs are run in batches: looks for more of them between those. */
  between?: Between
  /** Called first when closing. */
  onClosing?: () => void
}

/** Runs the jobs of queues. They share a connection, so that what they ask in one turn is one question; each waits on one of its own. */
export async function openJobWorker<Data>(options: JobWorkerOptions<Data>): Promise<JobWorker> {
  const { name, queues, onClosing, log } = options
  const backend = await openBackend(options, { answerMs: null, name, workers: queues.length })
  const inHand = new Set<Promise<void>>()
  let closing: Promise<void> | null = null

  const run = createRunJob({ handle: options.handle, inHand, isClosing: () => closing !== null })
  const workers = queues.map((queue) => startWorker(backend, queue, run, options))
  const all = async (work: (worker: ForcibleWorker) => Promise<unknown>) =>
    void (await Promise.all(workers.map(work)))
  const pause = () => all((worker) => worker.pause(true))
  const close = () => all((worker) => worker.close())
  const abandon = () => all((worker) => worker.abandon())

  async function end(deadlineMs: number): Promise<void> {
    onClosing?.()
    // A worker whose queue is away never hears that its jobs have ended.
    const ended = (await answers(backend)) ? close() : closeUnheard()
    if (!(await settlesWithin(deadlineMs, ended))) {
      log.warn({ queue: name, jobs: inHand.size }, 'jobs did not end in time and are left to run again')
      await settlesWithin(RETRY_MS, abandon())
    }
    await backend.close()
  }

  async function closeUnheard(): Promise<void> {
    await pause()
    await Promise.allSettled(inHand)
    // It may only be slow, and then what its jobs came to still gets there.
    if (!(await settlesWithin(RETRY_MS, close()))) await abandon()
  }

  // On Postgres a worker whose first connection fails is dead for ever and doesn't say so.
  if (backend.mustBeThere) {
    try {
      await all((worker) => worker.waitUntilReady())
    } catch (error) {
      await settlesWithin(RETRY_MS, abandon())
      await backend.close()
      throw QueueUnavailableError.from(error)
    }
  }

  return {
    pause,
    resume: () => all((worker) => worker.resume()),
    close: (deadlineMs = CLOSE_MS) => (closing ??= end(deadlineMs)),
  }
}

function startWorker<Data>(
  backend: Backend,
  queue: string,
  run: Processor<Data>,
  { concurrency, kept, stalledMax = STALLED_MAX, backoffMs, between, log, timing }: JobWorkerOptions<Data>,
): ForcibleWorker {
  const worker = backend.worker(queue, run, {
    concurrency,
    ...kept,
    lockDuration: timing?.lockMs ?? LOCK_MS,
    stalledInterval: timing?.stalledCheckMs ?? STALLED_CHECK_MS,
    maxStalledCount: stalledMax,
    runRetryDelay: RETRY_MS,
    ...(backoffMs && { settings: { backoffStrategy: (attempt: number) => backoffMs(attempt) } }),
  })
  if (between !== undefined) worker.lookBetween(between)
  worker.on('error', (error) => backend.outage.failed(error))
  worker.on('active', () => backend.outage.works())
  worker.on('stalled', createStalledLog(queue, log))
  return worker
}

/** One line for all jobs that were found at the same time. */
function createStalledLog(queue: string, log: QueueLog): () => void {
  let jobs = 0
  return () => {
    jobs += 1
    if (jobs > 1) return
    setImmediate(() => {
      log.warn({ queue, jobs }, 'jobs lost their worker and run again')
      jobs = 0
    })
  }
}

function answers(backend: Backend): Promise<boolean> {
  const answer = backend.ping().then(
    () => true,
    () => false,
  )
  return before(PING_MS, answer, () => false)
}
