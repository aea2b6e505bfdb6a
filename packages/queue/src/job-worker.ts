import { DelayedError, UnrecoverableError, WaitingError, type Job } from 'bullmq'
import { openBackend, type Backend, type QueueOptions } from './backend.ts'
import { GiveUpError, HandBackError, QueueUnavailableError } from './errors.ts'
import type { QueueLog } from './log.ts'
import { before, settlesWithin } from './within.ts'

const LOCK_MS = 15_000
const STALLED_CHECK_MS = 5_000
const STALLED_MAX = 5
const RETRY_MS = 1_000
const HANDED_BACK_PAUSE_MS = 1_000
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
  name: string
  concurrency: number
  handle(job: Job<Data>): Promise<void>
  /** How often a job may lose its worker; then it has failed. Default 5. */
  stalledMax?: number
  /** The pause after the failed attempt with that number, from 1, for jobs whose backoff is `custom`. */
  backoffMs?: ((attempt: number) => number) | undefined
  /** Called first when closing. */
  onClosing?: () => void
}

/** Runs the jobs of one queue. */
export async function openJobWorker<Data>(options: JobWorkerOptions<Data>): Promise<JobWorker> {
  const { name, concurrency, handle, stalledMax = STALLED_MAX, backoffMs, onClosing, log, timing } = options
  const backend = await openBackend(options, { answerMs: null, queue: name })
  const inHand = new Set<Promise<void>>()
  let closing: Promise<void> | null = null

  const worker = backend.worker(
    name,
    async (job: Job<Data>, token) => {
      const work = handle(job)
      inHand.add(work)
      try {
        await work
      } catch (error) {
        if (error instanceof HandBackError) throw await handBack(job, token, closing !== null)
        throw error instanceof GiveUpError ? new UnrecoverableError(reasonOf(error)) : error
      } finally {
        inHand.delete(work)
      }
    },
    {
      concurrency,
      lockDuration: timing?.lockMs ?? LOCK_MS,
      stalledInterval: timing?.stalledCheckMs ?? STALLED_CHECK_MS,
      maxStalledCount: stalledMax,
      runRetryDelay: RETRY_MS,
      ...(backoffMs && { settings: { backoffStrategy: (attempt: number) => backoffMs(attempt) } }),
    },
  )
  worker.on('error', (error) => backend.outage.failed(error))
  worker.on('active', () => backend.outage.works())
  worker.on('stalled', createStalledLog(name, log))
  await started(backend, worker)

  async function end(deadlineMs: number): Promise<void> {
    onClosing?.()
    // A worker whose queue is away never hears that its jobs have ended.
    const ended = (await answers(backend)) ? worker.close() : closeUnheard()
    if (!(await settlesWithin(deadlineMs, ended))) {
      log.warn({ queue: name, jobs: inHand.size }, 'jobs did not end in time and are left to run again')
      await settlesWithin(RETRY_MS, worker.abandon())
    }
    await backend.close()
  }

  async function closeUnheard(): Promise<void> {
    await worker.pause(true)
    await Promise.allSettled(inHand)
    // It may only be slow, and then what its jobs came to still gets there.
    if (!(await settlesWithin(RETRY_MS, worker.close()))) await worker.abandon()
  }

  return {
    pause: () => worker.pause(true),
    resume: () => worker.resume(),
    close: (deadlineMs = CLOSE_MS) => (closing ??= end(deadlineMs)),
  }
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

/** Puts a job back and gives what to throw, so that BullMQ leaves it there. Attempts count when they end, and this did not. */
async function handBack(job: Job, token: string | undefined, closing: boolean): Promise<Error> {
  if (token === undefined) return new Error("A job without a lock is nobody's to hand back")
  if (closing) {
    await job.moveToWait(token)
    return new WaitingError()
  }
  // Not at once, or this worker would take it again and again.
  await job.moveToDelayed(Date.now() + HANDED_BACK_PAUSE_MS, token)
  return new DelayedError()
}

function answers(backend: Backend): Promise<boolean> {
  const answer = backend.ping().then(
    () => true,
    () => false,
  )
  return before(PING_MS, answer, () => false)
}

function reasonOf(error: GiveUpError): string {
  return error.cause instanceof Error ? error.cause.message : error.message
}

/** On Postgres a worker whose first connection fails is dead for ever and doesn't say so. */
async function started(backend: Backend, worker: ReturnType<Backend['worker']>): Promise<void> {
  if (!backend.mustBeThere) return
  try {
    await worker.waitUntilReady()
  } catch (error) {
    await settlesWithin(RETRY_MS, worker.abandon())
    await backend.close()
    throw QueueUnavailableError.from(error)
  }
}
