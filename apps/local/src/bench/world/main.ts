import { createClients, type LoadPlan } from '../../faults/overload/load.ts'
import { summarise } from '../../faults/overload/summary.ts'
import { createWebhookBytes, type Writers } from '../../faults/overload/webhook-bytes.ts'
import { serveParent } from '../child/serve-parent.ts'
import { createPoster, type Post } from './poster.ts'
import { createReplies, talk, type TalkPlan } from './talk.ts'
import { startWahaAtOnce } from './waha-at-once.ts'

// A process of its own: what guests and WAHA cost must not show as anybody's slowness.
const replies = createReplies()
const posters = new Map<number, Post>()
const clients = new Map<number, ReturnType<typeof createClients>>()
let toBytes = createWebhookBytes({ hmacKey: '', lines: ['default'], guests: 1 })
let number = 0

function nextWebhook(guest?: number) {
  number += 1
  return { number, bytes: toBytes(number, guest) }
}

serveParent({
  start(writers: Writers) {
    toBytes = createWebhookBytes(writers)
    return startWahaAtOnce((chatId) => replies.came(chatId))
  },

  /** Webhooks until they are acknowledged, whatever becomes of them then. */
  async load({ port, plan }: { port: number; plan: LoadPlan }) {
    const run = clients.get(port) ?? createClients(port, nextWebhook)
    clients.set(port, run)
    return measured(async () => summarise(await run(plan), plan.durationMs))
  },

  async talk({ port, plans }: { port: number; plans: TalkPlan[] }) {
    const post = posters.get(port) ?? createPoster(port)
    posters.set(port, post)
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
