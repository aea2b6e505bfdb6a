import { describe, expect, test } from 'vitest'
import {
  decideDelivery,
  OUTBOUND_KINDS,
  type DeliveryChat,
  type DeliveryLine,
  type DeliverySession,
  type OutboundHead,
} from './delivery.ts'

const MINUTE = 60_000
const now = Date.UTC(2026, 0, 10, 12)
const SECOND = 1_000
const policies = { staleAfterMs: 30 * MINUTE, chatIntervalMs: 0 }
const working: DeliveryLine = { paused: false, timelockedUntil: null }
const paused: DeliveryLine = { ...working, paused: true }
const known: DeliveryChat = { isNew: false, lastSentAt: null, isTakeoverWaiting: false }
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
    expect(decideDelivery(head({ kind }), agents, working, known, now, policies)).toEqual({ type: 'send' })
  })

  test('waits until it is due, and goes out at that very moment', () => {
    const later = head({ nextAttemptAt: now })
    expect(decideDelivery(later, agents, working, known, now - 1, policies)).toEqual({
      type: 'hold',
      reason: 'not_yet',
      until: now,
    })
    expect(decideDelivery(later, agents, working, known, now, policies)).toEqual({ type: 'send' })
  })

  test.each(OUTBOUND_KINDS)('waits as %s while its line is paused', (kind) => {
    const decision = decideDelivery(head({ kind }), agents, paused, known, now, policies)
    expect(decision).toEqual({ type: 'hold', reason: 'line_paused', until: null })
  })
})

describe('a message ahead of it', () => {
  test('keeps the guest waiting while it is in flight', () => {
    const decision = decideDelivery(head({ status: 'sending' }), agents, working, known, now, policies)
    expect(decision).toEqual({ type: 'hold', reason: 'in_flight', until: null })
  })

  test('keeps the guest waiting while nobody knows whether it left', () => {
    const decision = decideDelivery(head({ status: 'unknown' }), agents, working, known, now, policies)
    expect(decision).toEqual({ type: 'hold', reason: 'unknown', until: null })
  })

  test('is never cancelled once its sending has begun', () => {
    expect(decideDelivery(head({ status: 'sending' }), taken, working, known, now, policies).type).toBe(
      'hold',
    )
    expect(decideDelivery(head({ status: 'unknown' }), rotated, working, known, now, policies).type).toBe(
      'hold',
    )
  })
})

describe.each(['welcome', 'auto_reply', 'agent_reply'] as const)('an unsent %s', (kind) => {
  test('is dropped once staff have taken the session over', () => {
    const decision = decideDelivery(head({ kind }), taken, working, known, now, policies)
    expect(decision).toEqual({ type: 'cancel', reason: 'taken_over' })
  })

  test('is dropped once the session was rotated', () => {
    const decision = decideDelivery(head({ kind }), rotated, working, known, now, policies)
    expect(decision).toEqual({ type: 'cancel', reason: 'rotated' })
  })

  test.each(['guest', 'staff', 'checked_out'] as const)(
    'is dropped once the session was ended by %s',
    (endReason) => {
      const ended: DeliverySession = { status: 'terminated', mode: 'agent', endReason }
      const decision = decideDelivery(head({ kind }), ended, working, known, now, policies)
      expect(decision).toEqual({ type: 'cancel', reason: 'session_ended' })
    },
  )

  test('is dropped on a paused line too', () => {
    expect(decideDelivery(head({ kind }), taken, paused, known, now, policies).type).toBe('cancel')
  })
})

describe.each(['goodbye', 'staff_reply'] as const)('a %s', (kind) => {
  test.each([taken, rotated, null])('is never dropped, whatever became of its session: %o', (session) => {
    const old = head({ kind, createdAt: now - 24 * 60 * MINUTE })
    expect(decideDelivery(old, session, working, known, now, policies)).toEqual({ type: 'send' })
  })
})

describe('an automatic reply that became stale', () => {
  test.each(['welcome', 'auto_reply'] as const)('is dropped as %s when older than the limit', (kind) => {
    const limit = head({ kind, createdAt: now - 30 * MINUTE })
    expect(decideDelivery(limit, agents, working, known, now, policies)).toEqual({ type: 'send' })
    const decision = decideDelivery(limit, agents, working, known, now + 1, policies)
    expect(decision).toEqual({ type: 'cancel', reason: 'stale' })
  })

  test('goes out at any age without a limit', () => {
    const old = head({ createdAt: now - 48 * 60 * MINUTE })
    expect(decideDelivery(old, agents, working, known, now, { ...policies, staleAfterMs: null })).toEqual({
      type: 'send',
    })
  })

  test('does not include what the agent wrote', () => {
    const old = head({ kind: 'agent_reply', createdAt: now - 48 * 60 * MINUTE })
    expect(decideDelivery(old, agents, working, known, now, policies)).toEqual({ type: 'send' })
  })
})

describe('staff who wrote on the phone, and whose words have not had their effect yet,', () => {
  const written: DeliveryChat = { ...known, isTakeoverWaiting: true }

  test.each(['welcome', 'auto_reply', 'agent_reply'] as const)('keep back a %s for a moment', (kind) => {
    expect(decideDelivery(head({ kind }), agents, working, written, now, policies)).toEqual({
      type: 'hold',
      reason: 'takeover_waiting',
      until: now + 2 * SECOND,
    })
  })

  test.each(['goodbye', 'staff_reply'] as const)('do not keep back a %s', (kind) => {
    expect(decideDelivery(head({ kind }), agents, working, written, now, policies).type).toBe('send')
  })
})

describe('while WhatsApp forbids new chats on the line', () => {
  const until = now + 60 * MINUTE
  const locked: DeliveryLine = { ...working, timelockedUntil: until }

  test.each(OUTBOUND_KINDS)('a %s that would open one waits for its end', (kind) => {
    const chat = { ...known, isNew: true }
    expect(decideDelivery(head({ kind }), agents, locked, chat, now, policies)).toEqual({
      type: 'hold',
      reason: 'timelocked',
      until,
    })
    const after = head({ kind, createdAt: until })
    expect(decideDelivery(after, agents, locked, chat, until, policies)).toEqual({ type: 'send' })
  })

  test('one to somebody who was written to before goes out', () => {
    expect(decideDelivery(head(), agents, locked, known, now, policies)).toEqual({ type: 'send' })
  })
})

describe('the pace of one chat', () => {
  const slow = { ...policies, chatIntervalMs: 3 * SECOND }
  const chat = { ...known, lastSentAt: now }

  test('keeps the next message back until the interval is over', () => {
    const at = (time: number) => decideDelivery(head(), agents, working, chat, time, slow)
    expect(at(now + 2_999)).toEqual({ type: 'hold', reason: 'chat_pace', until: now + 3 * SECOND })
    expect(at(now + 3 * SECOND)).toEqual({ type: 'send' })
  })

  test('is none for the first message, and none where pacing is off', () => {
    expect(decideDelivery(head(), agents, working, known, now, slow)).toEqual({ type: 'send' })
    expect(decideDelivery(head(), agents, working, chat, now, policies)).toEqual({ type: 'send' })
  })
})
