import { describe, expect, test } from 'vitest'
import { isRepairDue, repairedUntil, repairRetryMs, repairSince } from './gap-repair.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = 100 * HOUR
const line = {
  knownSince: 0,
  repairedUntil: NOW - 5 * MINUTE,
  repairedAt: NOW - 5 * MINUTE,
  workingSince: NOW - 10 * HOUR,
}

describe('a repair is due', () => {
  const at = { now: NOW, startedAt: NOW - HOUR, everyMs: 10 * MINUTE }

  test.each([
    ['not so soon after the last one', line, at, false],
    ['after the time that is configured', line, { ...at, now: NOW + 5 * MINUTE }, true],
    ['before there was any', { ...line, repairedAt: null }, at, true],
    ['when the worker has started since', line, { ...at, startedAt: NOW - MINUTE }, true],
    ['when the line came back since', { ...line, workingSince: NOW - MINUTE }, at, true],
    ['not because the line is down', { ...line, workingSince: null }, at, false],
  ])('%s', (_, state, moment, due) => {
    expect(isRepairDue(state, moment)).toBe(due)
  })
})

describe('a repair asks', () => {
  test('from an hour before the last one', () => {
    expect(repairSince(line)).toBe(line.repairedUntil - HOUR)
  })

  test('for nothing of the time before Bellhop', () => {
    expect(repairSince({ ...line, knownSince: NOW - 30 * MINUTE })).toBe(NOW - 30 * MINUTE)
  })

  test('nothing is asked for that is too old to be kept', () => {
    expect(repairSince(line, line.repairedUntil - MINUTE)).toBe(line.repairedUntil - MINUTE)
    expect(repairSince(line, line.repairedUntil - 2 * HOUR)).toBe(line.repairedUntil - HOUR)
    expect(repairSince(line, null)).toBe(line.repairedUntil - HOUR)
  })
})

describe('a repair that has finished', () => {
  test('reaches as far as its own beginning', () => {
    expect(repairedUntil(line, NOW)).toBe(NOW)
  })

  test.each([
    ['just after the line came back', NOW - 10 * MINUTE + 1],
    ['while nobody knows whether it works', null],
  ])('%s leaves the whole gap to the next one', (_, workingSince) => {
    expect(repairedUntil({ ...line, workingSince }, NOW)).toBe(line.repairedUntil)
  })

  test('counts from ten minutes after the line came back on', () => {
    expect(repairedUntil({ ...line, workingSince: NOW - 10 * MINUTE }, NOW)).toBe(NOW)
  })

  test('never takes back what another one has reached', () => {
    expect(repairedUntil(line, NOW - HOUR)).toBe(line.repairedUntil)
  })
})

test.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [5, 10],
  [2_000, 10],
])('after failing %i times in a row it is tried again in %i min', (failures, minutes) => {
  expect(repairRetryMs(failures, 10 * MINUTE)).toBe(minutes * MINUTE)
  expect(repairRetryMs(failures, 1_000)).toBe(MINUTE)
})
