import { expect, test } from 'vitest'

import { linesOf } from './lines-of.ts'

const row = (line: number, outcome: 'wrong' | 'checked_in') => ({
  line,
  outcome,
  phone: '',
  country: null,
  valid: false,
  renames: null,
  twice: false,
  name: '',
  room: '',
  errors: [],
})

test('the wrong lines of a list keep its first line, and stand as they were written', () => {
  const csv = 'phone;name;room\r\n0812;Ayu;1\r\n12;"Made; Putra";2\r\n'
  expect(linesOf(csv, [row(3, 'wrong'), row(2, 'checked_in')])).toBe('phone;name;room\n12;"Made; Putra";2')
})

test('they keep what stands above the columns too', () => {
  const csv = 'sep=;\n;;\nphone;name;room\n0812;Ayu;1\n12;Made;2'
  expect(linesOf(csv, [row(4, 'checked_in'), row(5, 'wrong')])).toBe('sep=;\n;;\nphone;name;room\n12;Made;2')
})
