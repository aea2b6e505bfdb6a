import { expect, test } from 'vitest'
import { gather } from './gather.ts'

/** Asks whose answers are given by hand: each is ten times its question. */
function createDesk() {
  const calls: { questions: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = []
  const ask = (questions: readonly number[]) =>
    new Promise<number[]>((resolve, reject) => {
      calls.push({ questions, answer: () => resolve(questions.map((one) => one * 10)), fail: reject })
    })
  return { calls, ask, asked: () => calls.map(({ questions }) => questions) }
}

const nextTurn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test('what is asked in one turn is one call, and each gets its own answer', async () => {
  const { calls, ask, asked } = createDesk()
  const one = gather(ask, { sizeMax: 10, runningMax: 1 })
  const answers = Promise.all([one(1), one(2), one(3)])
  await nextTurn()
  expect(asked()).toEqual([[1, 2, 3]])
  calls[0]?.answer()
  expect(await answers).toEqual([10, 20, 30])
})

test('what comes while a call is under way is the next call, in pieces of the largest size', async () => {
  const { calls, ask, asked } = createDesk()
  const one = gather(ask, { sizeMax: 2, runningMax: 1 })
  const first = one(1)
  await nextTurn()
  const rest = Promise.all([one(2), one(3), one(4)])
  await nextTurn()
  expect(asked()).toEqual([[1]])
  calls[0]?.answer()
  await first
  await nextTurn()
  expect(asked()).toEqual([[1], [2, 3]])
  calls[1]?.answer()
  await nextTurn()
  calls[2]?.answer()
  expect(await rest).toEqual([20, 30, 40])
})

test('as many calls as may be are under way at the same time', async () => {
  const { ask, asked } = createDesk()
  const one = gather(ask, { sizeMax: 1, runningMax: 2 })
  for (const question of [1, 2, 3]) void one(question)
  await nextTurn()
  expect(asked()).toEqual([[1], [2]])
})

test('a call that fails fails for all who asked, and the next is made all the same', async () => {
  const { calls, ask } = createDesk()
  const one = gather(ask, { sizeMax: 10, runningMax: 1 })
  const failed = Promise.allSettled([one(1), one(2)])
  await nextTurn()
  const later = one(3)
  calls[0]?.fail(new Error('gone'))
  expect(await failed).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
  await nextTurn()
  calls[1]?.answer()
  expect(await later).toBe(30)
})
