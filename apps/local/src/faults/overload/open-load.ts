import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Asked, LoadPlan } from './load.ts'
import type { LoadThreadData } from './load-thread.ts'

export interface Load {
  run(plan: LoadPlan): Promise<Asked[]>
  close(): Promise<void>
}

/** Clients of one ingress, in a thread of their own. One run at a time. */
export function openLoad(workerData: LoadThreadData): Load {
  const file = new URL(`./load-thread${extname(import.meta.url)}`, import.meta.url)
  const thread = new Worker(file, { workerData })
  return {
    async run(plan) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
      thread.postMessage(plan)
      const [asked] = (await once(thread, 'message')) as [Asked[]]
      return asked
    },
    async close() {
      await thread.terminate()
    },
  }
}
