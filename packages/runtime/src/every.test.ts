import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { every } from './every.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('runs again and again, and an error stops nothing', async () => {
  const errors: unknown[] = []
  let runs = 0
  const timer = every(
    100,
    () => {
      runs += 1
      if (runs === 2) throw new Error('second')
      return Promise.resolve()
    },
    (error) => errors.push(error),
  )
  expect(runs).toBe(0)
  await vi.advanceTimersByTimeAsync(350)
  expect(runs).toBe(3)
  expect(errors).toEqual([new Error('second')])
  await timer.stop()
  await vi.advanceTimersByTimeAsync(1000)
  expect(runs).toBe(3)
})

test('never overlaps itself, and stop waits for the run under way', async () => {
  let runs = 0
  let finish: (() => void) | undefined
  const timer = every(
    100,
    () => {
      runs += 1
      return new Promise<void>((resolve) => (finish = resolve))
    },
    () => {},
  )
  await vi.advanceTimersByTimeAsync(1000)
  expect(runs).toBe(1)

  let stopped = false
  const stopping = timer.stop().then(() => (stopped = true))
  await vi.advanceTimersByTimeAsync(1000)
  expect(stopped).toBe(false)
  finish?.()
  await stopping
  await vi.advanceTimersByTimeAsync(1000)
  expect(runs).toBe(1)
})
