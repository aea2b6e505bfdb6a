import { expect, test } from 'vitest'
import { judgeOutage } from './judge-outage.ts'
import type { OutageRecord } from './run-outage.ts'

const REDIS = { name: 'redis', named: { ingress: null, worker: null, sender: null, console: null } } as const
const WELL: OutageRecord = {
  outage: { from: 0, to: 60_000 },
  posted: [],
  looks: [],
  rows: { looked: '10 acknowledged', faults: [], spent: [] },
  healedMs: 4_000,
  exits: [
    { app: 'worker-1', code: 0, tookMs: 9_000 },
    { app: 'sender-1', code: 0, tookMs: 40_000 },
  ],
  logs: { lines: 100, hits: [] },
}

function broken(record: Partial<OutageRecord>): string[] {
  const verdicts = judgeOutage(REDIS, 60_000, { ...WELL, ...record })
  return verdicts.filter(({ violations }) => violations.length > 0).map(({ invariant }) => invariant)
}

test('an outage after which all is well holds', () => {
  expect(broken({})).toEqual([])
})

test.each<[string, string, Partial<OutageRecord>]>([
  ['a lost message', 'I10', { rows: { ...WELL.rows, faults: ['3C1 has 0 rows'] } }],
  ['a spent try', 'I10', { rows: { ...WELL.rows, spent: ['row 7 spent tries'] } }],
  ['healing that takes more than a minute', 'I10', { healedMs: 61_000 }],
  ['a process that ends late', 'I11', { exits: [{ app: 'worker-1', code: 0, tookMs: 11_000 }] }],
  ['a process that ends badly', 'I11', { exits: [{ app: 'sender-1', code: 1, tookMs: 100 }] }],
  ['a secret in a log', 'I13', { logs: { lines: 100, hits: ['worker-1.log:7'] } }],
])('%s is a violation of %s', (_, invariant, record) => {
  expect(broken(record)).toEqual([invariant])
})
