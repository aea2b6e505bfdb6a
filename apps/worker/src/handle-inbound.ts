import { BACKLOG_AGE_MS, type InboundMessage } from '@bellhop/core'
import { HandBackError, type BatchOutcome, type InboundJob } from '@bellhop/queue'
import {
  failureReason,
  findGuestKeys,
  guestKey,
  storeEvents,
  type GuestKey,
  type Store,
} from '@bellhop/store'
import type { Apply, FailedGuests } from './applier.ts'
import type { LaterApplies } from './later-applies.ts'
import type { LineWatch } from './line-watch.ts'
import type { OutageGate } from './outage-gate.ts'

export interface HandleInboundDeps {
  store: Store
  apply: Apply
  later: LaterApplies
  gate: OutageGate
  lineWatch: LineWatch
  backlogSettleMs: number
}

/** The way of a batch of events: store, then apply what concerns their guests. */
export function createInboundHandler(
  deps: HandleInboundDeps,
): (jobs: readonly InboundJob[]) => Promise<BatchOutcome[]> {
  return async function handleInbound(jobs) {
    const unstored = await store(deps, jobs)
    const stored = jobs.filter(({ id }) => !unstored.has(id))
    await deps.lineWatch.heard(stored.map(({ event }) => event))
    const messages = stored.filter(isMessageJob)
    const guests = await findGuests(deps, messages)
    for (const { id, event } of messages) {
      const guest = guests.get(id)
      // Nothing comes by itself when a backlog's hold is over.
      if (guest !== undefined && isBacklog(event)) deps.later.add([guest], deps.backlogSettleMs)
    }

    const failed: FailedGuests =
      guests.size === 0 ? new Map() : await deps.gate.run(() => deps.apply([...guests.values()]))
    return jobs.map(({ id }) => {
      const error = unstored.get(id) ?? failed.get(guests.get(id) ?? '')
      // BullMQ keeps and shows the message of an error.
      return error === undefined ? 'done' : { failed: new Error(failureReason(error)) }
    })
  }
}

/** Stores the batch, or, if one event spoils it, each by itself. Gives the jobs whose event can't be stored, and why. */
async function store(
  { store, gate, backlogSettleMs }: HandleInboundDeps,
  jobs: readonly InboundJob[],
): Promise<Map<string, unknown>> {
  const records = jobs.map(({ id, event }) => ({ key: id, event }))
  const unstored = new Map<string, unknown>()
  try {
    await gate.run(() => storeEvents(store, records, backlogSettleMs))
  } catch (error) {
    if (error instanceof HandBackError) throw error
    for (const record of records) {
      try {
        await gate.run(() => storeEvents(store, [record], backlogSettleMs))
      } catch (reason) {
        if (reason instanceof HandBackError) throw reason
        unstored.set(record.key, reason)
      }
    }
  }
  return unstored
}

type MessageJob = InboundJob & { event: InboundMessage }

function isMessageJob(job: InboundJob): job is MessageJob {
  return job.event.kind === 'guest-message' || job.event.kind === 'own-message'
}

/** Whose the jobs' messages are. A hidden user's got a phone when it was stored, if the chat is known. */
async function findGuests(
  { store, gate }: HandleInboundDeps,
  jobs: readonly MessageJob[],
): Promise<Map<string, GuestKey>> {
  const guests = new Map(jobs.map(({ id, event }) => [id, guestKey(event)]))
  const hidden = jobs.filter(({ event }) => event.phone === null)
  if (hidden.length === 0) return guests

  const events = hidden.map(({ event }) => event)
  const keys = await gate.run(() => findGuestKeys(store.prisma, events))
  for (const [index, { id, event }] of hidden.entries()) guests.set(id, keys[index] ?? guestKey(event))
  return guests
}

const isBacklog = ({ sentAt }: InboundMessage): boolean => Date.now() - sentAt > BACKLOG_AGE_MS
