import { expect, test } from 'vitest'

import { inLargestUnit, urgencyOf } from './waiting.ts'

const MINUTE = 60_000
const TARGET = 10 * MINUTE

test('a wait is soon at half of the target, and late at the target', () => {
  expect(urgencyOf(0, TARGET)).toBe('calm')
  expect(urgencyOf(5 * MINUTE - 1, TARGET)).toBe('calm')
  expect(urgencyOf(5 * MINUTE, TARGET)).toBe('soon')
  expect(urgencyOf(10 * MINUTE - 1, TARGET)).toBe('soon')
  expect(urgencyOf(10 * MINUTE, TARGET)).toBe('late')
})

test.for([
  [-5_000, 'minute', 0],
  [59_999, 'minute', 0],
  [60_000, 'minute', 1],
  [60 * MINUTE - 1, 'minute', 59],
  [60 * MINUTE, 'hour', 1],
  [24 * 60 * MINUTE - 1, 'hour', 23],
  [49 * 60 * MINUTE, 'day', 2],
] as const)('%i ms are told in %ss', ([waitMs, unit, value]) => {
  expect(inLargestUnit(waitMs)).toEqual({ unit, value })
})
