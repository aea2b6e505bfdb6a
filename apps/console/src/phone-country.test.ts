import { describe, expect, test } from 'vitest'

import { findCountry, isValidPhone } from './phone-country.ts'

describe('the country of a number', () => {
  test.for([
    ['081234567890', 'ID'],
    ['+34611111111', 'ES'],
    ['+12125550100', 'US'],
    ['+14165550100', 'CA'],
    ['+6591234567', 'SG'],
    ['+80012345678', null],
    ['+999123456', null],
  ] as const)('%s is %s', ([phone, country]) => {
    expect(findCountry(phone, '62')).toBe(country)
  })

  test('follows where the hotel is', () => {
    expect(findCountry('0611111111', '34')).toBe('ES')
  })
})

test('a number that its country does not have is told from one that it has', () => {
  expect(isValidPhone('081234567890', '62')).toBe(true)
  expect(isValidPhone('0812345', '62')).toBe(false)
  expect(isValidPhone('+34111111111', '62')).toBe(false)
  expect(isValidPhone('+999123456', '62')).toBe(false)
})
