import { expect, test } from 'vitest'

import { cleanText } from './clean-text.ts'

test('NUL goes, a lone surrogate becomes the replacement character, all else stays', () => {
  expect(cleanText('a\u0000b')).toBe('ab')
  expect(cleanText('x\uD83Dy\uDE00')).toBe('x\uFFFDy\uFFFD')
  expect(cleanText('👩🏽‍💻 مرحبا \u202E\u0001 ñ')).toBe('👩🏽‍💻 مرحبا \u202E\u0001 ñ')
})
