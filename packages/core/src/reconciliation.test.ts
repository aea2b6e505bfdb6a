import { describe, expect, test } from 'vitest'
import {
  decideInquiry,
  decideReconciliation,
  RECONCILE_TIMING,
  type Evidence,
  type InquiryLine,
  type UncertainMessage,
} from './reconciliation.ts'

const SECOND = 1_000
const claimedAt = Date.UTC(2026, 0, 10, 12)
const after = (seconds: number) => claimedAt + seconds * SECOND

const uncertain: UncertainMessage = {
  claimedAt,
  uncertainSince: claimedAt,
  resends: 0,
  hasOwnId: false,
  absentSince: null,
}
const named: UncertainMessage = { ...uncertain, hasOwnId: true }
const old: InquiryLine = { isWorking: true, workingSince: null, takesOwnIds: false }
const recent: InquiryLine = { ...old, takesOwnIds: true }
const down: InquiryLine = { ...recent, isWorking: false }

const absent: Evidence = { type: 'absent' }
const unreadable: Evidence = { type: 'unreadable' }
const found: Evidence = { type: 'found', whatsappId: '3EB0AA', sentAt: after(1) }

const given = (message: UncertainMessage, line = old) => ({
  asked: (now: number) => decideInquiry(message, line, now, RECONCILE_TIMING),
  when: (evidence: Evidence, now: number) =>
    decideReconciliation(message, evidence, line, now, RECONCILE_TIMING),
})

describe('a message that may have left under an id of ours', () => {
  test('is sent again under the same id after a pause that grows', () => {
    expect(given(named, recent).asked(after(3.9))).toMatchObject({ type: 'wait', until: after(4) })
    expect(given(named, recent).asked(after(4))).toEqual({ type: 'send-again' })
    const twice = { ...named, resends: 2 }
    expect(given(twice, recent).asked(after(15.9)).type).toBe('wait')
    expect(given(twice, recent).asked(after(16))).toEqual({ type: 'send-again' })
  })

  test('is not sent again for ever', () => {
    expect(given({ ...named, resends: 7 }, recent).asked(after(60))).toEqual({ type: 'send-again' })
    expect(given({ ...named, resends: 8 }, recent).asked(after(60))).toEqual({ type: 'look' })
  })

  test('is not sent again once its guest is no longer held: later ones may have left', () => {
    const long = { ...named, resends: 5, uncertainSince: after(-9 * 60) }
    expect(given(long, recent).asked(after(59))).toMatchObject({ type: 'wait' })
    expect(given({ ...long, resends: 1 }, recent).asked(after(59))).toEqual({ type: 'send-again' })
    expect(given({ ...long, resends: 1 }, recent).asked(after(60))).toEqual({ type: 'look' })
  })

  test('is looked for as any other where WAHA has not been seen to take such ids', () => {
    expect(given(named, old).asked(after(15))).toEqual({ type: 'look' })
  })

  test('waits while the line is down', () => {
    expect(given(named, down).asked(after(300))).toMatchObject({ type: 'wait', until: after(330) })
  })
})

describe('a message that may have left, in the history', () => {
  test('is looked for some time after its claim, and not while the line is down', () => {
    expect(given(uncertain).asked(after(14.9))).toMatchObject({ type: 'wait', until: after(15) })
    expect(given(uncertain).asked(after(15))).toEqual({ type: 'look' })
    expect(given({ ...uncertain, absentSince: after(60) }, down).asked(after(90))).toMatchObject({
      type: 'wait',
      forgetAbsence: true,
    })
  })

  test('is sent once it is found, whenever that is', () => {
    const sent = { type: 'sent', whatsappId: '3EB0AA', sentAt: after(1) }
    expect(given(uncertain).when(found, after(15))).toEqual(sent)
    expect(given({ ...uncertain, absentSince: after(60), resends: 1 }).when(found, after(95))).toEqual(sent)
  })

  test('is not absent before a minute has passed', () => {
    expect(given(uncertain).when(absent, after(59))).toMatchObject({ type: 'look-again', absentSince: null })
  })

  test('is absent after two reads that are half a minute apart, and is sent again once', () => {
    const first = given(uncertain).when(absent, after(60))
    expect(first).toEqual({ type: 'look-again', at: after(90), absentSince: after(60) })
    const once = { ...uncertain, absentSince: after(60) }
    expect(given(once).when(absent, after(89))).toMatchObject({
      type: 'look-again',
      absentSince: after(60),
    })
    expect(given(once).when(absent, after(90))).toEqual({ type: 'resend' })
  })

  test('is left to staff when it is absent once more', () => {
    const twice = { ...uncertain, absentSince: after(60), resends: 1 }
    expect(given(twice).when(absent, after(90))).toEqual({ type: 'leave' })
  })

  test('is not absent because a read failed', () => {
    expect(given(uncertain).when(unreadable, after(60))).toMatchObject({
      type: 'look-again',
      absentSince: null,
    })
    const once = { ...uncertain, absentSince: after(60) }
    expect(given(once).when(unreadable, after(300))).toMatchObject({
      type: 'look-again',
      absentSince: after(60),
    })
  })

  test('is not absent while its line was down between the reads', () => {
    const back = { ...old, workingSince: after(70) }
    const once = { ...uncertain, absentSince: after(60) }
    expect(given(once, back).when(absent, after(130))).toEqual({
      type: 'look-again',
      at: after(160),
      absentSince: after(130),
    })
  })

  test('is not absent before its line has worked for a minute: a history may take that long to come back', () => {
    const back = { ...old, workingSince: after(600) }
    expect(given(uncertain, back).when(absent, after(659))).toMatchObject({ absentSince: null })
    expect(given(uncertain, back).when(absent, after(660))).toMatchObject({ absentSince: after(660) })
  })

  test('is looked for less and less often', () => {
    expect(given(uncertain).when(unreadable, after(3_600))).toMatchObject({ at: after(3_960) })
  })
})
