import { decideSettlement, type DeliveryOutcome, type Settlement } from '@bellhop/core'
import { WahaError, type ChatAddress, type WahaClient } from '@bellhop/gateways/waha'
import {
  settleFailed,
  settleForRetry,
  settleUnknown,
  type Claim,
  type NextOutbound,
  type Store,
} from '@bellhop/store'
import { insist } from './insist.ts'
import type { Lines } from './lines.ts'
import type { Outbox } from './outbox.ts'
import type { OwnIds } from './own-ids.ts'
import type { Report } from './report.ts'

/** With the send's own timeout it stays below the time after which a claim is given up. */
const CLAIM_FRESH_MS = 10_000

export interface AttemptDeps {
  store: Store
  outbox: Pick<Outbox, 'settleSent'>
  sendText: WahaClient['sendText']
  lines: Pick<Lines, 'pause' | 'timelock'>
  ownIds: Pick<OwnIds, 'learn'>
  jitter: () => number
  ending: AbortSignal
  report: Report
}

export interface Claimed extends Claim {
  attempt: number
  /** The id under which it leaves; null where WAHA chooses. */
  ownId: string | null
  /** Taken before the claim was asked for. */
  since: Instants
}

/** A moment on both clocks: a stopped process shows on the one, a suspended machine perhaps only on the other. */
export interface Instants {
  monotonic: number
  wall: number
}

export const instants = (): Instants => ({ monotonic: performance.now(), wall: Date.now() })

/** Sends a claimed message once and settles it by what that came to, which it gives. */
export type Attempt = (
  message: NextOutbound,
  chat: ChatAddress,
  claimed: Claimed,
) => Promise<Settlement['type']>

export function createAttempt(deps: AttemptDeps): Attempt {
  const { store, outbox, sendText, lines, ownIds, jitter, ending, report } = deps

  return async function attempt(message, chat, claimed) {
    const settled = report.claimed()
    const result = await send(message, chat, claimed)
    const settlement = decideSettlement(result.outcome, claimed.attempt, jitter())
    report.settled(message, claimed.attempt, settlement, result.error)
    try {
      await insist(() => settle(message, claimed, settlement, result), ending)
    } catch (error) {
      // The row stays claimed; the sweep will call it unknown, and perhaps an echo will settle it.
      report.unsettled(message, claimed.attempt, error)
    } finally {
      settled()
    }
    return settlement.type
  }

  async function send(
    { text, line }: NextOutbound,
    chat: ChatAddress,
    { since, ownId }: Claimed,
  ): Promise<SendResult> {
    if (!isFresh(since)) return { outcome: 'not-sent', word: 'claim-too-old' }
    try {
      const { whatsappId } = await sendText({ text, ...chat, ...(ownId === null ? {} : { id: ownId }) })
      if (ownId !== null && whatsappId !== null) ownIds.learn(line, ownId, whatsappId)
      return { outcome: 'sent', word: 'sent', whatsappId }
    } catch (error) {
      const { outcome, code } = error instanceof WahaError ? error : UNEXPECTED
      return { outcome, word: code, error }
    }
  }

  async function settle(
    { line }: NextOutbound,
    claim: Claimed,
    settlement: Settlement,
    { word, whatsappId = null }: SendResult,
  ): Promise<void> {
    switch (settlement.type) {
      case 'sent':
        await outbox.settleSent({ whatsappId, ...claim })
        break
      case 'retry':
        await settleForRetry(store.prisma, { ...claim, delayMs: settlement.delayMs, error: word })
        break
      case 'wait-for-line':
        await lines.pause(line, word)
        await settleForRetry(store.prisma, { ...claim, delayMs: 0, error: word })
        break
      case 'wait-for-timelock': {
        const delayMs = await lines.timelock(line)
        await settleForRetry(store.prisma, { ...claim, delayMs, error: word })
        break
      }
      case 'failed':
        await settleFailed(store.prisma, { ...claim, error: word })
        break
      case 'unknown':
        await settleUnknown(store.prisma, { ...claim, error: word })
        break
    }
  }
}

interface SendResult {
  outcome: DeliveryOutcome
  /** What happened, in the word that is kept with the message. */
  word: string
  whatsappId?: string | null
  error?: unknown
}

/** Nothing is known of an error that nobody has classified. */
const UNEXPECTED = { outcome: 'unknown', code: 'unexpected' } as const

/** Whether nobody else can have given the claim up by the time the send ends, however long this process stood still. */
function isFresh({ monotonic, wall }: Instants): boolean {
  const now = instants()
  return now.monotonic - monotonic < CLAIM_FRESH_MS && now.wall - wall < CLAIM_FRESH_MS
}
