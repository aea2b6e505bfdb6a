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
  acceptedP50: 100,
  acceptedP99: 200,
  putOffP50: 5,
  putOffP99: 50,
}
function violations(summary: Partial<Summary>): string[] {
  const verdicts = judgeOverload({
    faults: '2x',
    peak: 1000,
    goodputMin: 0.8,
    summary: { ...WELL, ...summary },
  })
  return verdicts.flatMap((verdict) => verdict.violations)
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

test.each<[string, number[], number]>([
  ['memory that stays where it was', [200, 210], 0],
  ['memory that grows with the overload', [200, 260], 1],
  ['memory above its bound', [330, 330], 1],
])('%s', (_, tops, count) => {
  const { violations: found } = judgeFlat({ what: 'the ingress', faults: '10x', tops, maxMb: 320 })
  expect(found).toHaveLength(count)
})

test('an ingress that stays slow after the load has gone is a violation', () => {
  const calm = { ...WELL, offered: 100, accepted: 100, putOff: 0, acceptedP99: 60 }
  expect(judgeRecovery(calm, { ...calm, acceptedP99: 100 }).violations).toEqual([])
  expect(judgeRecovery(calm, { ...calm, acceptedP99: 200 }).violations).toHaveLength(1)
  expect(judgeRecovery(calm, { ...calm, accepted: 90 }).violations).toHaveLength(1)
})
