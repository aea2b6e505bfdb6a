import { expect, test } from 'vitest'
import { typingPauseMs } from './typing-pause.ts'

test('a longer text takes longer to type', () => {
  expect(typingPauseMs(40, 0)).toBe(1_800)
  expect(typingPauseMs(80, 0)).toBe(2_800)
})

test('no text takes less than 0.8 or more than 4 seconds', () => {
  for (const jitter of [0, 0.5, 0.999_999]) {
    expect(typingPauseMs(0, jitter)).toBe(800)
    expect(typingPauseMs(65_000, jitter)).toBeLessThanOrEqual(4_000)
    expect(typingPauseMs(65_000, jitter)).toBeGreaterThanOrEqual(800)
  }
})

test('the same text does not always take the same time', () => {
  expect(typingPauseMs(100, 0.9)).toBeLessThan(typingPauseMs(100, 0.1))
})
