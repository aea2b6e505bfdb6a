import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createTurns, TooManyAttemptsError } from './turns.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Work of one second each, with what has begun and what has ended. */
function createWork() {
  const begun: number[] = []
  const ended: number[] = []
  const work = (one: number) => async () => {
    begun.push(one)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    ended.push(one)
    if (one === 2) throw new Error('in vain')
  }
  return { begun, ended, work }
}

test('two are under way at a time, the others wait in order, also for one that fails', async () => {
  const inTurn = createTurns({ atOnceMax: 2, waitMs: 5_000 })
  const { begun, ended, work } = createWork()
  const all = Promise.allSettled([1, 2, 3, 4, 5].map((one) => inTurn(work(one))))
  await vi.advanceTimersByTimeAsync(500)
  expect(begun).toEqual([1, 2])
  await vi.advanceTimersByTimeAsync(1_000)
  expect({ begun, ended }).toEqual({ begun: [1, 2, 3, 4], ended: [1, 2] })
  await vi.advanceTimersByTimeAsync(2_000)
  expect((await all).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ])
})

test('who waits too long is refused, and takes no turn from anybody', async () => {
  const inTurn = createTurns({ atOnceMax: 1, waitMs: 1_500 })
  const { begun, work } = createWork()
  const all = Promise.allSettled([10, 11, 12].map((one) => inTurn(work(one))))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await all).toMatchObject([
    { status: 'fulfilled' },
    { status: 'fulfilled' },
    { status: 'rejected', reason: expect.any(TooManyAttemptsError) },
  ])
  const late = inTurn(work(13))
  await vi.advanceTimersByTimeAsync(1_000)
  await late
  expect(begun).toEqual([10, 11, 13])
})
