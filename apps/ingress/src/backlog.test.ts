import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBacklog } from './backlog.ts'

const OLD_MS = 250

/** A backlog of at most ten, counted once. */
async function countedAs(...counts: number[]) {
  const waiting = vi.fn<() => Promise<number>>()
  for (const count of counts) waiting.mockResolvedValueOnce(count)
  const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: OLD_MS })
  await backlog.count()
  return { backlog, waiting }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('the queue is asked once for many webhooks at a time, and none waits while there is room', async () => {
  const { backlog, waiting } = await countedAs(5, 5)
  vi.advanceTimersByTime(OLD_MS + 1)
  expect([backlog.isFull(), backlog.isFull(), backlog.isFull()]).toEqual([false, false, false])
  expect(waiting).toHaveBeenCalledTimes(2)
})

test('who comes before the first count waits for it, and is put off if the queue is full', async () => {
  const waiting = vi.fn<() => Promise<number>>().mockResolvedValueOnce(10)
  const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: OLD_MS })
  expect(backlog.isKnownFull()).toBe(false)
  expect(await Promise.all([backlog.isFull(), backlog.isFull()])).toEqual([true, true])
  expect(waiting).toHaveBeenCalledTimes(1)
})

test('a count that has grown old is asked for again, also before a webhook is put off', async () => {
  const { backlog, waiting } = await countedAs(10, 9)
  vi.advanceTimersByTime(OLD_MS)
  expect(await backlog.isFull()).toBe(true)
  expect(waiting).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100 * OLD_MS)
  expect(await backlog.isFull()).toBe(false)
  expect(waiting).toHaveBeenCalledTimes(2)
})

test('what was added since the queue was asked counts', async () => {
  const { backlog } = await countedAs(8)
  expect(await backlog.isFull()).toBe(false)
  backlog.added()
  expect(await backlog.isFull()).toBe(false)
  backlog.added()
  expect(await backlog.isFull()).toBe(true)
})

test('a queue that was full and cannot be asked is an error, and is asked anew', async () => {
  const { backlog, waiting } = await countedAs(10)
  waiting.mockRejectedValueOnce(new Error('down')).mockResolvedValue(0)
  vi.advanceTimersByTime(OLD_MS + 1)
  await expect(backlog.isFull()).rejects.toThrow('down')
  expect(await backlog.isFull()).toBe(false)
})

test('that it is full is known without waiting, and asked anew before it is too old', async () => {
  const { backlog, waiting } = await countedAs(10, 9)
  vi.advanceTimersByTime(OLD_MS)
  expect(backlog.isKnownFull()).toBe(true)
  expect(waiting).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(backlog.isKnownFull()).toBe(true)
  expect(waiting).toHaveBeenCalledTimes(2)
  await backlog.count()
  expect(backlog.isKnownFull()).toBe(false)
})

test('a queue that is away is not known to be full', async () => {
  const { backlog, waiting } = await countedAs(10)
  waiting.mockRejectedValue(new Error('down'))
  vi.advanceTimersByTime(2 * OLD_MS + 1)
  expect(backlog.isKnownFull()).toBe(false)
})
