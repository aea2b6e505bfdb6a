import { openJobWorker, type JobWorker, type WorkerQueueOptions } from './job-worker.ts'
import { outboundQueue, type OutboundRing } from './jobs.ts'

export interface OutboundWorkerOptions extends WorkerQueueOptions {
  line: string
  concurrency: number
  /** What it throws fails the ring, which is not repeated: the sweep rings for what is still due. */
  handle(ring: OutboundRing): Promise<void>
}

/** Answers the rings of one line, at the line's pace and while the line isn't paused: see {@link LineControls}. */
export function openOutboundWorker({ line, handle, ...options }: OutboundWorkerOptions): Promise<JobWorker> {
  return openJobWorker<OutboundRing>({
    ...options,
    name: outboundQueue(line),
    handle: ({ data }) => handle(data),
  })
}
