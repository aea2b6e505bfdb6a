import { expect, test } from 'vitest'

import { readPlace, toPath, type Place } from './place.ts'

test.for<Place>([
  { view: 'waiting', sessionId: null },
  { view: 'waiting', sessionId: '0190a000-0000-7000-8000-000000000000' },
  { view: 'ended', sessionId: null },
  { view: 'manual', sessionId: '0190a000-0000-7000-8000-000000000000' },
])('the address of %j leads back there', (place) => {
  expect(readPlace(toPath(place))).toEqual(place)
})

test('an address of no view is the first one', () => {
  expect(readPlace('/inbox/?view=nonsense')).toEqual({ view: 'waiting', sessionId: null })
})
