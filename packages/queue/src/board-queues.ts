import type { Queue } from 'bullmq'
import { openBackend, type QueueOptions } from './backend.ts'
import { QueueUnavailableError } from './errors.ts'
import { AGENT_QUEUE, INBOUND_QUEUE, MEDIA_QUEUE, outboundQueue } from './jobs.ts'
import { messageJobIds } from './inbound-job-id.ts'
import { before } from './within.ts'

const ANSWER_MS = 2_000

export interface BoardQueues {
  /** BullMQ's own, for Bull Board. While the queue is away they wait, so ask {@link isReady} first. */
  queues: Queue[]
  isReady(): boolean
  /**
   * How many jobs each queue has. Throws {@link QueueUnavailableError} at once or within two seconds. Who asks while it counts
   * gets that count: of a queue that does not answer, nothing is asked twice.
   */
  countJobs(): Promise<JobCounts[]>
  /** The id of the job that brought a message, while the queue remembers it; null too while the queue is away. */
  findInboundJob(message: Parameters<typeof messageJobIds>[0]): Promise<string | null>
  close(): Promise<void>
}

export interface JobCounts {
  name: string
  /** Those that a worker may take, also while the queue is paused. */
  waiting: number
  active: number
  delayed: number
  failed: number
  isPaused: boolean
}

export async function openBoardQueues({
  lines,
  ...options
}: QueueOptions & { lines: readonly string[] }): Promise<BoardQueues> {
  const backend = await openBackend(options, { answerMs: null })
  const queues = [INBOUND_QUEUE, MEDIA_QUEUE, AGENT_QUEUE, ...lines.map(outboundQueue)].map((name) =>
    backend.queue(name),
  )
  let counting: Promise<JobCounts[]> | null = null
  const countOnce = () => {
    counting ??= Promise.all(queues.map(count)).finally(() => (counting = null))
    return counting
  }

  return {
    queues,
    isReady: () => backend.isReady(),
    async countJobs() {
      if (!backend.isReady()) throw new QueueUnavailableError('not-connected')
      try {
        return await before(ANSWER_MS, countOnce(), () => {
          throw new QueueUnavailableError('timeout')
        })
      } catch (error) {
        throw QueueUnavailableError.from(error)
      }
    },
    async findInboundJob(message) {
      const inbound = queues.find(({ name }) => name === INBOUND_QUEUE)
      if (!backend.isReady() || inbound === undefined) return null
      const jobs = Promise.all(messageJobIds(message).map((id) => inbound.getJob(id)))
      const found = await before(ANSWER_MS, jobs, () => []).catch(() => [])
      return found.find((job) => job !== undefined)?.id ?? null
    },
    close: () => backend.close(),
  }
}

async function count(queue: Queue): Promise<JobCounts> {
  const [counts, isPaused] = await Promise.all([
    queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
    queue.isPaused(),
  ])
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts
  return { name: queue.name, waiting: waiting + prioritized, active, delayed, failed, isPaused }
}
