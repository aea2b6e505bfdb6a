import { expect, test } from 'vitest'
import { isSince } from './waha-version.ts'

test.each([
  ['2026.4.3', true],
  ['2026.4.4', true],
  ['2026.12.1', true],
  ['2027.1', true],
  ['2026.4.2', false],
  ['2026.4', false],
  ['2025.12.9', false],
  ['latest', null],
  ['', null],
])('%j is 2026.4.3 or newer: %s', (version, expected) => {
  expect(isSince(version, [2026, 4, 3])).toBe(expected)
})
