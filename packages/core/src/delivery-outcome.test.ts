import { expect, test } from 'vitest'
import { decideSettlement, timelockMs } from './delivery-outcome.ts'

test('a message that WAHA took is sent', () => {
  expect(decideSettlement('sent', 1, 0)).toEqual({ type: 'sent' })
})

test('a message that surely did not leave is tried again, later and later, for as long as it takes', () => {
  expect(decideSettlement('not-sent', 1, 0)).toEqual({ type: 'retry', delayMs: 1_000 })
  expect(decideSettlement('not-sent', 1_000, 0)).toEqual({ type: 'retry', delayMs: 60_000 })
})

test('a message whose line is down waits for the line and has not failed', () => {
  expect(decideSettlement('line-down', 99, 0)).toEqual({ type: 'wait-for-line' })
})

test('a message that WAHA rejects has failed', () => {
  expect(decideSettlement('rejected', 1, 0)).toEqual({ type: 'failed' })
})

test('a message that may have left is unknown and is never tried again by itself', () => {
  expect(decideSettlement('unknown', 1, 0)).toEqual({ type: 'unknown' })
})

test('a message that WhatsApp forbids for a while waits, and has not failed', () => {
  expect(decideSettlement('timelocked', 1, 0)).toEqual({ type: 'wait-for-timelock' })
})

test('a ban on new chats lasts as long as WAHA says, else an hour', () => {
  const now = Date.UTC(2026, 0, 10, 12)
  expect(timelockMs(now + 5_000, now)).toBe(5_000)
  expect(timelockMs(null, now)).toBe(3_600_000)
  expect(timelockMs(now - 1, now)).toBe(3_600_000)
})
