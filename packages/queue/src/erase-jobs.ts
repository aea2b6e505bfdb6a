import type { InboundEvent } from '@bellhop/core'
import type { Job, JobType, Queue } from 'bullmq'
import { openBackend, type QueueOptions } from './backend.ts'
import { isTheirJob, type JobTraces } from './job-traces.ts'
import { AGENT_QUEUE, INBOUND_QUEUE, MEDIA_QUEUE, outboundQueue } from './jobs.ts'

const ANSWER_MS = 10_000
const PAGE = 500
const STATES: JobType[] = ['waiting', 'prioritized', 'delayed', 'active', 'completed', 'failed']

/** What one round came to. */
export interface ErasedJobs {
  removed: number
  /** How many of those were there before the time that was asked about. */
  old: number
  /** Those of that time in somebody's hands, which can't be removed before they have ended. */
  active: number
  /** The messages that the jobs were about. Such a job may have been the only one that knew of its message. */
  names: { line: string; fromMe: boolean; whatsappId: string }[]
}

/** A look through all queues for what is a guest's. */
export interface JobEraser {
  /** Removes the guest's jobs, whatever their state, and notes in `traces` what they tell of the guest. */
  erase(traces: JobTraces, before: number): Promise<ErasedJobs>
  close(): Promise<void>
}

export async function openJobEraser({
  lines,
  ...options
}: QueueOptions & { lines: readonly string[] }): Promise<JobEraser> {
  const backend = await openBackend(options, { answerMs: ANSWER_MS })
  // What concerns messages comes before what is known by the ids of rows.
  const names = [INBOUND_QUEUE, MEDIA_QUEUE, AGENT_QUEUE, ...lines.map(outboundQueue)]

  async function eraseIn(queue: Queue, traces: JobTraces, before: number, erased: ErasedJobs): Promise<void> {
    for (const job of await findTheirs(queue, traces)) {
      const { line, chatId, whatsappId, fromMe, otherChatId } = job.data as Partial<ChatEvent>
      for (const id of [chatId, otherChatId]) if (id !== undefined) traces.chatIds.add(id)
      if (line && whatsappId && fromMe !== undefined) {
        traces.whatsappIds.add(whatsappId)
        erased.names.push({ line, whatsappId, fromMe })
      }
      const isGone = (await backend.ask(() => queue.remove(job.id ?? ''))) === 1
      const isOld = job.timestamp < before
      if (isGone) erased.removed += 1
      if (isGone && isOld) erased.old += 1
      if (!isGone && isOld && (await backend.ask(() => queue.getJob(job.id ?? '')))) erased.active += 1
    }
  }

  async function findTheirs(queue: Queue, traces: JobTraces): Promise<Job[]> {
    const theirs: Job[] = []
    for (const state of STATES) {
      for (let start = 0; ; start += PAGE) {
        // One that is removed in this moment is null.
        const jobs: (Job | null)[] = await backend.ask(() =>
          queue.getJobs([state], start, start + PAGE - 1, true),
        )
        theirs.push(...jobs.filter((job): job is Job => job !== null && isTheirJob(job.data, traces)))
        if (jobs.length < PAGE) break
      }
    }
    return theirs
  }

  return {
    async erase(traces, before) {
      const erased: ErasedJobs = { removed: 0, old: 0, active: 0, names: [] }
      for (const name of names) await eraseIn(backend.queue(name), traces, before, erased)
      return erased
    },
    close: () => backend.close(),
  }
}

type ChatEvent = Extract<InboundEvent, { chatId: string }>
