import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { endAllNow, endSoon, THINK_AGAIN_MS, undoEnd } from './endings.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what is to end ends after a moment, once', () => {
  const end = vi.fn()
  endSoon('a', end)
  vi.advanceTimersByTime(THINK_AGAIN_MS - 1)
  expect(end).not.toHaveBeenCalled()
  vi.advanceTimersByTime(THINK_AGAIN_MS)
  endAllNow()
  expect(end).toHaveBeenCalledTimes(1)
})

test('what is undone never ends, and ends nothing else', () => {
  const [first, second] = [vi.fn(), vi.fn()]
  endSoon('a', first)
  endSoon('b', second)
  undoEnd('a')
  vi.advanceTimersByTime(THINK_AGAIN_MS)
  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalledTimes(1)
})

test('who leaves the page means it: what was about to end ends at once', () => {
  const end = vi.fn()
  endSoon('a', end)
  endAllNow()
  expect(end).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(THINK_AGAIN_MS)
  expect(end).toHaveBeenCalledTimes(1)
})

test('what has begun to end cannot be undone, nor begun again, until it is done', async () => {
  let settle = () => {}
  const answer = new Promise<void>((resolve) => (settle = resolve))
  const end = vi.fn(() => answer)
  endSoon('a', end)
  vi.advanceTimersByTime(THINK_AGAIN_MS)
  undoEnd('a')
  endSoon('a', end)
  endAllNow()
  vi.advanceTimersByTime(THINK_AGAIN_MS)
  expect(end).toHaveBeenCalledTimes(1)
  settle()
  await vi.advanceTimersByTimeAsync(0)
  endSoon('a', end)
  endAllNow()
  expect(end).toHaveBeenCalledTimes(2)
})
