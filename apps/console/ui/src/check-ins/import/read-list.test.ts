import { expect, test } from 'vitest'

import { readList } from './read-list.ts'

test('a file is read in the letters in which it was saved, and without the mark that some put first', async () => {
  expect(await readList(new Blob(['\u{feff}phone;name\n1;José']))).toBe('phone;name\n1;José')
  expect(await readList(new Blob([Uint8Array.of(0x4a, 0x6f, 0x73, 0xe9)]))).toBe('José')
})

test.for([
  ['little', true],
  ['big', false],
] as const)(
  'a file that Excel calls Unicode text is read by its mark, %s end first',
  async ([, isLittle]) => {
    const text = 'phone\tname\n1\tJosé 李'
    const view = new DataView(new ArrayBuffer((text.length + 1) * 2))
    Array.from(`\u{feff}${text}`).forEach((letter, at) =>
      view.setUint16(at * 2, letter.charCodeAt(0), isLittle),
    )
    expect(await readList(new Blob([view]))).toBe(text)
  },
)

test('a file with nothing in it has no text', async () => {
  expect(await readList(new Blob([]))).toBe('')
})
