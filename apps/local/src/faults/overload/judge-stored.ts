import { openInboundProducer, openInboundWorker, type InboundJob } from '@bellhop/queue'
import { createLogger } from '@bellhop/runtime'
import { storeEvents } from '@bellhop/store'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Rig } from '../rig/open-rig.ts'
import type { Verdict } from '../verdict.ts'
import { whatsappIdOf } from './webhook-bytes.ts'

const STORE_MAX_MS = 180_000
const LOOK_MS = 500

/**
 * Takes the events out of the queue, stores them as the worker does, and looks for each acknowledged one: what they do to
 * guests is not the matter here, and would take an hour.
 */
export async function judgeStored({ store, redisUrl }: Rig, accepted: readonly number[]): Promise<Verdict> {
  const queue = { queueUrl: redisUrl, log: createLogger({ name: 'rig', level: 'error' }) }
  const handleBatch = async (jobs: readonly InboundJob[]) => {
    await storeEvents(
      store,
      jobs.map(({ id, event }) => ({ key: id, event })),
      0,
    )
    return jobs.map(() => 'done' as const)
  }
  const producer = await openInboundProducer(queue)
  const worker = await openInboundWorker({ ...queue, concurrency: 400, batchMax: 200, handleBatch })
  const until = Date.now() + STORE_MAX_MS
  while (Date.now() < until && (await producer.waiting().catch(() => 1)) > 0) await sleep(LOOK_MS)
  await worker.close()
  await producer.close()

  const rows = await store.prisma.message.findMany({ select: { whatsappId: true } })
  const counts = new Map<string | null, number>()
  for (const { whatsappId } of rows) counts.set(whatsappId, (counts.get(whatsappId) ?? 0) + 1)
  return {
    invariant: 'I1',
    promise: 'what was answered 200 is in Postgres exactly once',
    faults: 'overload',
    events: `${accepted.length} acknowledged, ${rows.length} rows`,
    violations: accepted
      .map(whatsappIdOf)
      .filter((id) => counts.get(id) !== 1)
      .map((id) => `${id} has ${counts.get(id) ?? 0} rows`),
  }
}
