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

test('the queue is asked once for many webhooks at a time, and none waits for it', async () => {
  const waiting = vi.fn<() => Promise<number>>().mockResolvedValue(10)
  const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: OLD_MS })
  expect([backlog.isFull(), backlog.isFull(), backlog.isFull()]).toEqual([false, false, false])
  await backlog.count()
  expect(backlog.isFull()).toBe(true)
  expect(waiting).toHaveBeenCalledOnce()
})

test('a count that has grown old is asked for again, and counts until then', async () => {
  const { backlog, waiting } = await countedAs(10, 9)
  vi.advanceTimersByTime(OLD_MS)
  expect(backlog.isFull()).toBe(true)
  expect(waiting).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(backlog.isFull()).toBe(true)
  expect(waiting).toHaveBeenCalledTimes(2)
  await backlog.count()
  expect(backlog.isFull()).toBe(false)
})

test('what was added since the queue was asked counts', async () => {
  const { backlog } = await countedAs(8)
  expect(backlog.isFull()).toBe(false)
  backlog.added()
  expect(backlog.isFull()).toBe(false)
  backlog.added()
  expect(backlog.isFull()).toBe(true)
})

test('a queue that cannot be asked is an error to whoever waits for the count, and is asked anew', async () => {
  const waiting = vi
    .fn<() => Promise<number>>()
    .mockRejectedValueOnce(new Error('down'))
    .mockResolvedValue(10)
  const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: OLD_MS })
  expect(backlog.isFull()).toBe(false)
  await expect(backlog.count()).rejects.toThrow('down')
  await backlog.count()
  expect(backlog.isFull()).toBe(true)
})

test('a queue that was full is full until it says otherwise, however long nobody asked', async () => {
  const { backlog } = await countedAs(10, 0)
  vi.advanceTimersByTime(100 * OLD_MS)
  expect(backlog.isFull()).toBe(true)
  await backlog.count()
  expect(backlog.isFull()).toBe(false)
})
