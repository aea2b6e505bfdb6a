import { expect, test } from 'vitest'

import { daysBetween } from './times.ts'

test('a minute over midnight is another day, and an hour that a summer takes is none', () => {
  expect(daysBetween(new Date(2026, 2, 28, 23, 59), new Date(2026, 2, 29, 0, 1))).toBe(1)
  expect(daysBetween(new Date(2026, 2, 28, 12), new Date(2026, 2, 30, 1))).toBe(2)
  expect(daysBetween(new Date(2026, 11, 31, 23), new Date(2027, 0, 1, 1))).toBe(1)
  expect(daysBetween(new Date(2026, 2, 28, 0, 0), new Date(2026, 2, 28, 23, 59))).toBe(0)
})
