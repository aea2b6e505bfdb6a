import { BACKLOG_AGE_MS, type InboundEvent } from '@bellhop/core'
import { HandBackError, type BatchOutcome, type InboundJob } from '@bellhop/queue'
import {
  failureReason,
  guestKey,
  isDatabaseUnavailable,
  storeEvents,
  type GuestKey,
  type Store,
} from '@bellhop/store'
import type { Apply, FailedGuests } from './applier.ts'
import type { LaterApplies } from './later-applies.ts'
import type { OutageGate } from './outage-gate.ts'

export interface HandleInboundDeps {
  store: Store
  apply: Apply
  later: LaterApplies
  gate: OutageGate
  backlogSettleMs: number
  signal: AbortSignal
}

/** The way of a batch of events: store, then apply what concerns their guests. */
export function createInboundHandler(
  deps: HandleInboundDeps,
): (jobs: readonly InboundJob[]) => Promise<BatchOutcome[]> {
  return async function handleInbound(jobs) {
    try {
      const unstored = await store(deps, jobs)
      const stored = jobs.filter(({ id }) => !unstored.has(id))
      for (const key of stored.flatMap(({ event }) => heldGuest(event)))
        deps.later.add([key], deps.backlogSettleMs)

      const keys = stored.flatMap(({ event }) => guestOf(event))
      const failed: FailedGuests = keys.length === 0 ? new Map() : await deps.gate.run(() => deps.apply(keys))
      return jobs.map(({ id, event }) => {
        const error = unstored.get(id) ?? guestOf(event).map((key) => failed.get(key))[0]
        // BullMQ keeps and shows the message of an error.
        return error === undefined ? 'done' : { failed: new Error(failureReason(error)) }
      })
    } catch (error) {
      if (deps.signal.aborted) throw new HandBackError({ cause: error })
      throw error
    }
  }
}

/** Stores the batch, or, if one event spoils it, each by itself. Gives the jobs whose event can't be stored. */
async function store(
  { store, gate, backlogSettleMs }: HandleInboundDeps,
  jobs: readonly InboundJob[],
): Promise<Map<string, Error>> {
  const records = jobs.map(({ id, event }) => ({ key: id, event }))
  const unstored = new Map<string, Error>()
  try {
    await gate.run(() => storeEvents(store, records, backlogSettleMs))
  } catch (error) {
    if (isDatabaseUnavailable(error) || !(error instanceof Error)) throw error
    for (const record of records) {
      await gate
        .run(() => storeEvents(store, [record], backlogSettleMs))
        .catch((reason: unknown) => {
          if (!(reason instanceof Error) || isDatabaseUnavailable(reason)) throw reason
          unstored.set(record.key, reason)
        })
    }
  }
  return unstored
}

function guestOf(event: InboundEvent): GuestKey[] {
  return event.kind === 'guest-message' || event.kind === 'own-message' ? [guestKey(event)] : []
}

/** The guest whom a backlog's message holds: nothing comes by itself when the hold is over. */
function heldGuest(event: InboundEvent): GuestKey[] {
  return 'sentAt' in event && Date.now() - event.sentAt > BACKLOG_AGE_MS ? guestOf(event) : []
}
