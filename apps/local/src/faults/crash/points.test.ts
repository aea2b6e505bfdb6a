import { expect, test } from 'vitest'
import type { AppName } from '../rig/open-rig.ts'
import { modesOf, pointsOf } from './points.ts'

const worker = (...effects: string[]) => new Map<AppName, string[]>([['worker', effects]])

test('what timers do anyway is no point, but for taking jobs', () => {
  const idle = worker('postgres UPDATE lines 1', 'redis moveToActive inbound')
  const points = pointsOf(
    [worker('postgres UPDATE lines 1', 'redis moveToActive inbound', 'redis add x')],
    idle,
  )
  expect(points.map(({ effect }) => effect)).toEqual(['redis moveToActive inbound', 'redis add x'])
})

test('an effect has as many points as it comes in the longest recording', () => {
  const points = pointsOf([worker('redis add x'), worker('redis add x', 'redis add x')], worker())
  expect(points).toEqual([
    { app: 'worker', effect: 'redis add x', occurrence: 1 },
    { app: 'worker', effect: 'redis add x', occurrence: 2 },
  ])
})

test.each([
  ['postgres UPDATE messages 1', 3],
  ['postgres COMMIT of UPDATE messages 1', 3],
  ['redis moveToFinished inbound', 3],
  ['http reply GET /api/sessions', 3],
  ['postgres in transaction UPDATE messages 1', 1],
  ['postgres SELECT messages 1', 1],
  ['http send GET /api/default/new-message-id', 1],
])('%s is broken in %i ways', (effect, ways) => {
  expect(modesOf({ app: 'worker', effect, occurrence: 1 })).toHaveLength(ways)
})
