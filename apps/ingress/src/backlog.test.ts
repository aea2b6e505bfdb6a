import { expect, test, vi } from 'vitest'
import { createBacklog } from './backlog.ts'

test('the queue is asked once for many webhooks at a time', async () => {
  const waiting = vi.fn<() => Promise<number>>().mockResolvedValue(5)
  const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: 60_000 })
  expect(await Promise.all([backlog.isFull(), backlog.isFull(), backlog.isFull()])).toEqual([
    false,
    false,
    false,
  ])
  expect(await backlog.isFull()).toBe(false)
  expect(waiting).toHaveBeenCalledOnce()
})

test('a count that has grown old is asked for again', async () => {
  const waiting = vi.fn<() => Promise<number>>().mockResolvedValueOnce(10).mockResolvedValue(9)
  const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: -1 })
  expect(await backlog.isFull()).toBe(true)
  expect(await backlog.isFull()).toBe(false)
  expect(waiting).toHaveBeenCalledTimes(2)
})

test('what was added since the queue was asked counts', async () => {
  const backlog = createBacklog({ waiting: () => Promise.resolve(8), waitingMax: 10, ageMsMax: 60_000 })
  expect(await backlog.isFull()).toBe(false)
  backlog.added()
  expect(await backlog.isFull()).toBe(false)
  backlog.added()
  expect(await backlog.isFull()).toBe(true)
})

test('a queue that cannot be asked is an error, and is asked anew', async () => {
  const waiting = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('down')).mockResolvedValue(0)
  const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: 60_000 })
  await expect(backlog.isFull()).rejects.toThrow('down')
  expect(await backlog.isFull()).toBe(false)
})

test('that it is full is known without waiting, and asked anew before it is too old', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const waiting = vi.fn<() => Promise<number>>().mockResolvedValueOnce(10).mockResolvedValue(9)
    const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: 250 })
    expect(backlog.isKnownFull()).toBe(false)
    await backlog.count()
    vi.advanceTimersByTime(250)
    expect(backlog.isKnownFull()).toBe(true)
    expect(waiting).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1)
    expect(backlog.isKnownFull()).toBe(true)
    expect(waiting).toHaveBeenCalledTimes(2)
    await backlog.count()
    expect(backlog.isKnownFull()).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})

test('a queue that is away is not known to be full', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const waiting = vi.fn<() => Promise<number>>().mockResolvedValueOnce(10)
    const backlog = createBacklog({ waiting, waitingMax: 10, ageMsMax: 250 })
    await backlog.count()
    waiting.mockRejectedValue(new Error('down'))
    vi.advanceTimersByTime(501)
    expect(backlog.isKnownFull()).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
