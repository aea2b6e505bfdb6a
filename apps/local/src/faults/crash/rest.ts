import { setTimeout as sleep } from 'node:timers/promises'
import type { BoardQueues } from '@bellhop/queue'
import type { Store } from '@bellhop/store'
import type { Expected } from './expected.ts'
import type { RunGuest } from './guest.ts'

const LOOK_MS = 100
const BUSY = ['waiting', 'prioritized', 'delayed', 'active'] as const

export interface RestDeps {
  store: Store
  queues: BoardQueues['queues']
  guest: RunGuest
  deadlineMs: number
  /** Called before each look. */
  onLook: () => Promise<void>
}

/** Waits until nothing is under way any more. Gives what still is when the time is over; null if nothing. */
export async function comeToRest(deps: RestDeps, expected: Expected): Promise<string | null> {
  const until = Date.now() + deps.deadlineMs
  for (;;) {
    await deps.onLook()
    const left = (await countRows(deps, expected)) ?? (await countJobs(deps.queues, expected))
    if (left === null || Date.now() > until) return left
    await sleep(LOOK_MS)
  }
}

async function countRows({ store, guest }: RestDeps, expected: Expected): Promise<string | null> {
  const waits = expected.messages.filter(({ state }) => state === 'waits').length
  const [row] = await store.prisma.$queryRaw<Record<'rows' | 'received' | 'unsettled' | 'agents', number>[]>`
    SELECT count(*)::int AS rows,
           count(*) FILTER (WHERE direction = 'inbound' AND status = 'received')::int AS received,
           count(*) FILTER (WHERE direction = 'outbound' AND status IN ('pending', 'sending', 'unknown'))::int AS unsettled,
           (SELECT count(*) FROM sessions WHERE guest_id = ${guest.guest.id}::uuid AND status = 'open'
              AND agent_status IN ('pending', 'failed'))::int AS agents
    FROM messages WHERE phone = ${guest.guest.phone}::text`
  const { rows = 0, received = 0, unsettled = 0, agents = 0 } = row ?? {}
  const isDone = rows >= expected.messages.length && received === 0 && unsettled <= waits && agents === 0
  return isDone
    ? null
    : `${rows} of ${expected.messages.length} rows, ${received} not applied, ${unsettled} not settled, ${agents} without agent`
}

/** What waits behind a paused line stays there. */
async function countJobs(queues: RestDeps['queues'], expected: Expected): Promise<string | null> {
  const looked = queues.filter(({ name }) => !(expected.isLinePaused && name.startsWith('outbound')))
  const counts = await Promise.all(
    looked.map(async (queue) => {
      const jobs = await queue.getJobCounts(...BUSY)
      return { name: queue.name, busy: Object.values(jobs).reduce((sum, count) => sum + count, 0) }
    }),
  )
  const busy = counts.filter((count) => count.busy > 0)
  return busy.length === 0 ? null : busy.map(({ name, busy: count }) => `${count} jobs in ${name}`).join(', ')
}
