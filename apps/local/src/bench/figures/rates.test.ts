import { expect, test } from 'vitest'
import { median, rateOf, toFigure, toLatency } from './rates.ts'

test('the median is the one in the middle, or the mean of the two there', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([9, 1, 5, 7])).toBe(6)
  expect(median([])).toBeNaN()
  expect(toFigure([9, 1, 5])).toEqual({ median: 5, runs: [9, 1, 5] })
})

test('a rate leaves out the first quarter, when it is not under way yet, and what came after the end', () => {
  const early = [0, 100, 999]
  const late = [4000, 5000]
  const within = [1000, 1500, 2000, 2500, 3000, 3999]
  expect(rateOf([...early, ...within, ...late], 4000)).toBe(2)
})

test('latencies become their middle and their tail', () => {
  const latencies = Array.from({ length: 100 }, (_, index) => index + 1)
  expect(toLatency(7, latencies)).toEqual({ perSecond: 7, p50: 51, p99: 100 })
})
