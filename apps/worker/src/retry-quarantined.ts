import { inboundJobId, type BatchOutcome, type InboundJob } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  beginRetry,
  failureReason,
  findRetries,
  isDatabaseUnavailable,
  isStatementTimeout,
  putBack,
  releaseRetry,
  removeQuarantined,
  type Queryable,
  type RetryRow,
  type Store,
} from '@bellhop/store'
import { isStored } from './quarantine.ts'
import type { ReadQuarantined } from './read-quarantined.ts'

/** Events of one round, each with transactions of its own. */
const EVENTS_MAX = 50
/** No event is begun after this: the round's lock, like the transaction that has it, lasts ten seconds. */
const ROUND_MAX_MS = 4_000
/** So many workers may die of an event. */
const DEATHS_MAX = 3

export interface RetryQuarantinedDeps {
  store: Store
  read: ReadQuarantined
  /** The way of every event. Throws where Postgres is away. */
  handle: (jobs: readonly InboundJob[]) => Promise<BatchOutcome[]>
  log: Logger
  now: () => number
}

/**
 * Tries quarantined events again for which somebody asked, one by one. What is stored now is quarantined no more; whatever else
 * comes of it, the event stays, and unless Postgres was away it waits for somebody to ask once more.
 */
export function createRetryQuarantined(deps: RetryQuarantinedDeps): (db: Queryable) => Promise<number> {
  /** Begun events that came to no end since Postgres was away, which are still to be noted as not begun. */
  const owed = new Set<string>()

  return async function retryQuarantined(db) {
    const startedAt = deps.now()
    for (const id of owed) await release(deps, owed, id)
    let count = 0
    for (const id of await findRetries(db, EVENTS_MAX)) {
      if (deps.now() - startedAt > ROUND_MAX_MS) break
      await retry(deps, owed, id)
      count += 1
    }
    return count
  }
}

async function retry(deps: RetryQuarantinedDeps, owed: Set<string>, id: string): Promise<void> {
  const { prisma } = deps.store
  const row = await beginRetry(prisma, id)
  if (row === null) return
  owed.add(id)
  try {
    const failure = await findFailure(deps, row)
    if (failure === null) await removeQuarantined(prisma, id)
    else await putBack(prisma, id, failure)
    deps.log.info({ eventKey: row.eventKey, failure }, 'quarantined event was tried again')
    owed.delete(id)
  } catch (error) {
    // This throws as long as Postgres is away, which ends the round; otherwise the others have their turn.
    if (isOutage(error)) return release(deps, owed, id)
    await putBack(prisma, id, failureReason(error))
    owed.delete(id)
  }
}

async function release({ store }: RetryQuarantinedDeps, owed: Set<string>, id: string): Promise<void> {
  await releaseRetry(store.prisma, id)
  owed.delete(id)
}

/** A statement that took too long is the event's own failure: it would again, and hold up the others each time. */
function isOutage(error: unknown): boolean {
  return isDatabaseUnavailable(error) && !isStatementTimeout(error)
}

/**
 * Why it can't be stored; null once it is. It is stored under the key of its own, as if it had come now: what comes of it a second
 * time is no other event.
 */
async function findFailure(
  { store, read, handle }: RetryQuarantinedDeps,
  row: RetryRow,
): Promise<string | null> {
  if (row.begun > DEATHS_MAX) return 'its worker died each time it was tried again'
  const event = read(row)
  if (typeof event === 'string') return event

  const [outcome] = await handle([{ id: inboundJobId(event), event, restarted: true, attempt: 1 }])
  if (outcome === undefined || outcome === 'done') return null
  return (await isStored(store, event)) ? null : outcome.failed.message
}
