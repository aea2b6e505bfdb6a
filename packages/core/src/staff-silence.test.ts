import { describe, expect, test } from 'vitest'

import {
  NOON,
  after,
  before,
  conversation,
  given,
  guestWrote,
  manualSession,
  staffWrote,
} from './given.fixture.ts'

/** Staff had the last word at noon; the guest writes on, so that the session never is idle. */
const busy = (lastActivityAt: number) => ({ ...manualSession, lastActivityAt })
const silence = (at: number) => ({ type: 'staff-silence', at }) as const
const off = { manualReturnAfterMs: null }

describe('a session that staff have', () => {
  test("is the agent's again with the first message after more than 30 minutes of their silence, and that is answered", () => {
    const result = given(busy(after('20m'))).when(guestWrote('hello?', after('30m1s')))
    expect(result.session).toMatchObject({
      id: manualSession.id,
      mode: 'agent',
      lastActivityAt: after('30m1s'),
    })
    expect(result.effects).toEqual(['return-to-agent', 'send-auto-reply'])
    expect(result.outcome).toEqual({ type: 'filed', sessionId: manualSession.id })
  })

  test('is still theirs at exactly 30 minutes', () => {
    const result = given(busy(after('20m'))).when(guestWrote('hello?', after('30m')))
    expect(result).toMatchObject({ effects: [], session: { mode: 'manual' } })
  })

  test('gets an agent if it has none, and no welcome: staff have greeted the guest', () => {
    const opened = { ...busy(after('20m')), agentStatus: null, welcomed: false }
    const result = given(opened).when(guestWrote('hello?', after('31m')))
    expect(result.effects).toEqual(['return-to-agent', 'create-agent', 'send-auto-reply'])
    expect(result.session).toMatchObject({ mode: 'agent', agentStatus: 'pending' })
  })

  test('stays theirs for ever where the hotel wants it so', () => {
    const start = { ...busy(after('9h')) }
    expect(given(start, off).when(guestWrote('hello?', after('9h1m')))).toMatchObject({
      effects: [],
      session: { mode: 'manual' },
    })
    expect(given(start, off).when(silence(after('9h1m'))).session?.mode).toBe('manual')
  })

  test('stays theirs when a message comes that is older than their silence', () => {
    const result = given(busy(after('20m'))).when(guestWrote('hello?', after('10m'), { now: after('3h') }))
    expect(result).toMatchObject({ effects: [], session: { mode: 'manual' } })
  })

  test('is theirs for another 30 minutes with each word of theirs, and with a takeover by hand', () => {
    const spoke = given(busy(after('20m'))).when(staffWrote(after('25m')))
    const tookOver = given(busy(after('20m'))).when({
      type: 'mode-change',
      sessionId: manualSession.id,
      mode: 'manual',
      at: after('25m'),
    })
    for (const restarted of [spoke, tookOver]) {
      expect(restarted.session?.staffActiveAt).toBe(after('25m'))
      const { state } = given(restarted.state).when(guestWrote('thanks', after('40m')))
      expect(given(state).when(guestWrote('hello?', after('55m'))).session?.mode).toBe('manual')
      expect(given(state).when(guestWrote('hello?', after('55m1s'))).effects).toContain('send-auto-reply')
    }
  })

  test("counts the silence from what was there when staff spoke, also on a guest's clock that goes ahead of theirs", () => {
    const { session } = given(busy(after('20m'))).when(staffWrote(before('5m')))
    expect(session).toMatchObject({ mode: 'manual', staffActiveAt: after('20m') })
    expect(given(manualSession).when(staffWrote(before('5m'))).session?.staffActiveAt).toBe(NOON)
  })

  test('is rotated and not returned once it is idle', () => {
    const result = given(manualSession).when(guestWrote('hello?', after('31m')))
    expect(result.effects).toEqual(['terminate', 'create-agent', 'send-welcome', 'send-auto-reply'])
    expect(result.ended).toMatchObject([{ mode: 'manual', staffActiveAt: NOON }])
  })

  test('is ended by /end as it is, however long staff have been silent', () => {
    const result = given(busy(after('20m'))).when(guestWrote('/end', after('40m')))
    expect(result.effects).toEqual(['terminate', 'send-goodbye'])
  })
})

describe('silence alone', () => {
  test('returns the session after more than 30 minutes, without a word', () => {
    const start = busy(after('20m'))
    expect(given(start).when(silence(after('30m')))).toMatchObject({
      effects: [],
      session: { mode: 'manual' },
    })
    const result = given({ ...start, agentStatus: null }).when(silence(after('30m1s')))
    expect(result.effects).toEqual(['return-to-agent', 'create-agent'])
    expect(result.session).toMatchObject({ mode: 'agent', lastActivityAt: after('20m') })
  })

  test('leaves idle sessions, those of the agent, and guests without one as they are', () => {
    for (const start of [manualSession, { ...manualSession, mode: 'agent' as const }, conversation({})]) {
      const { effects, state } = given(start).when(silence(after('31m')))
      expect(effects).toEqual([])
      expect(state.open).toBe('id' in start ? start : null)
    }
  })

  test('does not have a message of the time of staff answered that comes after all, and has a later one answered', () => {
    const { state } = given(busy(after('20m'))).when(silence(after('31m')))
    expect(given(state).when(guestWrote('hello?', after('25m'))).effects).toEqual([])
    expect(given(state).when(guestWrote('hello?', after('15m'))).effects).toEqual([])
    expect(given(state).when(guestWrote('hello?', after('32m'))).effects).toEqual(['send-auto-reply'])
  })

  test('is not what gave back a session by hand: there every message is answered', () => {
    const byHand = {
      type: 'mode-change',
      sessionId: manualSession.id,
      mode: 'agent',
      at: after('5m'),
    } as const
    const { state } = given(manualSession).when(byHand)
    expect(state.open?.staffActiveAt).toBeNull()
    expect(given(state).when(guestWrote('hello?', after('6m'))).effects).toEqual(['send-auto-reply'])
  })
})
