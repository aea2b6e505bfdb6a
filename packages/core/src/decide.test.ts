import { describe, expect, test } from 'vitest'
import {
  NOON,
  after,
  before,
  budi,
  conversation,
  given,
  guestWrote,
  manualSession,
  morningSession,
  openSession,
  quiet,
  staffWrote,
  stay,
} from './given.fixture.ts'

const OPENING = ['create-agent', 'send-welcome', 'send-auto-reply']

describe('1. the guest', () => {
  test('is found by phone: an unknown one gets no reply, and the message stays unmatched', () => {
    const result = given(conversation({ guest: null, checkIns: [] })).when(guestWrote('hello?', NOON))
    expect(result.outcome).toEqual({ type: 'unmatched', reason: 'unknown_guest' })
    expect(result.effects).toEqual([])
    expect(result.session).toBeNull()
  })
})

describe('2. a session needs a check-in', () => {
  const gone = { ...stay, id: 'stay-gone', checkedInAt: before('48h'), checkedOutAt: before('24h') }

  test('none: no reply, unmatched', () => {
    const result = given(conversation({ checkIns: [] })).when(guestWrote('hello?', NOON))
    expect(result).toMatchObject({
      outcome: { type: 'unmatched', reason: 'no_active_check_in' },
      effects: [],
    })
  })

  test('one that is over does not count', () => {
    const result = given(conversation({ checkIns: [gone] })).when(guestWrote('hello?', NOON))
    expect(result.outcome).toEqual({ type: 'unmatched', reason: 'no_active_check_in' })
  })

  test('one that was active when the message was sent counts', () => {
    const result = given(conversation({ checkIns: [gone] })).when(guestWrote('hello?', before('30h')))
    expect(result.session).toMatchObject({ checkInId: 'stay-gone' })
  })

  test.each([
    ['at its first moment', before('48h'), 'filed'],
    ['a moment before it', before('48h1s'), 'unmatched'],
    ['at its last moment', before('24h'), 'filed'],
    ['a moment after it', before('23h59m59s'), 'unmatched'],
  ])('a stay that is over covers what was sent %s: %#', (_, sentAt, outcome) => {
    expect(given(conversation({ checkIns: [gone] })).when(guestWrote('hi', sentAt)).outcome.type).toBe(
      outcome,
    )
  })

  test('of several the newest counts', () => {
    const newer = { ...stay, id: 'stay-newer', checkedInAt: before('1h') }
    const older = { ...stay, id: 'stay-older', checkedInAt: before('5h') }
    const result = given(conversation({ checkIns: [older, newer, stay] })).when(guestWrote('hello?', NOON))
    expect(result.session?.checkInId).toBe('stay-newer')
  })

  test('without one an expired open session is terminated all the same', () => {
    const result = given(conversation({ checkIns: [], open: openSession })).when(
      guestWrote('hi', after('30m1s')),
    )
    expect(result.outcome).toEqual({ type: 'unmatched', reason: 'no_active_check_in' })
    expect(result.session).toBeNull()
    expect(result.ended).toMatchObject([{ id: openSession.id, endReason: 'expired', endedAt: after('30m') }])
  })

  test('without one a live open session goes on', () => {
    const result = given(conversation({ checkIns: [], open: openSession })).when(
      guestWrote('hi', after('30m')),
    )
    expect(result.session).toBe(openSession)
  })
})

describe('2. at check-in, what the guest wrote before', () => {
  const wrote = (sentAt: number, now: number, id = `session-${sentAt}`, text = 'hello?') => ({
    type: 'guest-message' as const,
    text,
    sentAt,
    now,
    chatId: openSession.chatId,
    newSessionId: id,
    isReplay: true,
  })

  test('is applied with no reply but one welcome, where the newest is within the idle limit', () => {
    const result = given(quiet).whenAll([wrote(before('20m'), NOON, 'first'), wrote(before('5m'), NOON)])
    expect(result.all).toEqual(['create-agent', 'send-welcome'])
    expect(result.session).toMatchObject({ id: 'first', welcomed: true, agentStatus: 'pending' })
  })

  test('is applied without a word where the newest is older than the idle limit', () => {
    const result = given(quiet).whenAll([wrote(before('45m'), NOON, 'first'), wrote(before('31m'), NOON)])
    expect(result.all).toEqual([])
    expect(result.session).toMatchObject({ id: 'first', welcomed: false, agentStatus: null })
  })

  test('is welcomed once, in the session of the newest, and earlier sessions stay silent', () => {
    const result = given(quiet).whenAll([wrote(before('5h'), NOON, 'old'), wrote(before('10m'), NOON, 'new')])
    expect(result.all).toEqual(['terminate', 'create-agent', 'send-welcome'])
    expect(result.session?.id).toBe('new')
    expect(result.ended).toMatchObject([{ id: 'old', endReason: 'expired' }])
  })

  test('gets no second welcome in a session that has one', () => {
    expect(given(openSession).whenAll([wrote(after('1m'), after('2m'))]).all).toEqual([])
  })

  test('gets no goodbye either', () => {
    const result = given(quiet).whenAll([
      wrote(before('10m'), NOON, 'first'),
      wrote(before('5m'), NOON, 'x', '/end'),
    ])
    expect(result.all).toEqual(['terminate'])
    expect(result.session).toBeNull()
  })

  test('is answered as usual from the first message after it', () => {
    const { isReplay: _, ...live } = wrote(after('1m'), after('1m'))
    const result = given(quiet).whenAll([wrote(before('5m'), NOON), { ...live, isReplay: false }])
    expect(result.all).toEqual(['create-agent', 'send-welcome', 'send-auto-reply'])
  })

  test('is welcomed with the first message after it, where it was too old itself when it was applied', () => {
    const { isReplay: _, ...live } = wrote(after('10m'), after('40m'))
    const result = given(quiet).whenAll([
      wrote(before('5m'), after('40m'), 'first'),
      { ...live, isReplay: false },
    ])
    expect(result.all).toEqual(['create-agent', 'send-welcome', 'send-auto-reply'])
    expect(result.session).toMatchObject({ id: 'first', welcomed: true, agentStatus: 'pending' })
  })
})

describe('3. no open session', () => {
  test('opens one in mode agent, creates the agent and sends the welcome', () => {
    const { session, effects } = given(quiet).when(guestWrote('hello?', NOON))
    expect(session).toMatchObject({
      id: 'session-new',
      status: 'open',
      mode: 'agent',
      agentStatus: 'pending',
      checkInId: stay.id,
      startedAt: NOON,
      lastActivityAt: NOON,
    })
    expect(effects).toEqual(OPENING)
  })

  test('greets by name, in the language of the guest', () => {
    const english = conversation({ guest: { ...budi, name: 'Ana', locale: 'en' } })
    expect(given(quiet).when(guestWrote('halo', NOON)).texts[0]).toContain('Selamat datang, Budi!')
    expect(given(english).when(guestWrote('hi', NOON)).texts[0]).toContain('Welcome, Ana!')
  })
})

describe('4. an open session that was idle', () => {
  test.each(['29m59s', '30m'])('for %s is still the same session, without a welcome', (idle) => {
    const { session, effects, ended } = given(openSession).when(guestWrote('hello?', after(idle)))
    expect(session?.id).toBe(openSession.id)
    expect(session?.lastActivityAt).toBe(after(idle))
    expect(effects).toEqual(['send-auto-reply'])
    expect(ended).toEqual([])
  })

  test('starts over with a welcome after more than 30 minutes', () => {
    const { session, effects, ended } = given(openSession).when(guestWrote('hello?', after('30m1s')))
    expect(session?.id).not.toBe(openSession.id)
    expect(session).toMatchObject({ mode: 'agent', startedAt: after('30m1s') })
    expect(effects).toEqual(['terminate', ...OPENING])
    expect(ended).toMatchObject([{ id: openSession.id, endReason: 'expired', endedAt: after('30m') }])
  })

  test('starts over in mode agent, also when staff had it', () => {
    expect(given(manualSession).when(guestWrote('hello?', after('30m1s'))).session?.mode).toBe('agent')
  })

  test('is measured by the limit that the hotel sets', () => {
    const { session } = given(openSession, { idleLimitMs: 60_000 }).when(guestWrote('hi', after('1m1s')))
    expect(session?.id).toBe('session-new')
  })
})

describe('6. every message', () => {
  test('belongs to the session and is answered, the first one after the welcome', () => {
    const first = given(quiet).when(guestWrote('hello?', NOON))
    expect(first.outcome).toEqual({ type: 'filed', sessionId: 'session-new' })
    expect(first.effects.indexOf('send-welcome')).toBeLessThan(first.effects.indexOf('send-auto-reply'))
    expect(given(openSession).when(guestWrote('and?', after('1m')))).toMatchObject({
      outcome: { type: 'filed', sessionId: openSession.id },
      effects: ['send-auto-reply'],
    })
  })

  test('without text is answered too', () => {
    expect(given(openSession).when(guestWrote(null, after('1m'))).effects).toEqual(['send-auto-reply'])
  })

  test('is not answered where the hotel wants no auto-reply; the welcome stays', () => {
    expect(given(quiet, { autoReply: 'off' }).when(guestWrote('hi', NOON)).effects).toEqual([
      'create-agent',
      'send-welcome',
    ])
  })

  test('is answered once a burst where the hotel wants it so: not while an answer is unsent', () => {
    const burst = { autoReply: 'once-per-burst' } as const
    const unsent = conversation({ open: openSession, unsentAutoReply: true })
    expect(given(unsent, burst).when(guestWrote('and?', after('1m'))).effects).toEqual([])
    expect(given(openSession, burst).when(guestWrote('and?', after('1m'))).effects).toEqual([
      'send-auto-reply',
    ])
    expect(given(unsent, burst).when(guestWrote('and?', after('31m'))).effects).toEqual([
      'terminate',
      ...OPENING,
    ])
  })
})

describe('7. /end', () => {
  test.each(['/end', '/END', '  /End \n'])(
    '%j ends a live session with one goodbye and no auto-reply',
    (text) => {
      const { session, effects, ended, outcome } = given(openSession).when(guestWrote(text, after('5m')))
      expect(session).toBeNull()
      expect(effects).toEqual(['terminate', 'send-goodbye'])
      expect(ended).toMatchObject([
        { id: openSession.id, endReason: 'guest', endedAt: after('5m'), lastActivityAt: after('5m') },
      ])
      expect(outcome).toEqual({ type: 'filed', sessionId: openSession.id })
    },
  )

  test.each(['/end please', 'end', '/ending'])('%j is an ordinary message', (text) => {
    expect(given(openSession).when(guestWrote(text, after('5m'))).effects).toEqual(['send-auto-reply'])
  })

  test('ends a manual session too, with the goodbye', () => {
    expect(given(manualSession).when(guestWrote('/end', after('5m'))).effects).toEqual([
      'terminate',
      'send-goodbye',
    ])
  })

  test('with an expired session terminates that one, opens none and sends nothing', () => {
    const result = given(openSession).when(guestWrote('/end', after('31m')))
    expect(result.ended).toMatchObject([{ id: openSession.id, endReason: 'expired', endedAt: after('30m') }])
    expect(result).toMatchObject({ session: null, effects: ['terminate'] })
    expect(result.outcome).toEqual({ type: 'filed', sessionId: openSession.id })
  })

  test('with no session is stored as unmatched, and nothing is sent', () => {
    const result = given(quiet).when(guestWrote('/end', NOON))
    expect(result).toMatchObject({ session: null, effects: [], ended: [] })
    expect(result.outcome).toEqual({ type: 'unmatched', reason: 'no_open_session' })
  })

  test('is followed by a new session with the next message, also in the same second', () => {
    const ended = given(openSession).when(guestWrote('/end', after('5m')))
    expect(given(ended.state).when(guestWrote('wait', after('5m'))).effects).toEqual(OPENING)
  })
})

describe('8. manual', () => {
  test('a guest is not answered', () => {
    const result = given(manualSession).when(guestWrote('hello?', after('5m')))
    expect(result).toMatchObject({ effects: [], outcome: { type: 'filed', sessionId: manualSession.id } })
    expect(result.session).toMatchObject({ mode: 'manual', lastActivityAt: after('5m') })
  })

  test('a staff message takes over, cancels what is unsent and is never answered', () => {
    const result = given(openSession).when(staffWrote(after('5m')))
    expect(result.effects).toEqual(['cancel-unsent'])
    expect(result.session).toMatchObject({ id: openSession.id, mode: 'manual', lastActivityAt: after('5m') })
    expect(result.outcome).toEqual({ type: 'filed', sessionId: openSession.id })
  })

  test.each([
    ['no session', quiet, []],
    [
      'an expired one',
      conversation({ open: { ...openSession, lastActivityAt: before('31m') } }),
      ['terminate'],
    ],
  ])('with %s a staff message opens a manual one: no welcome, no agent', (_, start, effects) => {
    const result = given(start).when(staffWrote(NOON))
    expect(result.session).toMatchObject({
      id: 'session-new',
      mode: 'manual',
      agentStatus: null,
      welcomed: false,
    })
    expect(result.effects).toEqual(effects)
  })

  test('a staff message to nobody known, or without a check-in, stays unmatched', () => {
    expect(given(conversation({ guest: null })).when(staffWrote(NOON)).outcome).toMatchObject({
      reason: 'unknown_guest',
    })
    expect(given(conversation({ checkIns: [] })).when(staffWrote(NOON)).outcome).toMatchObject({
      reason: 'no_active_check_in',
    })
  })

  test("an agent's reply while manual is refused, and in its own open session it counts as activity", () => {
    const reply = { type: 'agent-message', sessionId: openSession.id, sentAt: after('5m') } as const
    expect(given(manualSession).when(reply).outcome).toEqual({ type: 'refused', reason: 'manual' })
    expect(given(openSession).when(reply)).toMatchObject({
      outcome: { type: 'filed', sessionId: openSession.id },
      session: { lastActivityAt: after('5m') },
      effects: [],
    })
  })

  test("an agent's reply into a session that is over, idle or not its own is refused", () => {
    const reply = { type: 'agent-message', sessionId: openSession.id, sentAt: after('31m') } as const
    expect(given(openSession).when(reply).outcome).toEqual({ type: 'refused', reason: 'idle' })
    expect(given(quiet).when(reply).outcome).toEqual({ type: 'refused', reason: 'not_open' })
    expect(given({ ...openSession, id: 'other' }).when(reply).outcome).toEqual({
      type: 'refused',
      reason: 'not_open',
    })
  })

  test('staff take over and give back by hand; what staff opened gets an agent only then', () => {
    const toManual = {
      type: 'mode-change',
      sessionId: openSession.id,
      mode: 'manual',
      at: after('5m'),
    } as const
    const toAgent = { ...toManual, mode: 'agent' } as const
    expect(given(openSession).when(toManual)).toMatchObject({
      effects: ['cancel-unsent'],
      session: { mode: 'manual' },
    })
    expect(given(manualSession).when(toAgent)).toMatchObject({ effects: [], session: { mode: 'agent' } })
    expect(given({ ...manualSession, agentStatus: null }).when(toAgent)).toMatchObject({
      effects: ['create-agent'],
      session: { mode: 'agent', agentStatus: 'pending' },
    })
    expect(given(quiet).when(toAgent).outcome).toEqual({ type: 'refused', reason: 'not_open' })
  })
})

describe('9. a late message', () => {
  const both = conversation({ open: openSession, terminated: [morningSession] })

  test.each([
    ['its start', before('3h')],
    ['its middle', before('2h55m')],
    ['its end', before('2h20m')],
  ])('(a) at %s is filed in the terminated session that covers it, silently', (_, sentAt) => {
    const result = given(both).when(guestWrote('late', sentAt))
    expect(result.outcome).toEqual({ type: 'filed', sessionId: morningSession.id })
    expect(result).toMatchObject({ effects: [], session: openSession, ended: [] })
  })

  test.each([
    ['within it', before('1m')],
    ['at the limit before its start', before('40m')],
  ])('(b) %s belongs to the open session, is answered, without a welcome; its start stays', (_, sentAt) => {
    const result = given(both).when(guestWrote('late', sentAt))
    expect(result.outcome).toEqual({ type: 'filed', sessionId: openSession.id })
    expect(result.effects).toEqual(['send-auto-reply'])
    expect(result.session).toMatchObject({ startedAt: openSession.startedAt, lastActivityAt: NOON })
  })

  test.each([
    ['with an open session', both, before('40m1s')],
    ['with none', conversation({ terminated: [morningSession] }), before('4h')],
  ])('(c) that nothing covers gets a terminated session of its own, silently, %s', (_, start, sentAt) => {
    const result = given(start).when(guestWrote('late', sentAt))
    expect(result.ended).toMatchObject([
      { id: 'session-new', startedAt: sentAt, lastActivityAt: sentAt, endReason: 'expired' },
    ])
    expect(result.ended[0]?.endedAt).toBe(sentAt + 30 * 60_000)
    expect(result.outcome).toEqual({ type: 'filed', sessionId: 'session-new' })
    expect(result).toMatchObject({ effects: [], session: start.open })
  })

  test('the first that matches wins: a terminated session before the open one', () => {
    const overlapping = {
      ...morningSession,
      id: 'ended-by-staff',
      startedAt: before('50m'),
      endedAt: before('10m'),
    }
    const start = conversation({ open: openSession, terminated: [overlapping] })
    expect(given(start).when(guestWrote('late', before('15m'))).outcome).toMatchObject({
      sessionId: 'ended-by-staff',
    })
  })

  test.each(['staff', 'checked_out'] as const)(
    'is also what came at or before the end by %s',
    (endReason) => {
      const ended = { ...morningSession, endReason, lastActivityAt: before('2h50m'), endedAt: NOON }
      const start = conversation({ terminated: [ended] })
      expect(given(start).when(guestWrote('hello?', NOON)).outcome).toMatchObject({ sessionId: ended.id })
      expect(given(start).when(guestWrote('hello?', after('1s'))).effects).toEqual(OPENING)
    },
  )

  test('is not what came after the last word and before the end of an expired session', () => {
    expect(
      given(conversation({ terminated: [morningSession] })).when(guestWrote('hi', before('2h30m'))).effects,
    ).toEqual(OPENING)
  })

  test('is not one in the very second of the newest word, which stays the newest', () => {
    const answered = { ...openSession, lastActivityAt: NOON + 400 }
    const { session } = given(answered).when(guestWrote('same second', NOON))
    expect(session?.lastActivityAt).toBe(NOON + 400)
  })

  test('is not an /end in the second of an agent’s word, whose time has milliseconds', () => {
    const answered = { ...openSession, lastActivityAt: NOON + 400 }
    expect(given(answered).when(guestWrote('/end', NOON)).effects).toEqual(['terminate', 'send-goodbye'])
    expect(given(answered).when(guestWrote('/end', NOON - 1000)).effects).toEqual([])
  })

  test('of a guest whose session is manual is not answered in (b)', () => {
    expect(given(manualSession).when(guestWrote('late', before('1m'))).effects).toEqual([])
  })

  test('of staff sets manual in (b), and is only filed in (a) and (c)', () => {
    expect(given(both).when(staffWrote(before('1m')))).toMatchObject({
      session: { id: openSession.id, mode: 'manual', lastActivityAt: NOON },
      effects: ['cancel-unsent'],
    })
    expect(given(both).when(staffWrote(before('2h50m1s')))).toMatchObject({
      session: openSession,
      effects: [],
      outcome: { sessionId: morningSession.id },
    })
    expect(given(both).when(staffWrote(before('1h'))).ended).toMatchObject([{ id: 'session-new' }])
  })

  test.each([before('1m'), before('2h50m1s'), before('1h')])(
    '/end is filed and ends nothing: %#',
    (sentAt) => {
      const result = given(both).when(guestWrote('/end', sentAt))
      expect(result.outcome.type).toBe('filed')
      expect(result).toMatchObject({ effects: [], session: openSession })
    },
  )
})

describe('a backlog', () => {
  const late = (sentAt: number, isReplay = false) => ({
    type: 'guest-message' as const,
    text: 'old',
    sentAt,
    now: NOON,
    chatId: openSession.chatId,
    newSessionId: `session-${sentAt}`,
    isReplay,
  })

  test('of hours is answered once, after its last message', () => {
    const result = given(quiet).whenAll([late(before('5h')), late(before('4h59m')), late(before('4h58m'))])
    expect(
      result.decisions.map(({ effects }) => effects.some(({ type }) => type === 'send-auto-reply')),
    ).toEqual([false, false, true])
  })

  test('is not answered again while that answer is young', () => {
    const answered = conversation({
      open: { ...openSession, lastActivityAt: before('5h') },
      autoRepliedAt: before('1m'),
    })
    expect(given(answered).whenAll([late(before('4h59m'))]).all).toEqual([])
  })

  test('never moves a boundary, whatever the wall clock says', () => {
    const now = after('24h')
    const result = given(openSession).when(guestWrote('hi', after('30m'), { now }))
    expect(result.session?.id).toBe(openSession.id)
  })

  test('is answered message by message where nothing counts as stale', () => {
    const result = given(quiet, { staleAfterMs: null }).whenAll([late(before('5h')), late(before('4h59m'))])
    expect(result.all.filter((type) => type === 'send-auto-reply')).toHaveLength(2)
  })
})

describe('staff and check-out', () => {
  test('staff end a session at the time they do, without a goodbye', () => {
    const result = given(openSession).when({ type: 'staff-end', sessionId: openSession.id, at: after('5m') })
    expect(result.effects).toEqual(['terminate'])
    expect(result.ended).toMatchObject([{ endReason: 'staff', endedAt: after('5m'), lastActivityAt: NOON }])
    expect(given(quiet).when({ type: 'staff-end', sessionId: 'x', at: NOON }).outcome.type).toBe('refused')
  })

  test('check-out ends the session of that stay, without a goodbye, and no other', () => {
    const checkOut = { type: 'check-out', checkInId: stay.id, at: after('5m') } as const
    const result = given(openSession).when(checkOut)
    expect(result.effects).toEqual(['terminate'])
    expect(result.ended).toMatchObject([{ endReason: 'checked_out', endedAt: after('5m') }])
    expect(given({ ...openSession, checkInId: 'another' }).when(checkOut).session?.checkInId).toBe('another')
  })
})

test('deciding changes nothing in what it was given', () => {
  const frozen = Object.freeze({
    ...quiet,
    open: Object.freeze({ ...openSession }),
    terminated: Object.freeze([]),
  })
  for (const text of ['hi', '/end']) {
    expect(() => given(frozen).when(guestWrote(text, after('31m')))).not.toThrow()
    expect(() => given(frozen).when(guestWrote(text, after('1m')))).not.toThrow()
  }
})
