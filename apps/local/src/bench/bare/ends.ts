import { Queue, Worker } from 'bullmq'
import { chatIdOf } from '../../faults/overload/webhook-bytes.ts'
import { serveParent } from '../child/serve-parent.ts'
import { createReplies, talk, type Pace } from '../world/talk.ts'
import { CONCURRENCY, FIRST, JOB_OPTIONS, PAYLOAD, queueSettings, SECOND } from './queue-settings.ts'

/** All jobs are one's, and are counted as they arrive. */
const ONE = { first: 0, count: 1 }
const NOTHING = Buffer.alloc(0)

let first: Queue | undefined
let counter: Worker | undefined
const replies = createReplies()

/** Both ends of the bare pipeline: what adds, and a worker that counts. */
serveParent({
  async start({ redisUrl }: { redisUrl: string }) {
    const settings = queueSettings(redisUrl, 'bare')
    first = new Queue(FIRST, settings)
    const chatId = chatIdOf(ONE.first)
    counter = new Worker(SECOND, async () => replies.came(chatId), settings)
    await counter.waitUntilReady()
  },

  /** As guests talk: a job instead of a message, its arrival instead of the reply. */
  run(pace: Pace) {
    if (counter !== undefined) counter.concurrency = CONCURRENCY[pace.kind]
    return talk(
      { ...pace, guests: ONE },
      {
        post: async () => void (await first?.add('hop', PAYLOAD, JOB_OPTIONS)),
        replies,
        nextWebhook: () => NOTHING,
      },
    )
  },
})
