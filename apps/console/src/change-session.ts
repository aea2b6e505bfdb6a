import { BUILT_IN_REPLIES, chatOfPhone, decide, type Decision, type Input, type Instant } from '@bellhop/core'
import {
  changeConversation,
  holdSession,
  noteAudit,
  type Actor,
  type AuditAction,
  type SessionRecord,
  type Store,
  type Tx,
} from '@bellhop/store'

import type { Ring } from './ring.ts'

export interface SessionDeps {
  store: Store
  ring: Ring
  homeCountry: string
  idleLimitMs: number
}

export type SessionMode = SessionRecord['mode']

/** Hands a session to staff (`manual`), where the operator who did it has it, or back to the agent. `not_open`: it has ended, and ended ones stay as they are. */
export async function setMode(
  deps: SessionDeps,
  by: Actor,
  session: SessionRecord,
  mode: SessionMode,
): Promise<'done' | 'not_open'> {
  const action = mode === 'manual' ? 'took_over' : 'gave_back'
  return change(deps, { by, action }, session, (at) => ({
    type: 'mode-change',
    sessionId: session.id,
    mode,
    at,
  }))
}

/** Ends a session, without a goodbye. `not_open`: it had ended already. */
export async function endSession(
  deps: SessionDeps,
  by: Actor,
  session: SessionRecord,
): Promise<'done' | 'not_open'> {
  return change(deps, { by, action: 'ended' }, session, (at) => ({
    type: 'staff-end',
    sessionId: session.id,
    at,
  }))
}

async function change(
  deps: SessionDeps,
  { by, action }: { by: Actor; action: AuditAction },
  session: SessionRecord,
  inputAt: (now: Instant) => Input,
): Promise<'done' | 'not_open'> {
  const { outcome, effects } = await deps.store.prisma.$transaction(async (tx) => {
    const decision = await decideFor(deps, tx, session, inputAt)
    if (decision.outcome.type === 'refused') return decision
    if (action === 'took_over') await holdSession(tx, by, session.id)
    await noteAudit(tx, by, { action, sessionId: session.id })
    return decision
  })
  await deps.ring({ effects })
  return outcome.type === 'refused' ? 'not_open' : 'done'
}

/** Runs the rules over the conversation that a session belongs to, under its guest's lock, at the database's clock. */
export function decideFor(
  { homeCountry, idleLimitMs }: Pick<SessionDeps, 'homeCountry' | 'idleLimitMs'>,
  tx: Tx,
  { phone, line }: Pick<SessionRecord, 'phone' | 'line'>,
  inputAt: (now: Instant) => Input,
): Promise<Decision & { now: Instant }> {
  // Nothing that the hotel does is answered automatically, so the rest of the rules doesn't matter here.
  const rules = {
    idleLimitMs,
    autoReply: 'off',
    staleAfterMs: null,
    manualReturnAfterMs: null,
    replies: BUILT_IN_REPLIES,
  } as const
  const key = { phone, line, replyChatId: chatOfPhone(phone, homeCountry) }
  return changeConversation(tx, key, (state, now) => decide(state, inputAt(now), rules))
}
