import { Queue, Worker } from 'bullmq'
import { serveParent } from '../child/serve-parent.ts'
import { CONCURRENCY, FIRST, JOB_OPTIONS, queueSettings, SECOND } from './queue-settings.ts'

/** The middle of the bare pipeline: a worker that adds. */
serveParent({
  async start({ redisUrl }: { redisUrl: string }) {
    const settings = queueSettings(redisUrl, 'bare')
    const second = new Queue(SECOND, settings)
    const worker = new Worker(FIRST, async ({ data }) => void (await second.add('hop', data, JOB_OPTIONS)), {
      ...settings,
      concurrency: CONCURRENCY,
    })
    await worker.waitUntilReady()
  },
})
