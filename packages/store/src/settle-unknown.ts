import { findCancelReason, type CancelReason, type DeliverySession } from '@bellhop/core'

import { noteAudit, type Actor, type AuditAction } from './audit.ts'
import { Prisma } from './generated/client.ts'
import { lockGuest } from './guest-lock.ts'
import { findMessageById, type MessageRecord } from './message-queries.ts'
import type { Store, Tx } from './store.ts'

/** What became of staff's word about a message that may have left. */
export type UnknownSettled =
  | { type: 'settled'; message: MessageRecord }
  /** It is known already: `message` says what it is. */
  | { type: 'known'; message: MessageRecord }
  /** Sent again it would only be dropped, so it stays as it is. */
  | { type: 'pointless'; message: MessageRecord; reason: CancelReason }

/** Staff know that it arrived. Its time is that of the attempt. Null if there is no such message. */
export async function confirmArrived(
  store: Store,
  id: string,
  by: Actor | null = null,
): Promise<UnknownSettled | null> {
  return settleUnknownBy(store, id, { action: 'settled_arrived', by }, async (tx) => {
    await change(
      tx,
      id,
      Prisma.sql`status = 'sent', error = NULL, sent_at = coalesce(claimed_at, clock_timestamp())`,
    )
    return null
  })
}

/** Staff know that it did not arrive, and leave it at that. Null if there is no such message. */
export async function confirmNotArrived(
  store: Store,
  id: string,
  by: Actor | null = null,
): Promise<UnknownSettled | null> {
  return settleUnknownBy(store, id, { action: 'settled_not_arrived', by }, async (tx) => {
    await change(tx, id, Prisma.sql`status = 'failed', error = 'not_arrived'`)
    return null
  })
}

/**
 * Gives it back its place in the outbox, with the id of our own choice that it may have. An attempt that is still under
 * way can't settle it any more; its echo can, so the time of that attempt stays. Null if there is no such message.
 */
export async function resendUnknown(
  store: Store,
  id: string,
  policies: { staleAfterMs: number | null },
  by: Actor | null = null,
): Promise<UnknownSettled | null> {
  return settleUnknownBy(
    store,
    id,
    { action: 'sent_again', by },
    async (tx, { kind, createdAt, session, now }) => {
      const head = { kind, createdAt: createdAt.getTime() }
      const reason = findCancelReason(head, session, now.getTime(), policies)
      if (reason !== null) return reason
      await change(
        tx,
        id,
        Prisma.sql`status = 'pending', error = NULL, claim_token = NULL, uncertain_since = NULL,
        resends = resends + 1`,
      )
      return null
    },
  )
}

/** Asks under the guest's lock, with the row held: the sender settles without that lock. */
async function settleUnknownBy(
  store: Store,
  id: string,
  { action, by }: { action: AuditAction; by: Actor | null },
  settle: (tx: Tx, held: HeldRow) => Promise<CancelReason | null>,
): Promise<UnknownSettled | null> {
  const owner = await store.prisma.message.findUnique({
    where: { id },
    select: { phone: true, chatId: true },
  })
  if (owner === null) return null
  const result = await store.prisma.$transaction(async (tx) => {
    await lockGuest(tx, owner.phone ?? owner.chatId)
    const held = await holdUnknown(tx, id)
    if (held === null) return 'known'
    const reason = await settle(tx, held)
    if (reason === null && by !== null)
      await noteAudit(tx, by, { action, messageId: id, sessionId: held.sessionId })
    return reason
  })
  const message = await findMessageById(store, id)
  if (message === null) return null
  if (result === 'known') return { type: 'known', message }
  return result === null ? { type: 'settled', message } : { type: 'pointless', message, reason: result }
}

interface HeldRow {
  kind: Parameters<typeof findCancelReason>[0]['kind']
  createdAt: Date
  sessionId: string | null
  session: DeliverySession | null
  now: Date
}

async function holdUnknown(tx: Tx, id: string): Promise<HeldRow | null> {
  const [held = null] = await tx.$queryRaw<HeldRow[]>`
    SELECT m.kind, m.created_at AS "createdAt", m.session_id AS "sessionId", clock_timestamp() AS now,
           CASE WHEN s.id IS NOT NULL
                THEN json_build_object('status', s.status, 'mode', s.mode, 'endReason', s.end_reason) END AS session
    FROM messages m
    LEFT JOIN sessions s ON s.id = m.session_id
    WHERE m.id = ${id}::uuid AND m.status = 'unknown'
    FOR UPDATE OF m`
  return held
}

async function change(tx: Tx, id: string, changes: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    UPDATE messages SET ${changes}, next_attempt_at = NULL, absent_since = NULL WHERE id = ${id}::uuid`
}
