import { setTimeout as sleep } from 'node:timers/promises'
import { Queue, Worker } from 'bullmq'
import { serveParent } from '../child/serve-parent.ts'
import { CONCURRENCY, FIRST, JOB_OPTIONS, PAYLOAD, queueSettings, SECOND } from './queue-settings.ts'

/** What is measured is when jobs arrive: to look for the end more often would only cost more. */
const LOOK_MS = 20

let first: Queue | undefined
let onArrived = (): void => {}

/** Both ends of the bare pipeline: what adds, and a worker that counts. */
serveParent({
  async start({ redisUrl }: { redisUrl: string }) {
    const settings = queueSettings(redisUrl, 'bare')
    first = new Queue(FIRST, settings)
    const worker = new Worker(SECOND, async () => onArrived(), { ...settings, concurrency: CONCURRENCY })
    await worker.waitUntilReady()
  },

  /** So many jobs under way at any time, the next as soon as one has arrived. Gives when each arrived, in ms from the beginning. */
  async run({ underWay, durationMs }: { underWay: number; durationMs: number }) {
    const startedAt = performance.now()
    const elapsed = () => performance.now() - startedAt
    const arrivedMs: number[] = []
    let added = 0
    const add = () => {
      added += 1
      void first?.add('hop', PAYLOAD, JOB_OPTIONS)
    }
    onArrived = () => {
      arrivedMs.push(elapsed())
      if (elapsed() < durationMs) add()
    }
    for (let n = 0; n < underWay; n += 1) add()
    while (elapsed() < durationMs || arrivedMs.length < added) await sleep(LOOK_MS)
    return arrivedMs
  },
})
