import { expect, test } from 'vitest'

import { contentDisposition, fileName } from './file-name.ts'

const ID = '0190a000-0000-7000-8000-000000000000'

test.for([
  ['menu.pdf', 'pdf', 'menu.pdf'],
  ['MENU.PDF', 'pdf', 'MENU.PDF'],
  ['beach.jpeg', 'jpg', 'beach.jpeg'],
  ['invoice.pdf.exe', 'pdf', 'invoice.pdf.exe.pdf'],
  ['no extension', 'jpg', 'no extension.jpg'],
  ['../../etc/passwd', 'txt', 'etcpasswd.txt'],
  ['C:\\boot.ini', 'txt', 'Cboot.ini.txt'],
  ['a"; filename="b.exe', 'pdf', 'a; filename=b.exe.pdf'],
  ['gpj\u202Eexe.jpg', 'jpg', 'gpjexe.jpg'],
  ['line\r\nbreak.jpg', 'jpg', 'linebreak.jpg'],
  ['.htaccess', 'txt', 'htaccess.txt'],
  ['日本.jpg', 'jpg', '日本.jpg'],
  ['', 'jpg', `${ID}.jpg`],
  ['...', 'jpg', `${ID}.jpg`],
  [undefined, 'ogg', `${ID}.ogg`],
] as const)('%j of a .%s file is saved as %j', ([given, extension, saved]) => {
  expect(fileName(given, ID, extension)).toBe(saved)
})

test('a name of any length is one that a disk takes', () => {
  expect(fileName('x'.repeat(64_000), ID, 'jpg')).toHaveLength(104)
})

test('a header tells the name in plain letters and as it is', () => {
  expect(contentDisposition('attachment', "l'été (1).jpg")).toBe(
    `attachment; filename="l__t_ (1).jpg"; filename*=UTF-8''l%27%C3%A9t%C3%A9%20%281%29.jpg`,
  )
})
