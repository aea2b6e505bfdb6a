import { openJobWorker, type JobWorker, type WorkerQueueOptions } from './job-worker.ts'
import { AGENT_QUEUE, KEPT, type AgentCall } from './jobs.ts'

export interface AgentJob extends AgentCall {
  /** From 1. */
  attempt: number
}

export interface AgentWorkerOptions extends WorkerQueueOptions {
  concurrency: number
  /** What it throws is tried again later, 12 times in all; {@link GiveUpError} ends that. */
  handle(job: AgentJob): Promise<void>
  /** The pause after the failed attempt with that number, from 1. */
  backoffMs(attempt: number): number
}

export function openAgentWorker({ handle, ...options }: AgentWorkerOptions): Promise<JobWorker> {
  return openJobWorker<AgentCall>({
    ...options,
    name: AGENT_QUEUE,
    queues: [AGENT_QUEUE],
    kept: KEPT.agent,
    handle: ({ data, attemptsMade }) => handle({ ...data, attempt: attemptsMade + 1 }),
  })
}
