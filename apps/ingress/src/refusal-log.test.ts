import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRefusalLog } from './refusal-log.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a flood of refusals is a line at once and one a second, which together tell of each', () => {
  const warn = vi.fn<(facts: { reason: string; count: number }, words: string) => void>()
  const onRefused = createRefusalLog({ warn } as never)
  for (let count = 0; count < 1000; count += 1) onRefused('busy')
  onRefused('queue-unavailable')
  expect(warn.mock.calls.map(([{ reason, count }]) => [reason, count])).toEqual([
    ['busy', 1],
    ['queue-unavailable', 1],
  ])
  vi.advanceTimersByTime(1000)
  expect(warn.mock.lastCall?.[0]).toMatchObject({ reason: 'busy', count: 999 })
  vi.advanceTimersByTime(1000)
  onRefused('busy')
  expect(warn.mock.lastCall?.[0]).toMatchObject({ reason: 'busy', count: 1 })
  expect(warn).toHaveBeenCalledTimes(4)
})
