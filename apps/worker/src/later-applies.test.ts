import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLaterApplies } from './later-applies.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const apply = vi.fn<(keys: readonly string[]) => Promise<void>>(async () => {})
  return { apply, later: createLaterApplies(apply) }
}

test('looks at all guests together whose time has come', async () => {
  const { apply, later } = setUp()
  later.add(['0811', '0812'], 1_000)
  await vi.advanceTimersByTimeAsync(999)
  expect(apply).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(apply.mock.calls).toEqual([[['0811', '0812']]])
})

test('looks once at a guest who was asked for often, at the latest of the times', async () => {
  const { apply, later } = setUp()
  later.add(['0811'], 1_000)
  later.add(['0811'], 6_000)
  later.add(['0811'], 200)
  await vi.advanceTimersByTimeAsync(5_999)
  expect(apply).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(apply).toHaveBeenCalledOnce()
})

test('looks again at a guest who is asked for afterwards', async () => {
  const { apply, later } = setUp()
  for (let look = 1; look <= 2; look += 1) {
    later.add(['0811'], 1_000)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(apply).toHaveBeenCalledTimes(look)
  }
})

test('looks at guests who become due during a look with the next one', async () => {
  const { apply, later } = setUp()
  let end = () => {}
  apply.mockImplementationOnce(() => new Promise((resolve) => (end = resolve)))
  later.add(['0811'], 100)
  later.add(['0812', '0813'], 200)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(apply.mock.calls).toEqual([[['0811']]])
  end()
  await vi.advanceTimersByTimeAsync(1)
  expect(apply.mock.calls).toEqual([[['0811']], [['0812', '0813']]])
})

test('when stopped forgets who is not due, and waits for those under way', async () => {
  const { apply, later } = setUp()
  let end = () => {}
  apply.mockImplementationOnce(() => new Promise((resolve) => (end = resolve)))
  later.add(['0811'], 1_000)
  later.add(['0812'], 2_000)
  await vi.advanceTimersByTimeAsync(1_000)
  let isStopped = false
  const stopped = later.stop().then(() => (isStopped = true))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(isStopped).toBe(false)
  end()
  await stopped
  expect(apply.mock.calls).toEqual([[['0811']]])
})
