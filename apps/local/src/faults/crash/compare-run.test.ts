import { describe, expect, test } from 'vitest'
import { compareRun } from './compare-run.ts'
import { expectOf, type Happening } from './expected.ts'
import type { Seen, SeenMessage } from './seen.ts'

const GUEST = { id: 'guest', phone: '081200000001', name: 'Canary', locale: 'id' }
const NOON = Date.UTC(2026, 0, 1, 12)
const HISTORY: Happening[] = [
  { type: 'guest-wrote', text: 'before', at: NOON },
  { type: 'guest-wrote', text: 'after an hour', at: NOON + 3_600_000 },
]
const EXPECTED = expectOf(GUEST, '101', HISTORY)

/** What there is after a run in which nothing went wrong. */
function seen(): Seen & { messages: SeenMessage[] } {
  const messages = EXPECTED.messages.map(({ session, role, kind, text }, index) => ({
    seq: BigInt(index),
    sessionId: `session-${session}`,
    role,
    kind,
    text,
    whatsappId: `id-${index}`,
    status: role === 'User' ? 'applied' : 'sent',
    attempts: role === 'User' ? 0 : 1,
  }))
  const ours = messages.filter(({ role }) => role === 'System')
  return {
    sessions: EXPECTED.sessions.map((session, index) => ({
      ...session,
      id: `session-${index}`,
      agentStatus: 'created',
    })),
    messages,
    sent: ours.map(({ whatsappId, text }) => ({ id: whatsappId, text })),
    agents: ['session-0', 'session-1'],
    accepted: messages.filter(({ role }) => role === 'User').map(({ whatsappId }) => whatsappId),
  }
}

const invariants = (found: Seen) => [
  ...new Set(compareRun(EXPECTED, found).map(({ invariant }) => invariant)),
]

describe('the comparison of a run with the reference', () => {
  test('finds nothing where nothing is wrong', () => expect(compareRun(EXPECTED, seen())).toEqual([]))

  test('takes a text that was sent again under its own id for one', () => {
    const good = seen()
    expect(compareRun(EXPECTED, { ...good, sent: [...good.sent.slice(0, 1), ...good.sent] })).toEqual([])
  })

  test('finds a message that was accepted and is lost', () => {
    const bad = seen()
    expect(invariants({ ...bad, messages: bad.messages.slice(1) })).toContain('I1')
  })

  test('finds a message with two rows', () => {
    const bad = seen()
    expect(invariants({ ...bad, messages: [...bad.messages, ...bad.messages.slice(0, 1)] })).toContain('I2')
  })

  test('finds a second open session', () => {
    const bad = seen()
    const [, open] = bad.sessions
    if (open === undefined) throw new Error('two sessions were expected')
    expect(invariants({ ...bad, sessions: [...bad.sessions, { ...open, id: 'other' }] })).toContain('I3')
  })

  test('finds a session without a welcome, and one with two', () => {
    const bad = seen()
    const [, welcome] = bad.messages
    if (welcome === undefined) throw new Error('a welcome was expected')
    expect(invariants({ ...bad, messages: bad.messages.filter((row) => row !== welcome) })).toContain('I4')
    expect(invariants({ ...bad, messages: [...bad.messages, welcome] })).toContain('I4')
  })

  test('finds a session that ended at another time', () => {
    const bad = seen()
    const sessions = bad.sessions.map((session) => ({
      ...session,
      endedAt: session.endedAt && session.endedAt + 1,
    }))
    expect(invariants({ ...bad, sessions })).toEqual(['I5'])
  })

  test('finds texts that left in another order', () => {
    const bad = seen()
    expect(invariants({ ...bad, sent: bad.sent.toReversed() })).toEqual(['I6'])
  })

  test('finds a text that left twice, and one that is called sent and never left', () => {
    const bad = seen()
    expect(invariants({ ...bad, sent: [...bad.sent, { id: 'another', text: 'again' }] })).toEqual(['I7'])
    expect(invariants({ ...bad, sent: bad.sent.slice(1) })).toEqual(['I7'])
  })

  test('finds a try that was spent', () => {
    const bad = seen()
    const messages = bad.messages.map((row, index) => (index === 0 ? { ...row, attempts: 1 } : row))
    expect(invariants({ ...bad, messages })).toEqual(['I8'])
  })

  test.each(['pending', 'cancelled', 'unknown', 'failed'])('finds a reply that is %s', (status) => {
    const bad = seen()
    const messages = bad.messages.map((row) => (row.kind === 'auto_reply' ? { ...row, status } : row))
    expect(invariants({ ...bad, messages })).toContain('I9')
  })

  test('finds an agent that nobody has created', () => {
    expect(invariants({ ...seen(), agents: ['session-1'] })).toEqual(['I9'])
  })
})

describe('the reference', () => {
  test('cancels what has not left when staff take over, and answers nothing more', () => {
    const { messages, sessions } = expectOf(GUEST, '101', [
      { type: 'line', is: 'paused' },
      { type: 'guest-wrote', text: 'hello', at: NOON },
      { type: 'staff-wrote', text: 'yes?', at: NOON + 1_000, on: 'console' },
      { type: 'line', is: 'resumed' },
      { type: 'guest-wrote', text: 'towels', at: NOON + 2_000 },
    ])
    expect(messages.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'text in',
      'welcome cancelled',
      'auto_reply cancelled',
      'staff_reply left',
      'text in',
    ])
    expect(sessions).toMatchObject([{ status: 'open', mode: 'manual' }])
  })
})
