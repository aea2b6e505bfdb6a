import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  GiveUpError,
  openFailedInbound,
  openInboundProducer,
  openInboundWorker,
  openMissedInbound,
  type BatchOutcome,
  type InboundJob,
} from '../src/index.ts'
import { backends, type TestQueue } from './backends.ts'
import { guestMessage, jobIdOf } from './inbound-events.ts'
import { closeAfterEach } from './opened.ts'

const DEADLINE = { timeout: 15_000, interval: 10 }

describe.each(backends)('what WAHA was asked for, on $backend', ({ open, skip }) => {
  let queue: TestQueue
  beforeEach(async ({ skip: skipTest }) => {
    if (skip) return skipTest('no redis-server on this machine')
    queue = await open()
    return undefined
  })
  const opened = closeAfterEach()
  afterEach(() => queue?.drop())

  async function work(outcome: BatchOutcome) {
    const jobs: InboundJob[] = []
    const handleBatch = async (batch: readonly InboundJob[]) => {
      jobs.push(...batch)
      return batch.map(() => outcome)
    }
    await opened(openInboundWorker({ ...queue, concurrency: 10, handleBatch }))
    return () => jobs.map(({ id }) => id)
  }

  test('runs though its job is remembered as completed', async () => {
    const missed = await opened(openMissedInbound(queue))
    await missed.enqueue([guestMessage('A1')])
    const ids = await work('done')
    await expect.poll(ids, DEADLINE).toEqual([jobIdOf('A1')])
    // Not before BullMQ has noted that it ended.
    await expect
      .poll(async () => {
        await missed.enqueue([guestMessage('A1')])
        return ids()
      }, DEADLINE)
      .toEqual([jobIdOf('A1'), jobIdOf('A1')])
  })

  test('is one job with what WAHA delivers, while that waits', async () => {
    const producer = await opened(openInboundProducer(queue))
    const missed = await opened(openMissedInbound(queue))
    await producer.enqueue(guestMessage('A1'))
    expect(await missed.enqueue([guestMessage('A1')])).toBe(0)
    expect(await missed.waiting()).toBe(1)
    expect(await missed.enqueue([guestMessage('A2')])).toBe(1)
    await producer.enqueue(guestMessage('A2'))
    expect(await missed.waiting()).toBe(2)
  })

  test('comes in its order, those among it left out that are on their way', async () => {
    const producer = await opened(openInboundProducer(queue))
    const missed = await opened(openMissedInbound(queue))
    await producer.enqueue(guestMessage('A2'))
    expect(await missed.enqueue(['A1', 'A2', 'A3', 'A4'].map(guestMessage))).toBe(3)
    const ids = await work('done')
    await expect.poll(ids, DEADLINE).toEqual(['A2', 'A1', 'A3', 'A4'].map(jobIdOf))
    expect(await missed.enqueue([])).toBe(0)
  })

  test('leaves one that has failed to whoever keeps it', async () => {
    const missed = await opened(openMissedInbound(queue))
    const failed = await opened(openFailedInbound(queue))
    await missed.enqueue([guestMessage('BAD')])
    const ids = await work({ failed: new GiveUpError({ cause: new Error('impossible') }) })
    await expect.poll(() => failed.take(10), DEADLINE).toHaveLength(1)
    expect(await missed.enqueue([guestMessage('BAD')])).toBe(0)
    expect(await failed.take(10)).toHaveLength(1)
    expect(ids()).toEqual([jobIdOf('BAD')])
  })
})
