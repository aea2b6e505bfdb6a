import { createRandom } from '@bellhop/gateways/waha/simulator'
import { expect, test } from 'vitest'
import { arrange, kindOf } from './arrange.ts'
import { MODES } from './point.ts'
import type { Case } from './run-cases.ts'
import { SCENARIOS } from './scenarios.ts'

const CASES: Case[] = SCENARIOS.flatMap((scenario) =>
  ['one', 'two', 'three'].flatMap((effect) =>
    MODES.map((mode) => ({ scenario, point: { app: 'worker' as const, effect, occurrence: 1 }, mode })),
  ),
)

test('every kind of case comes before any comes again, and none is lost', () => {
  const arranged = arrange(CASES, createRandom(1))
  expect(new Set(arranged.slice(0, 9).map(kindOf)).size).toBe(9)
  expect(new Set(arranged)).toEqual(new Set(CASES))
})

test('the seed decides the order', () => {
  expect(arrange(CASES, createRandom(1))).toEqual(arrange(CASES, createRandom(1)))
  expect(arrange(CASES, createRandom(1))).not.toEqual(arrange(CASES, createRandom(2)))
})
