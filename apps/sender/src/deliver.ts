import { chatOfPhone, decideDelivery, type Delivery, type DeliveryPolicies } from '@bellhop/core'
import type { ChatAddress } from '@bellhop/gateways/waha'
import { HandBackError, type Doorbells, type OutboundRing } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  cancelOutbound,
  deferOutbound,
  isDatabaseUnavailable,
  newId,
  settleForRetry,
  type GrantedClaim,
  type NextOutbound,
  type Store,
} from '@bellhop/store'
import { instants, type Attempt, type Claimed } from './attempt.ts'
import { insist } from './insist.ts'
import type { LaterRings } from './later-rings.ts'
import type { Outbox } from './outbox.ts'
import type { OwnIds } from './own-ids.ts'
import type { Report } from './report.ts'
import type { SeemHuman } from './seem-human.ts'

export interface DeliverDeps {
  store: Store
  outbox: Pick<Outbox, 'findNext' | 'claim'>
  doorbells: Pick<Doorbells, 'ringOutbound'>
  /** Null where texts leave at once. */
  seemHuman: SeemHuman | null
  attempt: Attempt
  ownIds: Pick<OwnIds, 'next'>
  later: Pick<LaterRings, 'add'>
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
  const { store, outbox, doorbells, seemHuman, attempt, ownIds, later, policies } = deps
  const { homeCountry, ending, report, log } = deps

  return async function deliver(ring) {
    try {
      if ((await sendNext(ring)) === 'more') await ringForNext(ring)
    } catch (error) {
      // The ring is no more than a ring, but it shall not get lost by an absence of Postgres.
      if (isDatabaseUnavailable(error)) throw new HandBackError({ cause: error })
      if (!(error instanceof HandBackError)) log.error({ ...ring, err: error }, 'ring could not be answered')
      throw error
    }
  }

  /** `more`: something waits, another message or the one that was tried. What comes after the claim rings for itself. */
  async function sendNext(ring: OutboundRing): Promise<'more' | 'done'> {
    let seemedHumanFor: string | null = null
    for (;;) {
      const next = await findSendable(ring)
      if (next === null) return 'done'
      const chat = chatOf(next)
      if (seemHuman !== null && seemedHumanFor !== next.id) {
        await seemHuman(chat, next.text.length)
        seemedHumanFor = next.id
        continue // much may have changed in the meantime
      }
      const ownId = next.ownId ?? (await ownIds.next(next.line))
      if (ending.aborted) throw new HandBackError()
      const claimed = await claim(next, ownId)
      if (claimed === 'busy') return 'done'
      if (claimed === 'changed') continue
      const settlement = await attempt(next, chat, claimed)
      return claimed.hasNext || settlement !== 'sent' ? 'more' : 'done'
    }
  }

  /** The guest's next message if it may leave now. Drops on the way what nobody shall read any more. */
  async function findSendable(ring: OutboundRing): Promise<NextOutbound | null> {
    for (;;) {
      const next = await outbox.findNext(ring)
      if (next === null) return null
      const { head, session, lineState, chat, now } = next
      const delivery = decideDelivery(head, session, lineState, chat, now, policies)
      if (delivery.type === 'send') return next
      if (delivery.type === 'hold') {
        await hold(ring, next, delivery)
        return null
      }
      if (await cancelOutbound(store.prisma, next.id, delivery.reason))
        report.cancelled(next, delivery.reason)
    }
  }

  /** What is held until a certain time says so in its row, so that nobody rings in vain before. */
  async function hold(
    ring: OutboundRing,
    { id, line, head, now }: NextOutbound,
    { reason, until }: Extract<Delivery, { type: 'hold' }>,
  ): Promise<void> {
    log.debug({ messageId: id, line, reason }, 'message is held')
    if (until === null) return
    const isTimelocked = reason === 'timelocked'
    if (reason !== 'not_yet') await deferOutbound(store.prisma, id, until, { isTimelocked })
    later.add({ ...ring, kind: head.kind }, until - now)
  }

  async function claim(
    seen: NextOutbound,
    ownId: string | null,
  ): Promise<(Claimed & GrantedClaim) | 'busy' | 'changed'> {
    const { id } = seen
    const token = newId()
    const since = instants()
    try {
      const granted = await outbox.claim({ seen, token, ownId })
      return typeof granted === 'string' ? granted : { id, token, since, ...granted }
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
