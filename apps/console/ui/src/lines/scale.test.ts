import { expect, test } from 'vitest'

import { inUnit, runsOf, topOfCounts, topOfTimes } from './scale.ts'

const MINUTE = 60_000

test.for([
  [[], 2],
  [[0, 0], 2],
  [[3], 4],
  [[10, 1], 10],
  [[11], 12],
  [[17], 20],
  [[0, 4_321], 6_000],
] as const)('an axis of the counts %j ends at %i', ([counts, top]) => {
  expect(topOfCounts(counts)).toBe(top)
})

test.for([
  [[null, null], 10_000],
  [[null, 61_000], 2 * MINUTE],
  [[90 * MINUTE], 120 * MINUTE],
  [[50 * 60 * MINUTE], 96 * 60 * MINUTE],
] as const)('an axis of the times %j ends at %i ms', ([times, top]) => {
  expect(topOfTimes(times)).toBe(top)
})

test('a time is told in its largest unit', () => {
  expect(inUnit(29_600)).toEqual({ unit: 'seconds', value: 30 })
  expect(inUnit(90_000)).toEqual({ unit: 'minutes', value: 1.5 })
  expect(inUnit(12.4 * MINUTE)).toEqual({ unit: 'minutes', value: 12 })
  expect(inUnit(90 * MINUTE)).toEqual({ unit: 'hours', value: 1.5 })
})

test('a line has gaps where there is nothing to tell', () => {
  expect(runsOf([null, 1, 2, null, 0, null, null])).toEqual([[1, 2], [4]])
  expect(runsOf([null])).toEqual([])
})
