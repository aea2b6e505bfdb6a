import { expect, test } from 'vitest'
import { isMediaPath, mediaPath } from './media-path.ts'

const messageId = '0190a000-0000-7000-8000-000000000000'
const createdAt = Date.UTC(2026, 10, 30, 23, 59)

test('a file lies under its line and month, named by its message', () => {
  const path = mediaPath({ line: 'front_desk-2', messageId, createdAt }, 'jpg')
  expect(path).toBe(`front_desk-2/2026-11/${messageId}.jpg`)
  expect(isMediaPath(path)).toBe(true)
})

test.for(['..', '../../etc', '/', 'a/b', 'ü'])('a line named %s leads nowhere else', (line) => {
  expect(isMediaPath(mediaPath({ line, messageId, createdAt }, 'jpg'))).toBe(true)
})

test.for([
  `../2026-11/${messageId}.jpg`,
  `/default/2026-11/${messageId}.jpg`,
  `default/2026-11/../${messageId}.jpg`,
  `default/2026-11/${messageId}.jpg\n`,
  `default/2026-11/${messageId}`,
  '/etc/passwd',
  '',
])('%j is no path of a file', (path) => {
  expect(isMediaPath(path)).toBe(false)
})
