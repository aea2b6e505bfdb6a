import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBackend } from '../src/backend.ts'
import {
  GiveUpError,
  HandBackError,
  openFailedInbound,
  openInboundProducer,
  openInboundWorker,
  type BatchOutcome,
  type InboundJob,
  type InboundWorkerOptions,
} from '../src/index.ts'
import { backends, type TestQueue } from './backends.ts'
import { createGate } from './gate.ts'
import { guestMessage, jobIdOf } from './inbound-events.ts'
import { closeAfterEach } from './opened.ts'

const DEADLINE = { timeout: 15_000, interval: 10 }
/** How soon what a worker left is found. */
const FAST = { timing: { lockMs: 500, stalledCheckMs: 100 } }
const allDone = (jobs: readonly InboundJob[]): BatchOutcome[] => jobs.map(() => 'done')

describe.each(backends)('inbound on $backend', ({ backend, open, skip }) => {
  let queue: TestQueue
  beforeEach(async ({ skip: skipTest }) => {
    if (skip) return skipTest('no redis-server on this machine')
    queue = await open()
    return undefined
  })
  const opened = closeAfterEach()
  afterEach(() => queue?.drop())

  /** A worker whose batches are recorded. */
  async function work(
    handleBatch: (jobs: readonly InboundJob[]) => BatchOutcome[] | Promise<BatchOutcome[]>,
    options: Partial<Pick<InboundWorkerOptions, 'batchMax' | 'concurrency' | 'timing'>> = {},
  ) {
    const batches: InboundJob[][] = []
    const worker = await opened(
      openInboundWorker({
        ...queue,
        concurrency: 200,
        ...options,
        async handleBatch(jobs) {
          batches.push([...jobs])
          return handleBatch(jobs)
        },
      }),
    )
    const ids = () => batches.map((batch) => batch.map(({ id }) => id))
    return { worker, batches, ids }
  }

  test('hands an event over as it was given', async () => {
    const producer = await opened(openInboundProducer(queue))
    await producer.enqueue(guestMessage('A1'))
    const { batches } = await work(allDone)
    await expect.poll(() => batches, DEADLINE).toHaveLength(1)
    expect(batches[0]).toEqual([
      { id: jobIdOf('A1'), event: guestMessage('A1'), restarted: false, attempt: 1 },
    ])
  })

  test('takes a repeated event as success and as one job, before and after it ran', async () => {
    const producer = await opened(openInboundProducer(queue))
    await producer.enqueue(guestMessage('A1'))
    await producer.enqueue(guestMessage('A1'))
    expect(await producer.waiting()).toBe(1)
    const { ids } = await work(allDone)
    await expect.poll(ids, DEADLINE).toEqual([[jobIdOf('A1')]])
    await expect.poll(() => producer.waiting(), DEADLINE).toBe(0)

    await producer.enqueue(guestMessage('A1'))
    await producer.enqueue(guestMessage('A2'))
    await expect.poll(ids, DEADLINE).toEqual([[jobIdOf('A1')], [jobIdOf('A2')]])
  })

  test('keeps no lone job waiting, and gathers what comes while it runs', async () => {
    const producer = await opened(openInboundProducer(queue))
    const { ids, gate } = await gatedWorker()
    await producer.enqueue(guestMessage('A1'))
    await expect.poll(ids, DEADLINE).toEqual([[jobIdOf('A1')]])

    const more = Array.from({ length: 20 }, (_, index) => `B${index}`)
    for (const id of more) await producer.enqueue(guestMessage(id))
    // On Redis they are taken together, when the batch has ended.
    await expect.poll(() => producer.waiting(), DEADLINE).toBe(backend === 'redis' ? 20 : 0)
    expect(ids()).toHaveLength(1)

    gate.open()
    await expect.poll(() => ids().flat(), DEADLINE).toEqual(['A1', ...more].map(jobIdOf))
    // On Postgres the last ones may still be on their way from the queue when the next batch begins.
    expect(ids().length).toBeLessThanOrEqual(backend === 'redis' ? 2 : 4)
  })

  test('keeps the order of jobs that come with the end of a batch and with the look after it', async () => {
    const producer = await opened(openInboundProducer(queue))
    const { ids, gate } = await gatedWorker()
    await producer.enqueue(guestMessage('A1'))
    await expect.poll(ids, DEADLINE).toHaveLength(1)
    for (const id of ['A2', 'A3']) await producer.enqueue(guestMessage(id))
    // On Postgres they are taken while the batch runs. Its end and a look would ask at the same time, over connections of their own.
    await expect.poll(() => producer.waiting(), DEADLINE).toBe(backend === 'redis' ? 2 : 0)
    gate.open()
    await expect.poll(() => ids().flat(), DEADLINE).toEqual(['A1', 'A2', 'A3'].map(jobIdOf))
  })

  test('takes no more jobs in hand than it may', async () => {
    const producer = await opened(openInboundProducer(queue))
    for (const id of ['A1', 'A2', 'A3', 'A4', 'A5']) await producer.enqueue(guestMessage(id))
    const { ids, gate } = await gatedWorker({ concurrency: 3, batchMax: 2 })
    await expect.poll(() => producer.waiting(), DEADLINE).toBe(2)
    gate.open()
    await expect.poll(() => ids().flat(), DEADLINE).toHaveLength(5)
  })

  test('tells since when the oldest event is here, until it is done and not only taken', async () => {
    const producer = await opened(openInboundProducer(queue))
    expect(await producer.oldestAt()).toBeNull()
    const before = Date.now()
    await producer.enqueue(guestMessage('A1'))
    const after = Date.now()
    await producer.enqueue(guestMessage('A2'))
    const { ids, gate } = await gatedWorker({ batchMax: 1 })
    await expect.poll(ids, DEADLINE).toEqual([[jobIdOf('A1')]])
    await expect.poll(() => producer.waiting(), DEADLINE).toBe(0)
    const oldestAt = (await producer.oldestAt()) ?? 0
    expect(oldestAt).toBeGreaterThanOrEqual(before)
    expect(oldestAt).toBeLessThanOrEqual(after)
    gate.open()
    await expect.poll(() => producer.oldestAt(), DEADLINE).toBeNull()
  })

  async function gatedWorker(options: Parameters<typeof work>[1] = {}) {
    const gate = createGate()
    const { worker, ids } = await work(async (jobs) => {
      await gate.opened
      return allDone(jobs)
    }, options)
    return { worker, ids, gate }
  }

  test('tries a failed job of a batch again, alone, and keeps the others done', async () => {
    const producer = await opened(openInboundProducer(queue))
    for (const id of ['A1', 'BAD', 'A2']) await producer.enqueue(guestMessage(id))
    const { batches, ids } = await work((jobs) =>
      jobs.map(({ id, attempt }) =>
        id === jobIdOf('BAD') && attempt === 1 ? { failed: new Error('not now') } : 'done',
      ),
    )
    await expect
      .poll(() => batches.flat().filter(({ id }) => id === jobIdOf('BAD')), DEADLINE)
      .toHaveLength(2)
    expect(batches.at(-1)).toMatchObject([{ id: jobIdOf('BAD'), restarted: true, attempt: 2 }])
    expect(
      ids()
        .flat()
        .filter((id) => id === jobIdOf('A1')),
    ).toHaveLength(1)
    await expect.poll(() => producer.waiting(), DEADLINE).toBe(0)
  })

  test('runs alone what was in hand when a worker died', async () => {
    const producer = await opened(openInboundProducer(queue))
    for (const id of ['A1', 'A2', 'A3']) await producer.enqueue(guestMessage(id))
    await dieWith(3)

    for (const id of ['B1', 'B2']) await producer.enqueue(guestMessage(id))
    const { batches } = await work(allDone)
    await expect.poll(() => batches.flat(), DEADLINE).toHaveLength(5)
    const restarted = batches.filter((batch) => batch.some((job) => job.restarted))
    expect(restarted.map((batch) => batch.length)).toEqual([1, 1, 1])
    expect(restarted.flat().map(({ id, attempt }) => ({ id, attempt }))).toEqual(
      expect.arrayContaining(['A1', 'A2', 'A3'].map((id) => ({ id: jobIdOf(id), attempt: 1 }))),
    )
    // Each has left a mark that outlives another death: the one that has more of them than others is the killer.
    const backend = await opened(openBackend(queue, { answerMs: null }))
    expect((await backend.queue('inbound').getJob(jobIdOf('A1')))?.progress).toBe(1)
  })

  test('gives up a job with which one worker after the other has died', async () => {
    const producer = await opened(openInboundProducer(queue))
    const failed = await opened(openFailedInbound(queue))
    await producer.enqueue(guestMessage('KILLER'))
    await dieWith(1)
    for (let death = 1; death <= 5; death += 1) {
      expect(await failed.take(1)).toEqual([])
      const { worker, batches } = await work(() => new Promise(() => {}), FAST)
      await expect.poll(() => batches, DEADLINE).toHaveLength(1)
      // Abandons what it has in hand.
      await worker.close(0)
    }
    const { ids } = await work(allDone, FAST)
    await expect
      .poll(() => failed.take(1), DEADLINE)
      .toMatchObject([{ id: jobIdOf('KILLER'), reason: 'its worker died 5 times' }])
    expect(ids()).toEqual([])
  })

  test('gives up no job that was never begun, however many workers die with it in hand', async () => {
    const producer = await opened(openInboundProducer(queue))
    const failed = await opened(openFailedInbound(queue))
    await producer.enqueue(guestMessage('LONG'))
    // Is busy, and finds what others leave.
    const timing = { lockMs: 15_000, stalledCheckMs: 100 }
    const gate = createGate()
    const { ids } = await work(
      async (jobs) => {
        await gate.opened
        return allDone(jobs)
      },
      { timing, concurrency: 1 },
    )
    await expect.poll(ids, DEADLINE).toHaveLength(1)
    await producer.enqueue(guestMessage('A1'))
    for (let death = 1; death <= 6; death += 1) {
      await dieWith(1)
      await expect.poll(() => producer.waiting(), DEADLINE).toBe(1)
    }
    gate.open()
    await expect.poll(() => ids().flat(), DEADLINE).toContain(jobIdOf('A1'))
    expect(await failed.take(1)).toEqual([])
  })

  test('holds no outage against a job that lost its worker once', async () => {
    const producer = await opened(openInboundProducer(queue))
    await producer.enqueue(guestMessage('A1'))
    await dieWith(1)
    let handedBack = 0
    await work(() => {
      handedBack += 1
      throw new HandBackError()
    }, FAST)
    await expect.poll(() => handedBack, DEADLINE).toBe(2)
    const backend = await opened(openBackend(queue, { answerMs: null }))
    await expect
      .poll(async () => (await backend.queue('inbound').getJob(jobIdOf('A1')))?.progress, DEADLINE)
      .toBe(0)
  })

  /** Takes so many jobs and vanishes without a word. */
  async function dieWith(jobs: number): Promise<void> {
    const backend = await openBackend(queue, { answerMs: null })
    let taken = 0
    const worker = backend.worker('inbound', () => new Promise(() => void (taken += 1)), {
      concurrency: jobs,
      lockDuration: 500,
      skipLockRenewal: true,
      skipStalledCheck: true,
    })
    worker.on('error', () => {})
    await expect.poll(() => taken, DEADLINE).toBe(jobs)
    await worker.close(true)
    await backend.close()
  }

  test('puts back what a closing worker did not get to, without spending an attempt', async () => {
    const producer = await opened(openInboundProducer(queue))
    const closing = createGate()
    for (const id of ['RUNS', 'WAITS1', 'WAITS2']) await producer.enqueue(guestMessage(id))
    const { worker, ids } = await work(
      async () => {
        await closing.opened
        throw new HandBackError()
      },
      { batchMax: 1 },
    )
    await expect.poll(ids, DEADLINE).toHaveLength(1)
    await expect.poll(() => producer.waiting(), DEADLINE).toBe(0)

    const closed = worker.close()
    closing.open()
    await closed
    expect(ids()).toEqual([[jobIdOf('RUNS')]])
    // Free for any other worker at once, none of them delayed.
    const backend = await opened(openBackend(queue, { answerMs: null }))
    expect(await backend.queue('inbound').getWaitingCount()).toBe(3)

    const next = await work(allDone)
    await expect.poll(() => next.batches.flat(), DEADLINE).toHaveLength(3)
    expect(next.batches.flat().every(({ attempt, restarted }) => attempt === 1 && !restarted)).toBe(true)
  })

  test('spends no attempt on jobs that are handed back again and again', async () => {
    const producer = await opened(openInboundProducer(queue))
    await producer.enqueue(guestMessage('A1'))
    let handedBack = 0
    const { batches } = await work((jobs) => {
      if (handedBack === 2) return allDone(jobs)
      handedBack += 1
      throw new HandBackError()
    })
    await expect.poll(() => batches, DEADLINE).toHaveLength(3)
    expect(batches.flat().map(({ attempt }) => attempt)).toEqual([1, 1, 1])
  })

  test('leaves jobs in the queue while paused, and takes them when resumed', async () => {
    const producer = await opened(openInboundProducer(queue))
    const { worker, ids, gate } = await gatedWorker()
    await producer.enqueue(guestMessage('A1'))
    await expect.poll(ids, DEADLINE).toHaveLength(1)
    await producer.enqueue(guestMessage('B0'))
    // Does not wait for the job in hand, which may be waiting for just this.
    await worker.pause()
    gate.open()

    for (let index = 1; index < 10; index += 1) await producer.enqueue(guestMessage(`B${index}`))
    await expect.poll(() => ids().flat(), DEADLINE).toContain(jobIdOf('A1'))
    // On Postgres one was taken before, and the fetch that was under way may bring one more.
    await sleep(100)
    expect(await producer.waiting()).toBeGreaterThanOrEqual(backend === 'redis' ? 10 : 8)

    await worker.resume()
    await expect.poll(() => ids().flat().length, DEADLINE).toBe(11)
  })

  test('keeps failed events until someone takes them', async () => {
    const producer = await opened(openInboundProducer(queue))
    const failed = await opened(openFailedInbound(queue))
    await producer.enqueue(guestMessage('BAD'))
    const cause = new Error('impossible')
    const { batches } = await work((jobs) => jobs.map(() => ({ failed: new GiveUpError({ cause }) })))

    await expect
      .poll(() => failed.take(10), DEADLINE)
      .toEqual([{ id: jobIdOf('BAD'), event: guestMessage('BAD'), reason: 'impossible' }])
    expect(batches).toHaveLength(1)
    await failed.remove(jobIdOf('BAD'))
    await failed.remove(jobIdOf('BAD'))
    expect(await failed.take(10)).toEqual([])
  })
})
