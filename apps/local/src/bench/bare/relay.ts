import { Queue, Worker } from 'bullmq'
import { serveParent } from '../child/serve-parent.ts'
import type { Pace } from '../world/talk.ts'
import { CONCURRENCY, FIRST, JOB_OPTIONS, queueSettings, SECOND } from './queue-settings.ts'

let relay: Worker | undefined

/** The middle of the bare pipeline: a worker that adds. */
serveParent({
  async start({ redisUrl }: { redisUrl: string }) {
    const settings = queueSettings(redisUrl, 'bare')
    const second = new Queue(SECOND, settings)
    relay = new Worker(FIRST, async ({ data }) => void (await second.add('hop', data, JOB_OPTIONS)), settings)
    await relay.waitUntilReady()
  },

  setPace(kind: Pace['kind']) {
    if (relay !== undefined) relay.concurrency = CONCURRENCY[kind]
  },
})
