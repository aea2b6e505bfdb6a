import { expect, test } from 'vitest'

import { firstSpoken } from './use-words.ts'

test('the first wanted language that is spoken wins, else English', () => {
  expect(firstSpoken(['de-DE', 'id-ID', 'en'])).toBe('id')
  expect(firstSpoken(['', 'en-GB', 'id'])).toBe('en')
  expect(firstSpoken(['in-ID'])).toBe('id')
  expect(firstSpoken(['fr', 'ja'])).toBe('en')
})
