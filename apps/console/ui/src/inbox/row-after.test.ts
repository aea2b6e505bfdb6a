import { expect, test } from 'vitest'

import { rowAfter } from './row-after.ts'

const list = { lastIndex: 2, count: 5 }

test('a step leads to the next or the previous row, and not out of the list', () => {
  expect(rowAfter({ ...list, index: 2, steps: 1 })).toBe(3)
  expect(rowAfter({ ...list, index: 2, steps: -1 })).toBe(1)
  expect(rowAfter({ ...list, index: 4, steps: 1 })).toBe(4)
  expect(rowAfter({ ...list, index: 0, steps: -1 })).toBe(0)
})

test('from a conversation that was answered and left, the next is what took its place', () => {
  expect(rowAfter({ ...list, index: -1, steps: 1 })).toBe(2)
  expect(rowAfter({ ...list, index: -1, steps: -1 })).toBe(1)
})

test('without an open conversation, the first step leads to the first row', () => {
  expect(rowAfter({ index: -1, lastIndex: -1, steps: 1, count: 5 })).toBe(0)
  expect(rowAfter({ index: -1, lastIndex: -1, steps: -1, count: 5 })).toBe(0)
})
