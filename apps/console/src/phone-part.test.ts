import { expect, test } from 'vitest'
import { phonePart } from './phone-part.ts'

test.each([
  ['0812-3456', '8123456'],
  ['+62 812 3456', '8123456'],
  ['3456', '3456'],
  ['+34 611', '34611'],
  ['12', null],
  ['room 204', null],
])('%s stands in a stored phone as %s', (written, part) => {
  expect(phonePart(written, '62')).toBe(part)
})
