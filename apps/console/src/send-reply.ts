import { chatOfPhone } from '@bellhop/core'
import {
  asRecord,
  holdSession,
  lockGuest,
  newId,
  noteAudit,
  type Actor,
  type MessageRecord,
  type SessionRecord,
} from '@bellhop/store'

import { decideFor, type SessionDeps } from './change-session.ts'

export interface Reply {
  role: 'Staff' | 'Agent'
  text: string
  /** Chosen by the caller: the same key again is the same reply. */
  key: string
}

export type Refusal = 'manual' | 'not_open' | 'idle' | 'no_check_in' | 'key_reused'

export type ReplyResult = { type: 'accepted'; message: MessageRecord } | { type: 'refused'; reason: Refusal }

/**
 * Puts a reply into the outbox. One of staff takes the guest's open session over, for the operator who wrote it; if there is none, or
 * it was idle, a manual one is opened. The message's `sessionId` says which it is.
 */
export async function sendReply(
  deps: SessionDeps,
  by: Actor,
  session: SessionRecord,
  reply: Reply,
): Promise<ReplyResult> {
  const { store, ring, homeCountry } = deps
  const { phone, line, guestId } = session
  const isStaff = reply.role === 'Staff'
  const kind = isStaff ? 'staff_reply' : 'agent_reply'
  const idempotencyKey = `${session.id}_${reply.key}`

  const { result, effects } = await store.prisma.$transaction(async (tx) => {
    await lockGuest(tx, phone)
    const sent = await tx.message.findUnique({ where: { idempotencyKey } })
    if (sent !== null) return { result: repeat(asRecord(sent), reply), effects: [] }

    const { outcome, effects, now } = await decideFor(deps, tx, session, (at) =>
      isStaff
        ? { type: 'staff-message', chatId: session.chatId, sentAt: at, newSessionId: newId() }
        : { type: 'agent-message', sessionId: session.id, sentAt: at },
    )
    if (outcome.type === 'refused') return { result: refuse(outcome.reason), effects }
    if (outcome.type !== 'filed') return { result: refuse('no_check_in'), effects }
    if (isStaff) await holdSession(tx, by, outcome.sessionId)

    const message = await tx.message.create({
      data: {
        id: newId(),
        sessionId: outcome.sessionId,
        line,
        chatId: chatOfPhone(phone, homeCountry),
        phone,
        direction: 'outbound',
        role: reply.role,
        kind,
        text: reply.text,
        fromMe: true,
        status: 'pending',
        idempotencyKey,
        createdAt: new Date(now),
      },
    })
    const { id: messageId, sessionId } = message
    await noteAudit(tx, by, { action: 'replied', sessionId, messageId, detail: { role: reply.role } })
    return { result: { type: 'accepted' as const, message: asRecord(message) }, effects }
  })
  if (result.type === 'accepted') await ring({ effects, outbound: [{ line, guestId, kind }] })
  return result
}

function repeat(sent: MessageRecord, { role, text }: Reply): ReplyResult {
  return sent.role === role && sent.text === text ? { type: 'accepted', message: sent } : refuse('key_reused')
}

function refuse(reason: Refusal): ReplyResult {
  return { type: 'refused', reason }
}
