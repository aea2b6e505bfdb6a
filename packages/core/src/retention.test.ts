import { expect, test } from 'vitest'
import { keptSince, openKeptSince, SETTLED_STATUSES } from './retention.ts'

const NOW = Date.UTC(2026, 10, 28, 12)

test('days are whole days before now, to the millisecond', () => {
  expect(keptSince(NOW, 1)).toBe(Date.UTC(2026, 10, 27, 12))
  expect(keptSince(NOW, 30)).toBe(Date.UTC(2026, 9, 29, 12))
})

test('an open session is over only when it would have ended before the days began', () => {
  expect(openKeptSince(NOW, 1, 30 * 60_000)).toBe(Date.UTC(2026, 10, 27, 11, 30))
})

test('nothing that is still on its way, or may be, counts as settled', () => {
  for (const status of ['received', 'pending', 'sending', 'unknown'])
    expect(SETTLED_STATUSES).not.toContain(status)
})
