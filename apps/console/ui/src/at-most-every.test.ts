import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { atMostEvery } from './at-most-every.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first call runs at once, a storm of others once, after the interval', () => {
  const run = vi.fn()
  const ask = atMostEvery(() => 1_000, run)
  for (let call = 0; call < 50; call += 1) ask()
  expect(run).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_000)
  expect(run).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(10_000)
  expect(run).toHaveBeenCalledTimes(2)
  ask()
  expect(run).toHaveBeenCalledTimes(3)
})
