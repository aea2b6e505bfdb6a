import { expect, test } from 'vitest'

import { flagOf } from './use-countries.ts'

test('a country has its flag', () => {
  expect([flagOf('ID'), flagOf('ES')]).toEqual(['🇮🇩', '🇪🇸'])
})
