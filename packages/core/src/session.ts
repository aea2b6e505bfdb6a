/** A moment, in ms since the epoch. */
export type Instant = number

export type SessionMode = 'agent' | 'manual'
export type AgentStatus = 'pending' | 'created' | 'failed'
export type EndReason = 'expired' | 'guest' | 'staff' | 'checked_out'

interface SessionFacts {
  id: string
  checkInId: string
  chatId: string
  mode: SessionMode
  /** Null where no agent was asked for. */
  agentStatus: AgentStatus | null
  startedAt: Instant
  /** The newest message of guest, agent or staff; automatic replies don't count. */
  lastActivityAt: Instant
  /** When staff last spoke in it or took it over. Null: they never did, or gave it back by hand. */
  staffActiveAt: Instant | null
}

/** One stretch of conversation with a guest on a line. */
export type Session = OpenSession | TerminatedSession

export interface OpenSession extends SessionFacts {
  status: 'open'
  welcomed: boolean
}

export interface TerminatedSession extends SessionFacts {
  status: 'terminated'
  endedAt: Instant
  endReason: EndReason
}

export function isIdle(session: OpenSession, at: Instant, idleLimitMs: number): boolean {
  return at - session.lastActivityAt > idleLimitMs
}

export function withActivity(session: OpenSession, at: Instant): OpenSession {
  return { ...session, lastActivityAt: Math.max(session.lastActivityAt, at) }
}

export function terminate(session: OpenSession, endReason: EndReason, endedAt: Instant): TerminatedSession {
  const { welcomed: _, ...facts } = session
  return { ...facts, status: 'terminated', endedAt, endReason }
}

/** An idle session ended when it became idle, whenever that is noticed. */
export function expire(session: OpenSession, idleLimitMs: number): TerminatedSession {
  return terminate(session, 'expired', session.lastActivityAt + idleLimitMs)
}
