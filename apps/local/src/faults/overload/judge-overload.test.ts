import { expect, test } from 'vitest'
import { judgeFlat, judgeOverload, judgeRecovery } from './judge-overload.ts'
import type { Summary } from './summary.ts'

const WELL: Summary = {
  seconds: 60,
  offered: 120_000,
  accepted: 55_000,
  putOff: 65_000,
  broken: 0,
  late: 0,
  others: [],
  acceptedP99: 200,
  putOffP50: 5,
  putOffP99: 50,
}
const FLAT = Array.from({ length: 60 }, () => 150)

function violations(summary: Partial<Summary>): string[] {
  const verdicts = judgeOverload({ faults: '2x', peak: 1000, summary: { ...WELL, ...summary } })
  return verdicts.flatMap((verdict) => verdict.violations)
}

function growth(samples: readonly number[]): string[] {
  return judgeFlat({ what: 'the ingress', faults: '2x', samples, maxMb: 320 }).violations
}

test('an overload that is shed calmly holds', () => {
  expect(violations({})).toEqual([])
})

test.each<[string, Partial<Summary>]>([
  ['goodput below 80 % of the peak', { accepted: 47_000 }],
  ['a slow 503', { putOffP99: 2001 }],
  ['webhooks without an answer', { late: 2000 }],
  ['a broken connection', { broken: 1 }],
  ['an answer that is none of WAHA’s', { others: [500] }],
])('%s is a violation', (_, summary) => {
  expect(violations(summary)).toHaveLength(1)
})

test('memory that grows without an end is a violation, growth up to a plateau is not', () => {
  expect(growth([...Array.from({ length: 20 }, (_, index) => 80 + index * 4), ...FLAT])).toEqual([])
  expect(growth(Array.from({ length: 60 }, (_, index) => 100 + index))).toHaveLength(1)
  expect(growth(FLAT.map(() => 400))).toHaveLength(1)
})

test('an ingress that stays slow after the load has gone is a violation', () => {
  const calm = { ...WELL, offered: 100, accepted: 100, putOff: 0, acceptedP99: 60 }
  expect(judgeRecovery(calm, { ...calm, acceptedP99: 100 }).violations).toEqual([])
  expect(judgeRecovery(calm, { ...calm, acceptedP99: 200 }).violations).toHaveLength(1)
  expect(judgeRecovery(calm, { ...calm, accepted: 90 }).violations).toHaveLength(1)
})
