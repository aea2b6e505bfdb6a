import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createRefresh } from './refresh.ts'

const client = new QueryClient()
const invalidate = vi.spyOn(client, 'invalidateQueries')
const isFetching = vi.spyOn(client, 'isFetching')

beforeEach(() => {
  vi.useFakeTimers()
  invalidate.mockClear()
  isFetching.mockReturnValue(0)
})
afterEach(() => void vi.useRealTimers())

test('a storm of changes asks once, and once more after its pause', () => {
  const refresh = createRefresh(client, ['inbox'], 1_000)
  for (let change = 0; change < 100; change += 1) refresh()
  expect(invalidate).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(60_000)
  expect(invalidate).toHaveBeenCalledTimes(2)
})

test('a change while a page is being loaded waits until it is there, and is not forgotten', () => {
  const refresh = createRefresh(client, ['inbox'], 1_000)
  isFetching.mockReturnValue(1)
  refresh()
  vi.advanceTimersByTime(5_000)
  expect(invalidate).not.toHaveBeenCalled()
  isFetching.mockReturnValue(0)
  vi.advanceTimersByTime(1_000)
  expect(invalidate).toHaveBeenCalledTimes(1)
})
