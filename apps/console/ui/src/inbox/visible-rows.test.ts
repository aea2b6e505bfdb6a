import { expect, test } from 'vitest'

import { scrollFor, visibleRows } from './visible-rows.ts'

const list = { height: 800, rowHeight: 80, count: 5_000, extra: 2 }

test('of thousands of rows only those near the screen are drawn', () => {
  expect(visibleRows({ ...list, scrollTop: 0 })).toEqual({ start: 0, end: 13 })
  expect(visibleRows({ ...list, scrollTop: 80_000 })).toEqual({ start: 998, end: 1013 })
  expect(visibleRows({ ...list, scrollTop: 399_200 })).toEqual({ start: 4988, end: 5000 })
})

test('a list that became short while scrolled down still has its last row', () => {
  expect(visibleRows({ ...list, count: 3, scrollTop: 80_000 })).toEqual({ start: 2, end: 3 })
  expect(visibleRows({ ...list, count: 0, scrollTop: 80_000 })).toEqual({ start: 0, end: 0 })
})

test('a row is scrolled to only if it can not be seen whole, and no further than needed', () => {
  const at = { scrollTop: 400, height: 800, rowHeight: 80 }
  expect(scrollFor(5, at)).toBeNull()
  expect(scrollFor(14, at)).toBeNull()
  expect(scrollFor(4, at)).toBe(320)
  expect(scrollFor(15, at)).toBe(480)
})
