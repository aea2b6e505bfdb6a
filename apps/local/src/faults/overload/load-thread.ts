import { parentPort, workerData } from 'node:worker_threads'
import { createClients, type LoadPlan } from './load.ts'
import { createWebhookBytes, type Writers } from './webhook-bytes.ts'

export interface LoadThreadData extends Writers {
  port: number
}

// A thread of its own: what the clients cost must not show as the ingress' slowness.
const { port, ...webhooks } = workerData as LoadThreadData
const toBytes = createWebhookBytes(webhooks)
let number = 0
const load = createClients(port, () => {
  number += 1
  return { number, bytes: toBytes(number) }
})
parentPort?.on('message', (plan: LoadPlan) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  void load(plan).then((asked) => parentPort?.postMessage(asked))
})
