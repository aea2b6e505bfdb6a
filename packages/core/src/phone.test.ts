import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePhone, toPhoneDigits, toStoredPhone } from './phone.ts'

test.each([
  ['6281234567890', '081234567890'],
  ['34611111111', '+34611111111'],
  ['12025550123', '+12025550123'],
])('WhatsApp %s is stored as %s, and back', (digits, stored) => {
  expect(toStoredPhone(digits, '62')).toBe(stored)
  expect(toPhoneDigits(stored, '62')).toBe(digits)
})

test('another home country has its own leading 0', () => {
  expect(toStoredPhone('34611111111', '34')).toBe('0611111111')
  expect(toStoredPhone('6281234567890', '34')).toBe('+6281234567890')
})

test('every number goes both ways without loss', () => {
  const digits = fc.stringMatching(/^[1-9]\d{6,14}$/)
  fc.assert(
    fc.property(digits, fc.constantFrom('62', '34', '1', '852'), (number, home) => {
      const stored = toStoredPhone(number, home)
      expect(stored).not.toBeNull()
      expect(toPhoneDigits(stored ?? '', home)).toBe(number)
    }),
  )
})

test.each(['', '0', '123456', '0812345678', '1234567890123456', '62812x', '+6281234567890', '62 812'])(
  '%j are no digits of a phone',
  (text) => expect(toStoredPhone(text, '62')).toBeNull(),
)

test.each([
  ['081234567890', '081234567890'],
  ['0812-3456-7890', '081234567890'],
  ['+62 812 3456 7890', '081234567890'],
  ['6281234567890', '081234567890'],
  ['0062 812 3456 7890', '081234567890'],
  ['+34 611 111 111', '+34611111111'],
  ['(0812) 3456.7890', '081234567890'],
])('people write %s for %s', (written, stored) => {
  expect(parsePhone(written, '62')).toBe(stored)
})

test.each(['', '12', '34611111111', '+', '08', 'call me', '+62 812 ext 5', '++6281234567890'])(
  '%j is refused: a guess would reach a stranger',
  (written) => expect(parsePhone(written, '62')).toBeNull(),
)
