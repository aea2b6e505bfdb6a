import type { InboundEvent } from '@bellhop/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  openBoardQueues,
  openDoorbells,
  openFinishedJobs,
  openInboundProducer,
  openInboundWorker,
  openJobEraser,
  type JobTraces,
} from '../src/index.ts'
import { backends, type TestQueue } from './backends.ts'
import { createGate } from './gate.ts'

const DEADLINE = { timeout: 15_000, interval: 20 }
const LINE = 'default'
const message = (phone: string, whatsappId: string): InboundEvent => ({
  kind: 'guest-message',
  line: LINE,
  chatId: `62${phone.slice(1)}@c.us`,
  phone,
  whatsappId,
  fromMe: false,
  content: 'text',
  text: `call 081200000001`,
  media: null,
  source: null,
  sentAt: 1,
  eventId: null,
})
const unreadable = (text: string): InboundEvent => ({
  kind: 'unreadable',
  line: LINE,
  eventId: `evt_${text.length}`,
  reason: 'json',
  raw: Buffer.from(text).toString('base64'),
})

const THEIRS = '081200000001'
const traces = (): JobTraces => ({
  phone: THEIRS,
  chatIds: new Set(),
  guestIds: new Set(['guest-1']),
  sessionIds: new Set(['session-1']),
  messageIds: new Set(['message-1']),
  whatsappIds: new Set(),
  words: [THEIRS, '6281200000001'],
})

describe.each(backends.filter(({ skip }) => !skip))('on $backend', ({ open }) => {
  let queue: TestQueue
  beforeEach(async () => {
    queue = await open()
  })
  afterEach(() => queue.drop())

  test("a guest's jobs go from every queue and state, and others' stay, also those that speak of the guest", async () => {
    const [producer, doorbells, board, eraser] = [
      await openInboundProducer(queue),
      await openDoorbells(queue),
      await openBoardQueues({ ...queue, lines: [LINE] }),
      await openJobEraser({ ...queue, lines: [LINE] }),
    ]
    const [inbound, , , outbound] = board.queues
    await producer.enqueue(message(THEIRS, 'DONE'))
    await producer.enqueue(message('081200000002', 'OTHER'))
    const worker = await openInboundWorker({
      ...queue,
      concurrency: 1,
      handleBatch: async (jobs) =>
        jobs.map(({ event }) => (event.kind === 'unreadable' ? { failed: new Error('no') } : 'done')),
    })
    await expect.poll(() => inbound?.getCompletedCount(), DEADLINE).toBe(2)
    await producer.enqueue(unreadable('from 6281200000001@c.us'))
    await expect.poll(() => inbound?.getDelayedCount(), DEADLINE).toBe(1)
    await worker.close()
    await producer.enqueue(message(THEIRS, 'WAITS'))
    await producer.enqueue(unreadable('from 62812000000012@c.us, longer'))
    await doorbells.ringMedia(['message-1', 'message-2'])
    await doorbells.ringAgent(['session-1', 'session-2'])
    for (const guestId of ['guest-1', 'guest-2'])
      await doorbells.ringOutbound([{ line: LINE, guestId, kind: 'welcome' }])

    const found = traces()
    const { names, ...erased } = await eraser.erase(found, Date.now() + 1_000)
    expect(erased).toEqual({ removed: 6, old: 6, active: 0 })
    expect(names.map(({ whatsappId }) => whatsappId).toSorted()).toEqual(['DONE', 'WAITS'])
    expect(found.chatIds).toContain('6281200000001@c.us')
    expect(await eraser.erase(traces(), Date.now())).toEqual({ removed: 0, old: 0, active: 0, names: [] })
    const left = await Promise.all(board.queues.map((one) => one.getJobs()))
    expect(left.map((jobs) => jobs.length)).toEqual([2, 1, 1, 1])
    expect((await outbound?.getJobs())?.map(({ data }) => data as object)).toMatchObject([
      { guestId: 'guest-2' },
    ])

    const finished = await openFinishedJobs(queue)
    expect(await finished.removeOlder(60_000)).toBe(0)
    expect(await finished.removeOlder(0)).toBe(1)
    for (const one of [producer, doorbells, board, eraser, finished]) await one.close()
  })

  test('a job in hand is told of, and goes when it has ended', async () => {
    const [producer, eraser] = [
      await openInboundProducer(queue),
      await openJobEraser({ ...queue, lines: [] }),
    ]
    const gate = createGate()
    const taken = createGate()
    const worker = await openInboundWorker({
      ...queue,
      concurrency: 1,
      async handleBatch(jobs) {
        taken.open()
        await gate.opened
        return jobs.map(() => 'done' as const)
      },
    })
    await producer.enqueue(message(THEIRS, 'HELD'))
    await taken.opened
    const later = () => eraser.erase(traces(), Date.now() + 1_000)
    expect(await later()).toMatchObject({ removed: 0, active: 1 })
    expect(await eraser.erase(traces(), 0)).toMatchObject({ removed: 0, active: 0 })
    gate.open()
    await expect.poll(async () => (await later()).removed, DEADLINE).toBe(1)
    for (const one of [worker, producer, eraser]) await one.close()
  })
})
