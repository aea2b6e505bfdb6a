import { openJobWorker, type JobWorker, type WorkerQueueOptions } from './job-worker.ts'
import { KEPT, MEDIA_QUEUE, type MediaRing } from './jobs.ts'

export interface MediaWorkerOptions extends WorkerQueueOptions {
  concurrency: number
  /** What it throws fails the ring, which is not repeated: the sweep rings for what is still due. */
  handle(ring: MediaRing): Promise<void>
}

export function openMediaWorker({ handle, ...options }: MediaWorkerOptions): Promise<JobWorker> {
  return openJobWorker<MediaRing>({
    ...options,
    name: MEDIA_QUEUE,
    queues: [MEDIA_QUEUE],
    kept: KEPT.media,
    handle: ({ data }) => handle(data),
  })
}
