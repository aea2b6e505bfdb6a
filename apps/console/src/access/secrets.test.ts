import { describe, expect, test } from 'vitest'

import { isOneOf } from './secrets.ts'

describe('a secret', () => {
  test('is known if it is any of the keys', () => {
    expect(isOneOf(['first', 'second'], 'first')).toBe(true)
    expect(isOneOf(['first', 'second'], 'second')).toBe(true)
  })

  test('is unknown if it is empty, shorter, longer or differs in a letter', () => {
    for (const given of ['', 'firs', 'firstt', 'First', 'first,second']) {
      expect(isOneOf(['first', 'second'], given)).toBe(false)
    }
  })

  test('is unknown where there are no keys', () => {
    expect(isOneOf([], '')).toBe(false)
  })
})
