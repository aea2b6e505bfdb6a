import { expect, test } from 'vitest'

import { hiddenPauseMs } from './hidden-chat.ts'

test('WAHA is asked for a number with growing pauses, each at most six hours', () => {
  const pauses = Array.from({ length: 20 }, (_, index) => hiddenPauseMs(index + 1) ?? Number.NaN)
  expect(pauses[0]).toBe(5_000)
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  expect(pauses.at(-1)).toBe(6 * 3_600_000)
})

test('it is not asked for ever: about two weeks', () => {
  const pauses: number[] = []
  for (let attempt = 1, pause = hiddenPauseMs(1); pause !== null; pause = hiddenPauseMs(++attempt))
    pauses.push(pause)
  const days = pauses.reduce((sum, pause) => sum + pause, 0) / (24 * 3_600_000)
  expect(Math.round(days)).toBe(14)
  expect(hiddenPauseMs(1_000)).toBeNull()
})
