import { createLogger } from '@bellhop/runtime'
import { expect, test } from 'vitest'
import { createOwnIds } from './own-ids.ts'

const LINE = 'default'
const ID = '3EB0A1B2C3D4E5F60718'

/** Ids for a WAHA that says it takes them. */
const open = () =>
  createOwnIds({ newMessageId: async () => ID }, createLogger({ name: 'test', level: 'silent' }))

test('ids of ours are trusted only on a line on which WAHA was seen to send under one (I7)', async () => {
  const ownIds = open()
  expect(await ownIds.next(LINE)).not.toBeNull()
  expect(await ownIds.areTaken(LINE)).toBe(false)
  ownIds.learn(LINE, ID, ID)
  expect(await ownIds.areTaken(LINE)).toBe(true)
  expect(await ownIds.areTaken('spa')).toBe(false)
})

test('ids of ours are not trusted any more once WAHA has sent under one of its own (I7)', async () => {
  const ownIds = open()
  ownIds.learn(LINE, ID, ID)
  ownIds.learn(LINE, ID, '3EB0FFFFFFFFFFFFFFFF')
  expect(await ownIds.areTaken(LINE)).toBe(false)
  expect(await ownIds.next(LINE)).toBeNull()
})
