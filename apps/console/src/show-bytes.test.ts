import { expect, test } from 'vitest'

import { showBytes } from './show-bytes.ts'

test('text is shown as it is, to the byte', () => {
  const text = '\ufeff{"body":"selamat pagi 🛎️\\u0000"}'
  expect(showBytes(Buffer.from(text), false)).toEqual({ encoding: 'utf-8', content: text })
})

test('a character that the cut has torn is left out, and makes no bytes of the text', () => {
  expect(showBytes(Buffer.from('pagi 🛎').subarray(0, 7), true)).toEqual({
    encoding: 'utf-8',
    content: 'pagi ',
  })
})

test.each([
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe]), false],
  ['a torn character where nothing was cut', Buffer.from('🛎').subarray(0, 3), false],
  ['bytes before the cut', Buffer.from([0xff, 0x7b]), true],
])('%s come in base64', (_, bytes, isCut) => {
  expect(showBytes(bytes, isCut)).toEqual({ encoding: 'base64', content: bytes.toString('base64') })
})
