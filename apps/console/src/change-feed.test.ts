import { expect, test } from 'vitest'
import { findChanged } from './change-feed.ts'

test('what is new, gone or another has changed, and nothing else', () => {
  const before = new Map([
    ['same', '1'],
    ['other', '1'],
    ['gone', '1'],
  ])
  const after = new Map([
    ['same', '1'],
    ['other', '2'],
    ['new', '1'],
  ])
  expect([...findChanged(before, after)].toSorted()).toEqual(['gone', 'new', 'other'])
  expect(findChanged(after, after).size).toBe(0)
})
