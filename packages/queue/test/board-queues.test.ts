import { describe, expect, test } from 'vitest'
import { openBoardQueues, openDoorbells, openInboundProducer, openLineControls } from '../src/index.ts'
import { backends } from './backends.ts'
import { guestMessage } from './inbound-events.ts'
import { closeAfterEach } from './opened.ts'

describe.each(backends)('the queues of $backend', ({ open, skip }) => {
  const opened = closeAfterEach()

  test.skipIf(skip)('are counted by what waits in them, paused or not', async () => {
    const queue = await open()
    await opened(Promise.resolve({ close: () => queue.drop() }))
    const board = await opened(openBoardQueues({ ...queue, lines: ['default'] }))
    const doorbells = await opened(openDoorbells(queue))
    const lines = await opened(openLineControls(queue))
    await doorbells.ringOutbound([
      { line: 'default', guestId: 'one', kind: 'staff_reply' },
      { line: 'default', guestId: 'two', kind: 'welcome' },
    ])
    const none = { waiting: 0, active: 0, delayed: 0, failed: 0, isPaused: false }
    const counted = (isPaused: boolean) => [
      { ...none, name: 'inbound' },
      { ...none, name: 'media' },
      { ...none, name: 'agent' },
      { ...none, name: 'outbound-default', waiting: 2, isPaused },
    ]
    expect(await board.countJobs()).toEqual(counted(false))
    await lines.pause('default')
    expect(await board.countJobs()).toEqual(counted(true))
  })

  test.skipIf(skip)('know the job that brought a message, with its number or hidden', async () => {
    const queue = await open()
    await opened(Promise.resolve({ close: () => queue.drop() }))
    const board = await opened(openBoardQueues({ ...queue, lines: ['default'] }))
    const producer = await opened(openInboundProducer(queue))
    const hidden = { ...guestMessage('HIDDEN'), phone: null, chatId: '123@lid' }
    await producer.enqueue(guestMessage('KNOWN'))
    await producer.enqueue(hidden)
    const find = (whatsappId: string) => board.findInboundJob({ line: 'default', fromMe: false, whatsappId })
    expect(await find('KNOWN')).toBe('default_message_false_KNOWN')
    expect(await find('HIDDEN')).toBe('default_message_false_HIDDEN_hidden')
    expect(await find('NEVER')).toBeNull()
  })
})

test('queues that are not there are not counted, and nobody waits for them', async () => {
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const board = await openBoardQueues({ queueUrl: 'redis://127.0.0.1:1', log, lines: ['default'] })
  await expect(board.countJobs()).rejects.toMatchObject({ name: 'QueueUnavailableError' })
  expect(await board.findInboundJob({ line: 'default', fromMe: false, whatsappId: 'ANY' })).toBeNull()
  await board.close()
})
