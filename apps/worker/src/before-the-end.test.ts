import { HandBackError } from '@bellhop/queue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBeforeTheEnd } from './before-the-end.ts'

const GRACE_MS = 4_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = () => new Promise<never>(() => {})

function given() {
  const ending = new AbortController()
  const beforeTheEnd = createBeforeTheEnd(ending.signal)
  const ended: string[] = []
  const watch = (name: string, work: Promise<unknown>) =>
    void beforeTheEnd(work).then(
      () => ended.push(`${name} done`),
      (error: unknown) => ended.push(`${name} ${error instanceof HandBackError ? 'handed back' : 'failed'}`),
    )
  return { ending, watch, ended }
}

test('work has its own outcome, also one that ends after the worker began to', async () => {
  const { ending, watch, ended } = given()
  watch('a', Promise.resolve())
  watch('b', Promise.reject(new Error('no')))
  watch('c', new Promise((resolve) => setTimeout(resolve, GRACE_MS - 1)))
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toEqual(['a done', 'b failed'])
  ending.abort()
  await vi.advanceTimersByTimeAsync(GRACE_MS * 2)
  expect(ended).toEqual(['a done', 'b failed', 'c done'])
})

test('work that does not end is handed back a while after the worker began to, all of it', async () => {
  const { ending, watch, ended } = given()
  for (const name of ['a', 'b']) watch(name, never())
  await vi.advanceTimersByTimeAsync(GRACE_MS * 2)
  ending.abort()
  await vi.advanceTimersByTimeAsync(GRACE_MS - 1)
  expect(ended).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toEqual(['a handed back', 'b handed back'])
})

test('work that begins later has as long', async () => {
  const { ending, watch, ended } = given()
  ending.abort()
  await vi.advanceTimersByTimeAsync(GRACE_MS)
  watch('late', never())
  await vi.advanceTimersByTimeAsync(GRACE_MS - 1)
  expect(ended).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toEqual(['late handed back'])
})

test('work that has ended leaves nothing behind', async () => {
  const { ending, watch } = given()
  for (let at = 0; at < 3; at += 1) watch(`${at}`, Promise.resolve())
  watch('last', never())
  await vi.advanceTimersByTimeAsync(1)
  ending.abort()
  expect(vi.getTimerCount()).toBe(1)
})
