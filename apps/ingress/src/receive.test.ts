import type { InboundEvent } from '@bellhop/core'
import { expect, test, vi } from 'vitest'
import { receive, type ReceiveDeps } from './receive.ts'

const event: InboundEvent = { kind: 'unreadable', line: null, eventId: null, reason: 'no JSON', raw: '' }

/** What becomes of a webhook, and what was done with it. */
async function receiveWith(overrides: Partial<ReceiveDeps> & { isFull?: boolean } = {}) {
  const { isFull = false, ...rest } = overrides
  const classify = vi.fn<ReceiveDeps['classify']>(() => ({ fate: 'enqueue', event }))
  const enqueue = vi.fn<ReceiveDeps['enqueue']>(async () => {})
  const deps: ReceiveDeps = {
    isAuthentic: () => true,
    classify,
    enqueue,
    isQueueReady: () => true,
    backlog: { isFull: () => isFull && Promise.resolve(true), added: () => {} },
    onQueueError: () => {},
    ...rest,
  }
  return { outcome: await receive(Buffer.from('{}'), 'signature', deps), classify, enqueue }
}

test('what is authentic is accepted, once the queue has it', async () => {
  const { outcome, enqueue } = await receiveWith()
  expect(outcome).toEqual({ fate: 'accepted', event })
  expect(enqueue).toHaveBeenCalledExactlyOnceWith(event)
})

test('what is not authentic is refused unread', async () => {
  const { outcome, classify, enqueue } = await receiveWith({ isAuthentic: () => false })
  expect(outcome).toEqual({ fate: 'refused', reason: 'unauthorized' })
  expect(classify).not.toHaveBeenCalled()
  expect(enqueue).not.toHaveBeenCalled()
})

test('an event is put off while too many wait, and not given to the queue (I12)', async () => {
  const { outcome, enqueue } = await receiveWith({ isFull: true })
  expect(outcome).toEqual({ fate: 'refused', reason: 'queue-full' })
  expect(enqueue).not.toHaveBeenCalled()
})

test('an event that the queue does not take is put off', async () => {
  const { outcome } = await receiveWith({ enqueue: () => Promise.reject(new Error('down')) })
  expect(outcome).toEqual({ fate: 'refused', reason: 'queue-unavailable' })
})
