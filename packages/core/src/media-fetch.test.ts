import { expect, test } from 'vitest'
import { decideMediaFetch, type MediaFetchFailure } from './media-fetch.ts'

const HOUR_MS = 3_600_000
const gone: MediaFetchFailure = { type: 'missing', reason: 'gone' }

test('a file that is missing is looked for again with growing pauses, and given up in the end', () => {
  const decisions = []
  for (let attempts = 0; attempts < 8; attempts++)
    decisions.push(decideMediaFetch(gone, { attempts, ageMs: 0 }, 0))
  expect(decisions.map((one) => (one.type === 'retry' ? one.delayMs / 1000 : one.reason))).toEqual([
    1,
    4,
    16,
    64,
    256,
    1024,
    3600,
    'gone',
  ])
})

test('an outage spends no attempt, and its pauses grow with the age of what waits', () => {
  const away = (ageMs: number) => decideMediaFetch({ type: 'away' }, { attempts: 7, ageMs }, 0)
  expect(away(0)).toEqual({ type: 'retry', attempts: 7, delayMs: 1_000 })
  expect(away(60_000)).toEqual({ type: 'retry', attempts: 7, delayMs: 15_000 })
  expect(away(23 * HOUR_MS)).toEqual({ type: 'retry', attempts: 7, delayMs: 600_000 })
})

test('an outage of a day is the end of it', () => {
  const decision = decideMediaFetch({ type: 'away' }, { attempts: 0, ageMs: 24 * HOUR_MS }, 0)
  expect(decision).toEqual({ type: 'give-up', reason: 'not fetched in time' })
})

test('what is refused is not asked for again', () => {
  const refused: MediaFetchFailure = { type: 'refused', reason: 'too large' }
  expect(decideMediaFetch(refused, { attempts: 0, ageMs: 0 }, 0)).toEqual({
    type: 'give-up',
    reason: 'too large',
  })
})

test('chance takes up to half of a pause away, so that what failed together does not come back together', () => {
  expect(decideMediaFetch(gone, { attempts: 1, ageMs: 0 }, 0.999)).toMatchObject({ delayMs: 2_002 })
})
