import type { BatchOutcome, InboundJob } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  beginRetry,
  failureReason,
  findRetries,
  isDatabaseUnavailable,
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
/** So many workers may die of an event. */
const DEATHS_MAX = 3

export interface RetryQuarantinedDeps {
  store: Store
  read: ReadQuarantined
  /** The way of every event. Throws where Postgres is away. */
  handle: (jobs: readonly InboundJob[]) => Promise<BatchOutcome[]>
  log: Logger
}

/**
 * Tries quarantined events again for which somebody asked, one by one. What is stored now is quarantined no more; whatever else
 * comes of it, the event stays, and unless Postgres was away it waits for somebody to ask once more.
 */
export function createRetryQuarantined(deps: RetryQuarantinedDeps): (db: Queryable) => Promise<number> {
  return async function retryQuarantined(db) {
    const ids = await findRetries(db, EVENTS_MAX)
    for (const id of ids) await retry(deps, id)
    return ids.length
  }
}

async function retry(deps: RetryQuarantinedDeps, id: string): Promise<void> {
  const { prisma } = deps.store
  const row = await beginRetry(prisma, id)
  if (row === null) return
  try {
    const failure = await findFailure(deps, row)
    if (failure === null) await removeQuarantined(prisma, id)
    else await putBack(prisma, id, failure)
    deps.log.info({ eventKey: row.eventKey, failure }, 'quarantined event was tried again')
  } catch (error) {
    if (!isDatabaseUnavailable(error)) return putBack(prisma, id, failureReason(error))
    // This throws as long as Postgres is away, which ends the round; otherwise the others have their turn.
    await releaseRetry(prisma, id)
  }
}

/** Why it can't be stored; null once it is. */
async function findFailure(
  { store, read, handle }: RetryQuarantinedDeps,
  row: RetryRow,
): Promise<string | null> {
  if (row.begun > DEATHS_MAX) return 'its worker died each time it was tried again'
  const event = read(row)
  if (typeof event === 'string') return event

  const [outcome] = await handle([{ id: row.eventKey, event, restarted: true, attempt: 1 }])
  if (outcome === undefined || outcome === 'done') return null
  return (await isStored(store, event)) ? null : outcome.failed.message
}
