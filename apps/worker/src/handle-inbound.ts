import { BACKLOG_AGE_MS, type InboundMessage } from '@bellhop/core'
import { HandBackError, type BatchOutcome, type InboundJob } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  failureReason,
  findGuestKeys,
  guestKey,
  isPlain,
  newId,
  storeEvents,
  type GuestKey,
  type Store,
  type Stored,
} from '@bellhop/store'
import type { Apply, FailedGuests } from './applier.ts'
import type { LaterApplies } from './later-applies.ts'
import type { LineWatch } from './line-watch.ts'
import type { OutageGate } from './outage-gate.ts'
import type { RingMedia } from './ring-media.ts'

export interface HandleInboundDeps {
  store: Store
  apply: Apply
  later: LaterApplies
  gate: OutageGate
  ringMedia: RingMedia
  lineWatch: LineWatch
  /** Asks WAHA for the numbers of hidden users, in the background. */
  askNumbers: () => void
  backlogSettleMs: number
  log: Logger
}

/** Within this time WAHA mostly has told the number of a hidden user; then the message is applied with it or without. */
const ANSWERED_MS = 1_000

/** The way of a batch of events: store, then apply what concerns their guests; of texts alone in one go, as far as that is possible. */
export function createInboundHandler(
  deps: HandleInboundDeps,
): (jobs: readonly InboundJob[]) => Promise<BatchOutcome[]> {
  return async function handleInbound(jobs) {
    const filed = await fileAtOnce(deps, jobs)
    const others = jobs.filter(({ id }) => !filed.has(id))
    const failed = others.length === 0 ? NONE : await storeAndApply(deps, others)
    if (filed.size > 0) await deps.lineWatch.heard(jobs.filter(({ id }) => filed.has(id)).map(eventOf))
    return jobs.map(({ id }) => {
      const error = failed.get(id)
      // BullMQ keeps and shows the message of an error.
      return error === undefined ? 'done' : { failed: new Error(failureReason(error)) }
    })
  }
}

const NONE: ReadonlyMap<string, unknown> = new Map()
const eventOf = ({ event }: InboundJob) => event

/** Stores guests' texts as they are applied, where there is nothing else. Gives the jobs that are done with it. */
async function fileAtOnce(
  { apply, gate }: HandleInboundDeps,
  jobs: readonly InboundJob[],
): Promise<ReadonlySet<string>> {
  const messages = jobs.flatMap(({ event }) =>
    isPlain(event) && !isBacklog(event) ? [{ id: newId(), ...event }] : [],
  )
  const filed = new Set<string>()
  if (messages.length < jobs.length) return filed
  await gate.run(() => apply(messages.map(guestKey), { messages, filed }))
  return new Set(jobs.flatMap(({ id }, index) => (filed.has(messages[index]?.id ?? '') ? [id] : [])))
}

/** Gives the jobs that have failed, and why. */
async function storeAndApply(
  deps: HandleInboundDeps,
  jobs: readonly InboundJob[],
): Promise<ReadonlyMap<string, unknown>> {
  const { unstored, broughtBack, withFile } = await store(deps, jobs)
  // Not after the messages were applied: WAHA keeps files for minutes only.
  await deps.ringMedia(withFile)
  const stored = jobs.filter(({ id }) => !unstored.has(id))
  await deps.lineWatch.heard(stored.map(eventOf))
  const messages = stored.filter(isMessageJob)
  const { guests, hidden } = await findGuests(deps, messages)
  if (hidden.length > 0) deps.askNumbers()
  deps.later.add(hidden, ANSWERED_MS)
  for (const { id, event } of messages) {
    const guest = guests.get(id)
    // Nothing comes by itself when a backlog's hold is over.
    if (guest !== undefined && isBacklog(event)) deps.later.add([guest], deps.backlogSettleMs)
  }

  const keys = [...guests.values(), ...broughtBack].filter((key) => !hidden.includes(key))
  const failed: FailedGuests = keys.length === 0 ? new Map() : await deps.gate.run(() => deps.apply(keys))
  const errors = jobs.map(({ id }) => [id, unstored.get(id) ?? failed.get(guests.get(id) ?? '')] as const)
  return new Map(errors.filter(([, error]) => error !== undefined))
}

/**
 * Stores the batch, or, if one event spoils it, each by itself. Gives the jobs whose event can't be stored, and why, and the
 * messages whose file is to be fetched.
 */
async function store(
  { store, gate, backlogSettleMs, log }: HandleInboundDeps,
  jobs: readonly InboundJob[],
): Promise<{ unstored: Map<string, unknown>; broughtBack: GuestKey[]; withFile: string[] }> {
  const records = jobs.map(({ id, event }) => ({ key: id, event }))
  const unstored = new Map<string, unknown>()
  const stored: Stored[] = []
  try {
    stored.push(await gate.run(() => storeEvents(store, records, backlogSettleMs)))
  } catch (error) {
    if (error instanceof HandBackError) throw error
    for (const record of records) {
      try {
        stored.push(await gate.run(() => storeEvents(store, [record], backlogSettleMs)))
      } catch (reason) {
        if (reason instanceof HandBackError) throw reason
        unstored.set(record.key, reason)
      }
    }
  }
  for (const line of stored.flatMap(({ contradictedOn }) => contradictedOn))
    log.warn({ line }, 'a hidden user was told to have another number than before')
  return {
    unstored,
    broughtBack: stored.flatMap(({ broughtBack }) => broughtBack),
    withFile: stored.flatMap(({ withFile }) => withFile),
  }
}

type MessageJob = InboundJob & { event: InboundMessage }

function isMessageJob(job: InboundJob): job is MessageJob {
  return job.event.kind === 'guest-message' || job.event.kind === 'own-message'
}

/**
 * Whose the jobs' messages are. A hidden user's got a phone when it was stored, if the number is known; `hidden` are those of
 * whom nobody knows it.
 */
async function findGuests(
  { store, gate }: HandleInboundDeps,
  jobs: readonly MessageJob[],
): Promise<{ guests: Map<string, GuestKey>; hidden: GuestKey[] }> {
  const guests = new Map(jobs.map(({ id, event }) => [id, guestKey(event)]))
  const unnamed = jobs.filter(({ event }) => event.phone === null)
  if (unnamed.length === 0) return { guests, hidden: [] }

  const events = unnamed.map(({ event }) => event)
  const keys = await gate.run(() => findGuestKeys(store.prisma, events))
  for (const [index, { id, event }] of unnamed.entries()) guests.set(id, keys[index] ?? guestKey(event))
  const chats = new Set(events.map(({ chatId }) => chatId))
  return { guests, hidden: [...new Set(guests.values())].filter((key) => chats.has(key)) }
}

const isBacklog = ({ sentAt }: InboundMessage): boolean => Date.now() - sentAt > BACKLOG_AGE_MS
