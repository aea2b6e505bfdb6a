import { createClients, type LoadPlan } from '../../faults/overload/load.ts'
import { summarise } from '../../faults/overload/summary.ts'
import { createWebhookBytes, type Writers } from '../../faults/overload/webhook-bytes.ts'
import { serveParent } from '../child/serve-parent.ts'
import { createPoster, type Post } from './poster.ts'
import { createReplies, talk, type TalkPlan } from './talk.ts'
import { tellOfReply } from './tell-of-reply.ts'
import { startWahaAtOnce } from './waha-at-once.ts'

// A process of its own: what guests and WAHA cost must not show as anybody's slowness.
const replies = createReplies()
const posters = new Map<number, Post>()
const clients = new Map<number, ReturnType<typeof createClients>>()
let hmacKey = ''
let toBytes = createWebhookBytes({ hmacKey, lines: ['default'], guests: 1 })
/** Where WAHA tells of what it has sent, if anywhere. */
let postOfReplies: Post | null = null
let number = 0

function nextWebhook(guest?: number) {
  number += 1
  return { number, bytes: toBytes(number, guest) }
}

serveParent({
  start(writers: Writers) {
    hmacKey = writers.hmacKey
    toBytes = createWebhookBytes(writers)
    return startWahaAtOnce((taken) => {
      replies.came(taken.chatId)
      // One that is not told is not missed.
      if (postOfReplies !== null) void tellOfReply(taken, hmacKey, postOfReplies).catch(() => {})
    })
  },

  /** Webhooks until they are acknowledged, whatever becomes of them then. */
  async load({ port, plan }: { port: number; plan: LoadPlan }) {
    const run = clients.get(port) ?? createClients(port, nextWebhook)
    clients.set(port, run)
    return measured(async () => summarise(await run(plan), plan.durationMs))
  },

  async talk({ port, plans, isTold }: { port: number; plans: TalkPlan[]; isTold: boolean }) {
    const post = posters.get(port) ?? createPoster(port)
    posters.set(port, post)
    postOfReplies = isTold ? post : null
    const deps = { post, replies, nextWebhook: (guest: number) => nextWebhook(guest).bytes }
    return measured(() => Promise.all(plans.map((plan) => talk(plan, deps))))
  },
})

/** With the share of the time that this process was busy: near 1 it would measure itself. */
async function measured<T>(work: () => Promise<T>): Promise<{ result: T; busy: number }> {
  const before = performance.eventLoopUtilization()
  const result = await work()
  return { result, busy: performance.eventLoopUtilization(before).utilization }
}
