import { expect, test } from 'vitest'

import { IMPORT_PATH, readGuestsPlace, toShowPath } from './place.ts'

test('an address leads to the stays that it names, else to those in the house', () => {
  expect(readGuestsPlace(toShowPath('all'))).toEqual({ show: 'all', isImporting: false })
  expect(readGuestsPlace(toShowPath('active'))).toEqual({ show: 'active', isImporting: false })
  expect(readGuestsPlace('/check-ins?show=gone').show).toBe('active')
  expect(readGuestsPlace(IMPORT_PATH).isImporting).toBe(true)
})
