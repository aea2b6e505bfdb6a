import { expect, test } from 'vitest'

import { insertAt } from './insert-at.ts'

test('what is inserted takes the place of what is marked, and the caret stands behind it', () => {
  const marked = { selectionStart: 6, selectionEnd: 10 }
  expect(insertAt('Hello Budi!', marked, '{name}')).toEqual({ text: 'Hello {name}!', caret: 12 })
  const caret = { selectionStart: 0, selectionEnd: 0 }
  expect(insertAt('!', caret, 'Hi')).toEqual({ text: 'Hi!', caret: 2 })
})
