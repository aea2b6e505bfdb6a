import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  openAgentWorker,
  openBoardQueues,
  openDoorbells,
  openFailedInbound,
  openInboundProducer,
  openInboundWorker,
  openLineControls,
  openOutboundWorker,
  QueueUnavailableError,
  type InboundJob,
} from '../src/index.ts'
import { backends, openPostgres, openRedis, type TestQueue } from './backends.ts'
import { createGate } from './gate.ts'
import { guestMessage, jobIdOf } from './inbound-events.ts'
import { closeAfterEach } from './opened.ts'
import { openProxy, type Proxy } from './proxy.ts'

const DEADLINE = { timeout: 15_000, interval: 20 }
const noRedis = backends.some(({ backend, skip }) => backend === 'redis' && skip)

let real: TestQueue
let proxy: Proxy
let queue: TestQueue
const opened = closeAfterEach()

async function setUp(opening: Promise<TestQueue>): Promise<void> {
  real = await opening
  proxy = await openProxy(real.queueUrl)
  queue = { ...real, queueUrl: proxy.url }
}

afterEach(async () => {
  await proxy?.close()
  await real?.drop()
})

/** Records what arrives. */
function work(ended: Promise<void> = Promise.resolve()) {
  const jobs: InboundJob[] = []
  const worker = opened(
    openInboundWorker({
      ...queue,
      concurrency: 10,
      async handleBatch(batch) {
        jobs.push(...batch)
        await ended
        return batch.map(() => 'done')
      },
    }),
  )
  return { worker, ids: () => jobs.map(({ id }) => id) }
}

describe.skipIf(noRedis)('without Redis', () => {
  beforeEach(() => setUp(openRedis()))

  test('the producer says so at once and finds back by itself', async () => {
    const producer = await opened(openInboundProducer(queue))
    await producer.enqueue(guestMessage('A1'))
    expect(producer.isReady()).toBe(true)
    await proxy.kill()
    await expect.poll(() => producer.isReady(), DEADLINE).toBe(false)
    for (const question of [
      () => producer.enqueue(guestMessage('A2')),
      () => producer.waiting(),
      () => producer.ping(),
    ])
      await expect(question()).rejects.toMatchObject({ name: 'QueueUnavailableError', code: 'not-connected' })

    await proxy.revive()
    await expect.poll(() => producer.isReady(), DEADLINE).toBe(true)
    await producer.enqueue(guestMessage('A2'))
    expect(await producer.waiting()).toBe(2)
  })

  test('that stands still, the producer gives up soon, and works when it moves again', async () => {
    const producer = await opened(openInboundProducer(queue))
    // Also what BullMQ asks at the very first use gets no answer: it must ask again.
    proxy.freeze()
    await expect(producer.enqueue(guestMessage('A1'))).rejects.toBeInstanceOf(QueueUnavailableError)
    await expect(producer.enqueue(guestMessage('A1'))).rejects.toBeInstanceOf(QueueUnavailableError)
    await proxy.revive()
    await expect.poll(() => succeeds(producer.enqueue(guestMessage('A1'))), DEADLINE).toBe(true)
    expect(await producer.waiting()).toBe(1)
  })

  test('at its start the producer opens all the same', async () => {
    await proxy.kill()
    const producer = await opened(openInboundProducer(queue))
    expect(producer.isReady()).toBe(false)
    await expect(producer.enqueue(guestMessage('A1'))).rejects.toMatchObject({ code: 'not-connected' })
    await proxy.revive()
    await expect.poll(() => producer.isReady(), DEADLINE).toBe(true)
    await producer.enqueue(guestMessage('A1'))
    expect(await producer.waiting()).toBe(1)
  })

  test('rings fail instead of waiting, and work again later', async () => {
    const bells = await opened(openDoorbells(queue))
    await proxy.kill()
    await expect.poll(() => succeeds(bells.ringAgent(['s1'])), DEADLINE).toBe(false)
    await proxy.revive()
    await expect.poll(() => succeeds(bells.ringAgent(['s1'])), DEADLINE).toBe(true)
  })

  test('at its start a worker waits for it', async () => {
    await proxy.kill()
    const { ids } = work()
    await proxy.revive()
    const producer = await opened(openInboundProducer(queue))
    await producer.enqueue(guestMessage('A1'))
    await expect.poll(ids, DEADLINE).toEqual([jobIdOf('A1')])
  })

  test('a worker keeps its jobs, and goes on when it is back', async () => {
    const producer = await opened(openInboundProducer(queue))
    const gate = createGate()
    const { ids } = work(gate.opened)
    await producer.enqueue(guestMessage('A1'))
    await expect.poll(ids, DEADLINE).toEqual([jobIdOf('A1')])
    await proxy.kill()
    gate.open()
    await proxy.revive()
    await expect.poll(() => succeeds(producer.enqueue(guestMessage('A2'))), DEADLINE).toBe(true)
    await expect.poll(ids, DEADLINE).toEqual([jobIdOf('A1'), jobIdOf('A2')])
    await expect.poll(() => succeeds(producer.ping()), DEADLINE).toBe(true)
    expect(await producer.waiting()).toBe(0)
  })

  test('that stands still, whoever wants the counts waits for the same answer, and none is asked for twice', async () => {
    const board = await opened(openBoardQueues({ ...queue, lines: ['default'] }))
    await expect.poll(() => succeeds(board.countJobs()), DEADLINE).toBe(true)
    const questions = board.queues.map((one) => vi.spyOn(one, 'getJobCounts'))
    proxy.freeze()
    const asking = await Promise.allSettled([1, 2, 3].map(() => board.countJobs()))
    expect(asking.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(board.countJobs()).rejects.toMatchObject({ code: 'timeout' })
    for (const question of questions) expect(question).toHaveBeenCalledTimes(1)

    await proxy.revive()
    await expect.poll(() => succeeds(board.countJobs()), DEADLINE).toBe(true)
  })

  test('everything can be closed', async () => {
    const everything = await Promise.all([
      openInboundProducer(queue),
      work().worker,
      openDoorbells(queue),
      openLineControls(queue),
      openFailedInbound(queue),
      openBoardQueues({ ...queue, lines: ['default'] }),
    ])
    await proxy.kill()
    await expect(Promise.all(everything.map((one) => one.close()))).resolves.toBeDefined()
  })

  test('everything that was opened meanwhile can be closed', async () => {
    await proxy.kill()
    const everything = await Promise.all([
      openInboundProducer(queue),
      work().worker,
      openDoorbells(queue),
      openBoardQueues({ ...queue, lines: ['default'] }),
    ])
    await expect(Promise.all(everything.map((one) => one.close()))).resolves.toBeDefined()
  })

  test('the log has a line when it goes and one when it is back, and no secret', async () => {
    const producer = await opened(openInboundProducer(queue))
    await proxy.kill()
    await expect.poll(() => queue.log.lines, DEADLINE).toHaveLength(1)
    await expect(producer.enqueue(guestMessage('A1'))).rejects.toThrow()
    await proxy.revive()
    await expect.poll(() => queue.log.lines, DEADLINE).toHaveLength(2)
    expect(queue.log.lines).toMatchObject([{ level: 'warn' }, { level: 'info' }])
    const { password } = new URL(queue.queueUrl)
    for (const secret of [password, '081234567890', '6281234567890'].filter((text) => text !== ''))
      expect(JSON.stringify(queue.log.lines)).not.toContain(secret)
  })
})

describe('without Postgres', () => {
  beforeEach(() => setUp(openPostgres()))

  test('the producer says so soon and finds back by itself', async () => {
    const producer = await opened(openInboundProducer(queue))
    await producer.enqueue(guestMessage('A1'))
    await proxy.kill()
    await expect(producer.enqueue(guestMessage('A2'))).rejects.toBeInstanceOf(QueueUnavailableError)
    await expect(producer.ping()).rejects.toBeInstanceOf(QueueUnavailableError)
    await proxy.revive()
    await expect.poll(() => succeeds(producer.enqueue(guestMessage('A2'))), DEADLINE).toBe(true)
    expect(await producer.waiting()).toBe(2)
  })

  test('that stands still, the producer gives up soon, and works when it moves again', async () => {
    const producer = await opened(openInboundProducer(queue))
    proxy.freeze()
    await expect(producer.enqueue(guestMessage('A1'))).rejects.toMatchObject({ code: 'timeout' })
    await proxy.revive()
    await expect.poll(() => succeeds(producer.enqueue(guestMessage('A1'))), DEADLINE).toBe(true)
  })

  test('nothing starts that would be dead for ever', async () => {
    await proxy.kill()
    const handle = async () => {}
    for (const opening of [
      openInboundProducer(queue),
      openInboundWorker({ ...queue, concurrency: 1, handleBatch: async () => [] }),
      openAgentWorker({ ...queue, concurrency: 1, handle, backoffMs: () => 0 }),
      openOutboundWorker({ ...queue, lines: ['default'], concurrency: 1, handle }),
      openDoorbells(queue),
    ])
      await expect(opening).rejects.toMatchObject({ name: 'QueueUnavailableError', code: 'ECONNREFUSED' })
  })

  test('a worker waits and goes on when it is back', async () => {
    const { ids, worker } = work()
    await worker
    await proxy.kill()
    await proxy.revive()
    const producer = await opened(openInboundProducer(queue))
    await producer.enqueue(guestMessage('A1'))
    await expect.poll(ids, DEADLINE).toEqual([jobIdOf('A1')])
  })

  test('everything can be closed', async () => {
    const everything = await Promise.all([openInboundProducer(queue), work().worker, openDoorbells(queue)])
    await proxy.kill()
    await expect(Promise.all(everything.map((one) => one.close()))).resolves.toBeDefined()
  })
})

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  )
}
