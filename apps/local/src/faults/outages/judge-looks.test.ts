import { describe, expect, test } from 'vitest'
import { judgeAnswers, judgeLooks } from './judge-looks.ts'
import type { Look } from './look-from-outside.ts'

const OUTAGE = { from: 10_000, to: 70_000 }
const POSTGRES = {
  named: { ingress: null, worker: 'postgres', sender: 'postgres', console: 'postgres' },
} as const

function look(facts: Partial<Look>): Look {
  return { app: 'worker', path: '/readyz', at: 0, tookMs: 5, status: 200, body: '{"status":"ok"}', ...facts }
}

const judge = (facts: Partial<Look>) => judgeLooks([look(facts)], OUTAGE, POSTGRES)
const NAMES_IT = { status: 503, body: '{"status":"unavailable","failing":["postgres"]}' }

describe('an app is held to', () => {
  test('naming what it lacks, soon after it has gone', () => {
    expect(judge({ at: 20_000, ...NAMES_IT })).toEqual([])
    expect(judge({ at: 20_000 })).toHaveLength(1)
    expect(judge({ at: 20_000, ...NAMES_IT, body: '{"failing":["queue"]}' })).toHaveLength(1)
    expect(judge({ at: 11_000 })).toEqual([])
  })

  test('being ready soon after', () => {
    expect(judge({ at: 72_000, ...NAMES_IT })).toEqual([])
    expect(judge({ at: 76_000, ...NAMES_IT })).toHaveLength(1)
    expect(judge({ at: 76_000 })).toEqual([])
  })

  test('staying ready without what it does not need', () => {
    expect(judge({ app: 'ingress', at: 20_000 })).toEqual([])
    expect(judge({ app: 'ingress', at: 20_000, ...NAMES_IT })).toHaveLength(1)
  })

  test('living and showing its figures, in time, whatever is away', () => {
    expect(judge({ path: '/metrics', at: 20_000 })).toEqual([])
    expect(judge({ path: '/metrics', at: 20_000, tookMs: 2_001 })).toHaveLength(1)
    expect(judge({ path: '/livez', at: 20_000, status: 503 })).toHaveLength(1)
    expect(judge({ path: '/livez', at: 20_000, status: null })).toHaveLength(1)
  })
})

test('a webhook is to be answered within 2 s, by 200 or a 503 that says when to come again', () => {
  const answer = { at: 0, tookMs: 5, status: 200, hasRetryAfter: false }
  const judgeOne = (facts: object) => judgeAnswers([{ id: '3C1', answers: [{ ...answer, ...facts }] }])
  expect(judgeOne({})).toEqual([])
  expect(judgeOne({ status: 503, hasRetryAfter: true })).toEqual([])
  expect(judgeOne({ status: 503 })).toHaveLength(1)
  expect(judgeOne({ status: 500 })).toHaveLength(1)
  expect(judgeOne({ status: null })).toHaveLength(1)
  expect(judgeOne({ tookMs: 2_001 })).toHaveLength(1)
})
