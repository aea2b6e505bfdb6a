import { chatOfPhone, decideDelivery, type DeliveryPolicies } from '@bellhop/core'
import type { ChatAddress } from '@bellhop/gateways/waha'
import { HandBackError, type Doorbells, type OutboundRing } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  cancelOutbound,
  claimOutbound,
  findNextOutbound,
  isDatabaseUnavailable,
  newId,
  settleForRetry,
  type NextOutbound,
  type Store,
} from '@bellhop/store'
import { instants, type Attempt, type Claimed } from './attempt.ts'
import { insist } from './insist.ts'
import type { Report } from './report.ts'
import type { SeemHuman } from './seem-human.ts'

export interface DeliverDeps {
  store: Store
  doorbells: Pick<Doorbells, 'ringOutbound'>
  /** Null where texts leave at once. */
  seemHuman: SeemHuman | null
  attempt: Attempt
  policies: DeliveryPolicies
  homeCountry: string
  /** Aborted when the sender ends: from then on nothing is claimed. */
  ending: AbortSignal
  report: Report
  log: Logger
}

/** Answers a ring: sends the guest's oldest message, if it may go now, and rings again if another waits behind it. */
export type Deliver = (ring: OutboundRing) => Promise<void>

export function createDeliver(deps: DeliverDeps): Deliver {
  const { store, doorbells, seemHuman, attempt, policies, homeCountry, ending, report, log } = deps

  return async function deliver(ring) {
    try {
      if (await sendNext(ring)) await ringForNext(ring)
    } catch (error) {
      // The ring is no more than a ring, but it shall not get lost by an absence of Postgres.
      if (isDatabaseUnavailable(error)) throw new HandBackError({ cause: error })
      if (!(error instanceof HandBackError)) log.error({ ...ring, err: error }, 'ring could not be answered')
      throw error
    }
  }

  /** Whether a message was sent, or at least tried. */
  async function sendNext(ring: OutboundRing): Promise<boolean> {
    let seemedHumanFor: string | null = null
    for (;;) {
      const next = await findSendable(ring)
      if (next === null) return false
      const chat = chatOf(next)
      if (seemHuman !== null && seemedHumanFor !== next.id) {
        await seemHuman(chat, next.text.length)
        seemedHumanFor = next.id
        continue // much may have changed in the meantime
      }
      if (ending.aborted) throw new HandBackError()
      const claimed = await claim(next)
      if (claimed === 'busy') return false
      if (claimed === 'changed') continue
      await attempt(next, chat, claimed)
      return true
    }
  }

  /** The guest's next message if it may leave now. Drops on the way what nobody shall read any more. */
  async function findSendable(ring: OutboundRing): Promise<NextOutbound | null> {
    for (;;) {
      const next = await findNextOutbound(store.prisma, ring)
      if (next === null) return null
      const { head, session, linePaused, now } = next
      const delivery = decideDelivery(head, session, { paused: linePaused }, now, policies)
      if (delivery.type === 'send') return next
      if (delivery.type === 'hold') {
        log.debug({ messageId: next.id, line: next.line, reason: delivery.reason }, 'message is held')
        return null
      }
      if (await cancelOutbound(store.prisma, next.id, delivery.reason))
        report.cancelled(next, delivery.reason)
    }
  }

  async function claim(next: NextOutbound): Promise<Claimed | 'busy' | 'changed'> {
    const { id } = next
    const token = newId()
    const since = instants()
    try {
      const claimed = await claimOutbound(store.prisma, next, token)
      return typeof claimed === 'string' ? claimed : { id, token, attempt: claimed.attempt, since }
    } catch (error) {
      // It may be ours without our knowing: nothing has left, so it goes back.
      await insist(() => settleForRetry(store.prisma, { id, token, delayMs: 0, error: 'claim-lost' }), ending)
      throw error
    }
  }

  async function ringForNext(ring: OutboundRing): Promise<void> {
    const next = await findSendable(ring)
    if (next === null) return
    try {
      await doorbells.ringOutbound([{ ...ring, kind: next.head.kind }])
    } catch (err) {
      log.warn({ err, messageId: next.id }, 'could not ring, the sweep will')
    }
  }

  /** The number's own chat whenever the number is known, whichever chat the guest wrote in. */
  function chatOf({ line, phone, chatId }: NextOutbound): ChatAddress {
    return { line, chatId: phone === null ? chatId : chatOfPhone(phone, homeCountry) }
  }
}
