import { expect, test } from 'vitest'
import { AGENT_RETRY_MAX_MS, retryDelayMs } from './retry-delay.ts'

test('the pause doubles with each attempt from one second up to a minute', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 1_000_000].map((attempt) => retryDelayMs(attempt, 0))
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test('an agent is asked for again within half a minute, however long nobody answered', () => {
  expect(retryDelayMs(12, 0, AGENT_RETRY_MAX_MS)).toBe(30_000)
})

test('jitter takes up to half of the pause away and never adds to it', () => {
  expect(retryDelayMs(3, 0.5)).toBe(3_000)
  expect(retryDelayMs(3, 0.999_999)).toBe(2_000)
})

test('a first attempt is counted as such even if it was never counted', () => {
  expect(retryDelayMs(0, 0)).toBe(1_000)
})
