import { expect, test } from 'vitest'
import { rampedIntervalMs } from './pace.ts'

test('a line that just resumed sends three times, then twice as slowly, and after two minutes as ever', () => {
  expect(rampedIntervalMs(3_000, 0)).toBe(9_000)
  expect(rampedIntervalMs(3_000, 59_999)).toBe(9_000)
  expect(rampedIntervalMs(3_000, 60_000)).toBe(6_000)
  expect(rampedIntervalMs(3_000, 119_999)).toBe(6_000)
  expect(rampedIntervalMs(3_000, 120_000)).toBe(3_000)
})

test('a line that never was paused keeps its pace, and one without a limit has none', () => {
  expect(rampedIntervalMs(3_000, null)).toBe(3_000)
  expect(rampedIntervalMs(0, 0)).toBe(0)
})
