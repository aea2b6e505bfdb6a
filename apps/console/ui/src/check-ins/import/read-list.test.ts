import { expect, test } from 'vitest'

import { readList } from './read-list.ts'

test('a file is read in the letters in which it was saved, and without the mark that some put first', async () => {
  expect(await readList(new Blob(['\u{feff}phone;name\n1;José']))).toBe('phone;name\n1;José')
  expect(await readList(new Blob([Uint8Array.of(0x4a, 0x6f, 0x73, 0xe9)]))).toBe('José')
})
