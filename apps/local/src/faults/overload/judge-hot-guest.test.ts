import { expect, test } from 'vitest'
import { judgeHotGuest, type Wait } from './judge-hot-guest.ts'

function waits(quietMs: number, floodMs: number | null): Wait[] {
  return Array.from({ length: 200 }, (_, index) => ({
    isFlood: index % 2 === 1,
    ms: index % 2 === 1 ? floodMs : quietMs,
  }))
}

test('others who wait half as long again, or a moment longer, are not slowed', () => {
  expect(judgeHotGuest(waits(1000, 1500), 700).violations).toEqual([])
  expect(judgeHotGuest(waits(10, 55), 700).violations).toEqual([])
})

test('others who wait longer than that, or for ever, are a violation', () => {
  expect(judgeHotGuest(waits(1000, 1501), 700).violations).toHaveLength(1)
  expect(judgeHotGuest(waits(1000, null), 700).violations).toHaveLength(1)
})
