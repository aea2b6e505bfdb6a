import { expect, test } from 'vitest'
import { decideSettlement } from './delivery-outcome.ts'

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
