import { expect, test } from 'vitest'
import { agreeOnMediaType, readMediaType } from './media-type.ts'

test.for([
  ['image/jpeg', 'jpg', true],
  ['audio/ogg; codecs=opus', 'ogg', true],
  ['VIDEO/MP4', 'mp4', true],
  ['image/heic', 'heic', false],
  ['application/pdf', 'pdf', false],
  ['text/x-vcard', 'vcf', false],
  ['audio/x-of-tomorrow', 'bin', false],
] as const)('%s is kept as .%s, shown in a browser: %s', ([mimetype, extension, showsInline]) => {
  expect(readMediaType(mimetype)).toMatchObject({ extension, showsInline })
})

test.for([
  'text/html',
  'application/xhtml+xml',
  'image/svg+xml',
  'IMAGE/SVG+XML; charset=utf-8',
  'image/svg',
  'text/javascript',
  'application/javascript',
  'application/x-msdownload',
  'application/vnd.android.package-archive',
  'application/zip',
  'application/octet-stream',
  'image/../../x',
  'constructor',
  '__proto__',
  '',
])('%s is never kept', (mimetype) => {
  expect(readMediaType(mimetype)).toBeNull()
})

test('a file is what it is said to be, and one word that is not allowed forbids it', () => {
  expect(agreeOnMediaType(['image/png', 'image/jpeg'])).toMatchObject({ mimetype: 'image/png' })
  expect(agreeOnMediaType(['image/jpeg', 'application/octet-stream'])).toMatchObject({ extension: 'jpg' })
  expect(agreeOnMediaType([undefined, 'audio/ogg'])).toMatchObject({ extension: 'ogg' })
  expect(agreeOnMediaType(['image/jpeg', 'text/html'])).toBe('forbidden')
  expect(agreeOnMediaType([undefined, null, 'application/octet-stream'])).toBe('unknown')
})
