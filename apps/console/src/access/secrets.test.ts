import { describe, expect, test } from 'vitest'

import { findSecret } from './secrets.ts'

describe('a secret', () => {
  test('is known if it is any of the keys', () => {
    expect(findSecret(['first', 'second'], 'first')).toBe(0)
    expect(findSecret(['first', 'second'], 'second')).toBe(1)
  })

  test('is unknown if it is empty, shorter, longer or differs in a letter', () => {
    for (const given of ['', 'firs', 'firstt', 'First', 'first,second']) {
      expect(findSecret(['first', 'second'], given)).toBeNull()
    }
  })

  test('is unknown where there are no keys', () => {
    expect(findSecret([], '')).toBeNull()
  })
})
