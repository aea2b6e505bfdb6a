import { expect, test } from 'vitest'
import { median, rateOf, toFigure, toLatency } from './rates.ts'

test('the median is the one in the middle, or the mean of the two there', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([9, 1, 5, 7])).toBe(6)
  expect(median([])).toBeNaN()
  expect(toFigure([9, 1, 5])).toEqual({ median: 5, runs: [9, 1, 5] })
})

test('a rate counts all, and all the time until the last is done: what a pipeline has put off is no gain', () => {
  expect(rateOf([500, 1000, 2000, 4000])).toBe(1)
  expect(rateOf([])).toBe(0)
})

test('latencies become their middle and their tail', () => {
  const latencies = Array.from({ length: 100 }, (_, index) => index + 1)
  expect(toLatency(7, latencies)).toEqual({ perSecond: 7, p50: 51, p99: 100 })
})
