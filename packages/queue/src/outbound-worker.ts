import { openJobWorker, type JobWorker, type WorkerQueueOptions } from './job-worker.ts'
import { KEPT, outboundQueue, type OutboundRing } from './jobs.ts'

export interface OutboundWorkerOptions extends WorkerQueueOptions {
  lines: readonly string[]
  /** Of each line. */
  concurrency: number
  /** What it throws fails the ring, which is not repeated: the sweep rings for what is still due. */
  handle(ring: OutboundRing): Promise<void>
}

/** Answers the rings of lines, each at its pace and while it isn't paused: see {@link LineControls}. */
export function openOutboundWorker({ lines, handle, ...options }: OutboundWorkerOptions): Promise<JobWorker> {
  return openJobWorker<OutboundRing>({
    ...options,
    name: 'outbound',
    queues: lines.map(outboundQueue),
    kept: KEPT.outbound,
    handle: ({ data }) => handle(data),
  })
}
