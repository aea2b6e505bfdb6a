import { APPLY_ATTEMPTS_MAX } from '@bellhop/core'
import type { Doorbells, OutboundRing } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  applyUpdates,
  bringBackHidden,
  failureReason,
  isDatabaseUnavailable,
  recordFailure,
  type GuestKey,
  type NewMessage,
  type Store,
} from '@bellhop/store'
import {
  ApplyError,
  applyGuests,
  type AppliedGuests,
  type ApplyScope,
  type ApplySettings,
} from './apply-guests.ts'

/** Guests of one transaction: it has to end long before its timeout, however many wait after an outage. */
const GUESTS_MAX = 100
/** Hidden users whose messages are brought back together. */
const HIDDEN_MAX = 100

export interface ApplierDeps {
  store: Store
  settings: ApplySettings
  doorbells: Pick<Doorbells, 'ringAgent' | 'ringOutbound'>
  log: Logger
  /** Asks for these guests again a little later: somebody else has them now. */
  retryLater: (keys: readonly GuestKey[]) => void
  onApplied: (applied: AppliedGuests['applied']) => void
  onReturned: (sessionIds: readonly string[]) => void
  onOurs: (ours: AppliedGuests['ours']) => void
}

/** A guest whose messages could not be applied, and were not set aside yet. */
export type FailedGuests = Map<GuestKey, Error>

/** New messages of these guests that are not stored yet. */
export interface Came {
  messages: readonly NewMessage[]
  /** Those that are stored and applied by now. */
  filed: Set<string>
}

/**
 * Applies what waits for these guests, and what came, until nothing is left that can be applied. Gives the guests that failed; throws
 * only when Postgres did not answer.
 */
export type Apply = (keys: readonly GuestKey[], came?: Came) => Promise<FailedGuests>

export function createApplier(deps: ApplierDeps): Apply {
  return async function apply(keys, came) {
    const failed: FailedGuests = new Map()
    let remaining: readonly GuestKey[] = [...new Set(keys)]
    let first = came
    while (remaining.length > 0) {
      const still = await applyTogether(deps, remaining.slice(0, GUESTS_MAX), failed, first)
      first = undefined
      remaining = [...remaining.slice(GUESTS_MAX), ...still.filter((key) => !failed.has(key))]
    }
    return failed
  }
}

/**
 * These guests in one transaction; if that fails, each in one of its own, so that none pays for another (I8). Gives the guests
 * who have something more to apply.
 */
async function applyTogether(
  deps: ApplierDeps,
  keys: readonly GuestKey[],
  failed: FailedGuests,
  came: Came | undefined,
): Promise<GuestKey[]> {
  try {
    return await applyAndRing(deps, keys, 'everything', came)
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    // It is stored now, and applied then: with that each gets the blame for its own.
    if (came !== undefined) return []
    const still: GuestKey[] = []
    for (const key of keys) still.push(...(await applyOneByOne(deps, key, failed)))
    return still
  }
}

/** A guest's messages one at a time, so that the one which fails is the one that is blamed. */
async function applyOneByOne(deps: ApplierDeps, key: GuestKey, failed: FailedGuests): Promise<GuestKey[]> {
  try {
    return await applyAndRing(deps, [key], 'oldest')
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    if ((await blame(deps, error)) === 'waiting') {
      failed.set(key, error instanceof Error ? error : new Error('what was thrown is no error'))
    }
    return [key]
  }
}

async function blame(deps: ApplierDeps, error: unknown): Promise<'waiting' | 'set_aside' | 'gone'> {
  const { messageIds, cause } = error instanceof ApplyError ? error : { messageIds: [], cause: error }
  const [messageId] = messageIds
  if (messageId === undefined) {
    deps.log.warn(
      { err: error },
      'what waits for a guest could not all be applied, and no message is to blame',
    )
    return 'waiting'
  }
  const state = await recordFailure(deps.store.prisma, messageId, failureReason(cause), APPLY_ATTEMPTS_MAX)
  if (state === 'set_aside') deps.log.error({ err: cause, messageId }, 'message set aside')
  else if (state === 'waiting') deps.log.warn({ err: cause, messageId }, 'message could not be applied')
  return state
}

async function applyAndRing(
  deps: ApplierDeps,
  keys: readonly GuestKey[],
  scope: ApplyScope,
  came?: Came,
): Promise<GuestKey[]> {
  const { taken, still, applied, own, ours, learnt, outbound, agents, returned } = await applyGuests(
    deps.store,
    keys,
    deps.settings,
    scope,
    came?.messages,
  )
  for (const { id, toStore } of applied) if (toStore !== undefined) came?.filed.add(id)
  deps.onApplied(applied)
  deps.onReturned(returned)
  deps.onOurs(ours)
  await ring(deps, outbound, agents)
  // They are committed, so what waited for them is only late: the sweep comes to it.
  await applyUpdates(deps.store, own).catch((err: unknown) =>
    deps.log.warn({ err }, 'could not apply what waited for own messages, the sweep will'),
  )
  const broughtBack = learnt ? await bringBackHidden(deps.store.prisma, HIDDEN_MAX) : []
  const missed = keys.filter((key) => !taken.includes(key))
  if (missed.length > 0) deps.retryLater(missed)
  return [...(await still), ...broughtBack]
}

/** The rows are committed, so a bell that can't be rung is only late: the sweep rings again. */
async function ring(
  { doorbells, log }: ApplierDeps,
  outbound: OutboundRing[],
  agents: string[],
): Promise<void> {
  const rung = await Promise.allSettled([
    ...(outbound.length > 0 ? [doorbells.ringOutbound(outbound)] : []),
    ...(agents.length > 0 ? [doorbells.ringAgent(agents)] : []),
  ])
  for (const result of rung) {
    if (result.status === 'rejected')
      log.warn({ err: result.reason as unknown }, 'could not ring, the sweep will')
  }
}
