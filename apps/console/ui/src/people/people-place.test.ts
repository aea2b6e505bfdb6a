import { expect, test } from 'vitest'

import { readPeoplePlace, toPeoplePath } from './people-place.ts'

test('a place is an address, and an address is a place', () => {
  const place = { part: 'audit', actorId: 'a', sessionId: 's' } as const
  expect(readPeoplePlace(toPeoplePath(place))).toEqual(place)
  expect(toPeoplePath({ part: 'operators' })).toBe('/people')
})

test('an address that is none leads to the operators', () => {
  expect(readPeoplePlace('/people?part=guests')).toEqual({
    part: 'operators',
    actorId: null,
    sessionId: null,
  })
})
