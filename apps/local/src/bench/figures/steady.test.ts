import { describe, expect, test } from 'vitest'
import type { Talk } from '../world/talk.ts'
import { backlogAt, isSteady, searchSteadyRate } from './steady.ts'

/** Messages at that rate, each answered after a while that may grow. */
function talkOf(perSecond: number, durationMs: number, waitMs: (dueMs: number) => number): Talk {
  const dueMs = Array.from({ length: (perSecond * durationMs) / 1000 }, (_, n) => (n / perSecond) * 1000)
  return { dueMs, repliedMs: dueMs.map((due) => due + waitMs(due)) }
}

test('the backlog is what is due and not answered', () => {
  const talk = { dueMs: [0, 10, 20, 30], repliedMs: [15, 25, 100, 110] }
  expect([0, 12, 26, 200].map((moment) => backlogAt(talk, moment))).toEqual([1, 2, 1, 0])
})

describe('a pipeline', () => {
  test('that answers each message after the same while is steady, however long that is', () => {
    expect(
      isSteady(
        talkOf(100, 4000, () => 500),
        4000,
      ),
    ).toBe(true)
  })

  test('that lets each wait longer than the one before is not', () => {
    expect(
      isSteady(
        talkOf(100, 4000, (due) => due * 0.5),
        4000,
      ),
    ).toBe(false)
  })
})

describe('the search for the largest steady rate', () => {
  test('comes within a sixteenth of the range in four tries', async () => {
    const tried: number[] = []
    const found = await searchSteadyRate({ from: 0, to: 1600, triesMax: 4 }, async (rate) => {
      tried.push(rate)
      return rate <= 777
    })
    expect(found).toBeLessThanOrEqual(777)
    expect(found).toBeGreaterThan(777 - 100)
    expect(tried).toHaveLength(4)
  })

  test('gives no rate that was not kept', async () => {
    await expect(searchSteadyRate({ from: 10, to: 1000, triesMax: 3 }, async () => false)).resolves.toBe(10)
  })
})
