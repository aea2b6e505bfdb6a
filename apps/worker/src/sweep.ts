import type { Doorbells, FailedInbound } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  applyChanges,
  applyStoredAcks,
  bringBackHidden,
  findChanged,
  findDueMedia,
  findDueOutbound,
  findOverdueGuests,
  findReplayable,
  findSessionsWithoutAgent,
  isDatabaseUnavailable,
  listLines,
  releaseDeadClaims,
  replayUnmatched,
  tryLockGuests,
  withSweepLock,
  type Store,
  type Tx,
} from '@bellhop/store'
import type { Apply } from './applier.ts'
import type { FollowLines } from './follow-lines.ts'
import { isStored, quarantine } from './quarantine.ts'

/** What came this recently is in a batch's hands. */
const OVERDUE_AFTER_MS = 2_000
/** Rows that a step takes at the most: the next sweep takes the next. */
const STEP_MAX = 500

export interface SweepDeps {
  store: Store
  apply: Apply
  /** Asks WAHA for the numbers of hidden users that are due, in the background. */
  askNumbers: () => void
  doorbells: Doorbells
  failedInbound: FailedInbound
  followLines: FollowLines
  tellSilence: (tx: Tx) => Promise<number>
  /** Gives sessions that staff have left alone back to the agent; how many. */
  returnToAgent: (tx: Tx) => Promise<number>
  /** Tries quarantined events again for which somebody asked; how many. */
  retryQuarantined: (tx: Tx) => Promise<number>
  idleLimitMs: number
  log: Logger
}

/**
 * One round: every step on its own, so that one that fails keeps no other from running, unless Postgres is away. A step that
 * took too long for its transaction, or met another in a deadlock, does not mean that.
 */
export function createSweep(deps: SweepDeps): () => Promise<void> {
  return async function sweep() {
    for (const [step, run] of Object.entries(steps)) {
      try {
        const count = await withSweepLock(deps.store, step, (tx) => run(deps, tx))
        if (count !== null && count > 0) deps.log.info({ step, count }, 'sweep found work')
      } catch (error) {
        deps.log.warn({ err: error, step }, 'sweep step failed, the next round tries again')
        if (isDatabaseUnavailable(error) && !(await answers(deps.store))) return
      }
    }
  }
}

async function answers(store: Store): Promise<boolean> {
  return store.ping().then(
    () => true,
    () => false,
  )
}

type Step = (deps: SweepDeps, tx: Tx) => Promise<number>

const steps: Record<string, Step> = {
  /** Applies what is stored and unapplied: its job was lost, or failed. */
  async apply({ apply }, tx) {
    const keys = await findOverdueGuests(tx, OVERDUE_AFTER_MS, STEP_MAX)
    await apply(keys)
    return keys.length
  },

  /** Hidden users whose number is known go to their guests; for the others WAHA is asked. */
  async hidden({ store, apply, askNumbers }) {
    askNumbers()
    const guests = await bringBackHidden(store.prisma, STEP_MAX)
    await apply(guests)
    return guests.length
  },

  /** What a guest wrote before a check-in that is there now waits again. The next round applies it, or a new message. */
  async replay(_, tx) {
    const phones = await tryLockGuests(tx, await findReplayable(tx, STEP_MAX))
    return phones.length === 0 ? 0 : replayUnmatched(tx, phones)
  },

  /** Acks, edits, revokes and reactions that came before their message. */
  acks: ({ store }) => applyStoredAcks(store.prisma, STEP_MAX),

  async changes({ store }, tx) {
    const changed = await findChanged(tx, STEP_MAX)
    await applyChanges(store, changed)
    return changed.length
  },

  /** Gives each line its pace and pause back, which an emptied Redis has forgotten. */
  lines: async ({ followLines }, tx) => followLines(tx, await listLines(tx)),

  silentLines: ({ tellSilence }, tx) => tellSilence(tx),

  /** A claim whose holder is gone may have left: it is unknown, not free (I7). */
  claims: (_, tx) => releaseDeadClaims(tx),

  /** Rings for messages that are due and in nobody's hands. */
  async outbox({ doorbells }, tx) {
    const due = await findDueOutbound(tx, STEP_MAX)
    if (due.length > 0) await doorbells.remindOutbound(due)
    return due.length
  },

  /** Rings for files that are due and in nobody's hands. */
  async media({ doorbells }, tx) {
    const due = await findDueMedia(tx, STEP_MAX)
    if (due.length > 0) await doorbells.ringMedia(due)
    return due.length
  },

  async agents({ doorbells, idleLimitMs }, tx) {
    const sessionIds = await findSessionsWithoutAgent(tx, idleLimitMs, STEP_MAX)
    if (sessionIds.length > 0) await doorbells.ringAgent(sessionIds)
    return sessionIds.length
  },

  /** Console and agents see that staff are gone, also when the guest writes nothing. */
  silence: ({ returnToAgent }, tx) => returnToAgent(tx),

  retries: ({ retryQuarantined }, tx) => retryQuarantined(tx),

  /** An event that could not even be stored is kept as it was, with the reason. */
  async quarantine({ store, failedInbound, log }) {
    const failed = await failedInbound.take(STEP_MAX)
    for (const one of failed) {
      if (!(await isStored(store, one.event))) {
        await quarantine(store, one)
        log.error({ eventKey: one.id, reason: one.reason }, 'event could not be stored and is quarantined')
      }
      await failedInbound.remove(one.id)
    }
    return failed.length
  },
}
