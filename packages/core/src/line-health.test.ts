import { describe, expect, test } from 'vitest'
import { isLineSilent, lineEffect } from './line-health.ts'

test.each([
  ['WORKING', 'works'],
  ['STARTING', 'waits'],
  ['STOPPED', 'pauses'],
  ['SCAN_QR_CODE', 'pauses'],
  ['FAILED', 'pauses'],
  ['PASSKEY_REQUIRED', 'pauses'],
  ['PASSKEY_CONFIRMATION_REQUIRED', 'pauses'],
  ['A_WORD_OF_NEXT_YEAR', 'pauses'],
  ['constructor', 'pauses'],
])('a line that is %s %s', (status, effect) => {
  expect(lineEffect(status)).toBe(effect)
})

describe('a line is silent', () => {
  const HOUR = 3_600_000
  const working = { status: 'WORKING', workingSince: 0, lastEventAt: HOUR }

  test('when nothing has come of it for longer than the limit', () => {
    expect(isLineSilent(working, 7 * HOUR, 6 * HOUR)).toBe(false)
    expect(isLineSilent(working, 7 * HOUR + 1, 6 * HOUR)).toBe(true)
  })

  test('counted from when it began to work, if that is later or nothing ever came', () => {
    expect(isLineSilent({ ...working, workingSince: 5 * HOUR }, 8 * HOUR, 6 * HOUR)).toBe(false)
    expect(isLineSilent({ ...working, workingSince: 5 * HOUR }, 12 * HOUR, 6 * HOUR)).toBe(true)
    expect(isLineSilent({ ...working, lastEventAt: null }, 7 * HOUR, 6 * HOUR)).toBe(true)
    expect(isLineSilent({ ...working, workingSince: null }, 8 * HOUR, 6 * HOUR)).toBe(true)
  })

  test.each(['STOPPED', 'STARTING', null])('never while it is %s', (status) => {
    expect(isLineSilent({ ...working, status }, 100 * HOUR, HOUR)).toBe(false)
  })

  test('never before the first sign of it, and never without a limit', () => {
    expect(isLineSilent({ ...working, workingSince: null, lastEventAt: null }, 100 * HOUR, HOUR)).toBe(false)
    expect(isLineSilent(working, 100 * HOUR, null)).toBe(false)
  })
})
