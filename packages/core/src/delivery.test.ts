import { describe, expect, test } from 'vitest'
import { decideDelivery, OUTBOUND_KINDS, type DeliverySession, type OutboundHead } from './delivery.ts'

const MINUTE = 60_000
const now = Date.UTC(2026, 0, 10, 12)
const policies = { staleAfterMs: 30 * MINUTE }
const working = { paused: false }
const agents: DeliverySession = { status: 'open', mode: 'agent' }
const taken: DeliverySession = { status: 'open', mode: 'manual' }
const rotated: DeliverySession = { status: 'terminated', mode: 'agent', endReason: 'expired' }

const head = (over: Partial<OutboundHead> = {}): OutboundHead => ({
  kind: 'welcome',
  status: 'pending',
  createdAt: now,
  nextAttemptAt: null,
  ...over,
})

describe('a pending message', () => {
  test.each(OUTBOUND_KINDS)('goes out as %s while its session is open and the agent has it', (kind) => {
    expect(decideDelivery(head({ kind }), agents, working, now, policies)).toEqual({ type: 'send' })
  })

  test('waits until it is due, and goes out at that very moment', () => {
    const later = head({ nextAttemptAt: now })
    expect(decideDelivery(later, agents, working, now - 1, policies)).toEqual({
      type: 'hold',
      reason: 'not_yet',
    })
    expect(decideDelivery(later, agents, working, now, policies)).toEqual({ type: 'send' })
  })

  test.each(OUTBOUND_KINDS)('waits as %s while its line is paused', (kind) => {
    const decision = decideDelivery(head({ kind }), agents, { paused: true }, now, policies)
    expect(decision).toEqual({ type: 'hold', reason: 'line_paused' })
  })
})

describe('a message ahead of it', () => {
  test('keeps the guest waiting while it is in flight', () => {
    const decision = decideDelivery(head({ status: 'sending' }), agents, working, now, policies)
    expect(decision).toEqual({ type: 'hold', reason: 'in_flight' })
  })

  test('keeps the guest waiting while nobody knows whether it left', () => {
    const decision = decideDelivery(head({ status: 'unknown' }), agents, working, now, policies)
    expect(decision).toEqual({ type: 'hold', reason: 'unknown' })
  })

  test('is never cancelled once its sending has begun', () => {
    expect(decideDelivery(head({ status: 'sending' }), taken, working, now, policies).type).toBe('hold')
    expect(decideDelivery(head({ status: 'unknown' }), rotated, working, now, policies).type).toBe('hold')
  })
})

describe.each(['welcome', 'auto_reply', 'agent_reply'] as const)('an unsent %s', (kind) => {
  test('is dropped once staff have taken the session over', () => {
    const decision = decideDelivery(head({ kind }), taken, working, now, policies)
    expect(decision).toEqual({ type: 'cancel', reason: 'taken_over' })
  })

  test('is dropped once the session was rotated', () => {
    const decision = decideDelivery(head({ kind }), rotated, working, now, policies)
    expect(decision).toEqual({ type: 'cancel', reason: 'rotated' })
  })

  test.each(['guest', 'staff', 'checked_out'] as const)(
    'is dropped once the session was ended by %s',
    (endReason) => {
      const ended: DeliverySession = { status: 'terminated', mode: 'agent', endReason }
      const decision = decideDelivery(head({ kind }), ended, working, now, policies)
      expect(decision).toEqual({ type: 'cancel', reason: 'session_ended' })
    },
  )

  test('is dropped on a paused line too', () => {
    expect(decideDelivery(head({ kind }), taken, { paused: true }, now, policies).type).toBe('cancel')
  })
})

describe.each(['goodbye', 'staff_reply'] as const)('a %s', (kind) => {
  test.each([taken, rotated, null])('is never dropped, whatever became of its session: %o', (session) => {
    const old = head({ kind, createdAt: now - 24 * 60 * MINUTE })
    expect(decideDelivery(old, session, working, now, policies)).toEqual({ type: 'send' })
  })
})

describe('an automatic reply that became stale', () => {
  test.each(['welcome', 'auto_reply'] as const)('is dropped as %s when older than the limit', (kind) => {
    const limit = head({ kind, createdAt: now - 30 * MINUTE })
    expect(decideDelivery(limit, agents, working, now, policies)).toEqual({ type: 'send' })
    const decision = decideDelivery(limit, agents, working, now + 1, policies)
    expect(decision).toEqual({ type: 'cancel', reason: 'stale' })
  })

  test('goes out at any age without a limit', () => {
    const old = head({ createdAt: now - 48 * 60 * MINUTE })
    expect(decideDelivery(old, agents, working, now, { staleAfterMs: null })).toEqual({ type: 'send' })
  })

  test('does not include what the agent wrote', () => {
    const old = head({ kind: 'agent_reply', createdAt: now - 48 * 60 * MINUTE })
    expect(decideDelivery(old, agents, working, now, policies)).toEqual({ type: 'send' })
  })
})
