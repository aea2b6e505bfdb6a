import { expect, test } from 'vitest'
import { percentile, summarise } from './summary.ts'

test('a percentile is the value below which that share lies', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentile(values, 0.5)).toBe(51)
  expect(percentile(values, 0.99)).toBe(100)
  expect(percentile([], 0.99)).toBe(0)
})

test('each answer is counted once, under what it was', () => {
  const asked = [200, 200, 503, 0, 1, 2, 500].map((outcome, number) => ({
    outcome,
    number,
    dueMs: 0,
    latencyMs: outcome,
  }))
  expect(summarise(asked, 2000)).toMatchObject({
    seconds: 2,
    offered: 7,
    accepted: 2,
    putOff: 1,
    broken: 1,
    late: 1,
    others: [2, 500],
    putOffP50: 503,
  })
})
