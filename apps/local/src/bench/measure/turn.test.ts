import { expect, test } from 'vitest'
import { compare } from './turn.ts'

test('what is compared takes turns, so that a noise hits all alike', async () => {
  const order: string[] = []
  const contest = (name: string, rates: number[]) => ({
    pids: [],
    async turn() {
      order.push(name)
      return { perSecond: rates.shift() ?? 0, messages: 1 }
    },
  })
  const found = await compare(3, { a: contest('a', [5, 1, 3]), b: contest('b', [2, 2, 8]) })
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  expect(found.a.perSecond).toEqual({ median: 3, runs: [5, 1, 3] })
  expect(found.b.perSecond.median).toBe(2)
})

test('a turn is charged for what its processes used meanwhile, by the message', async () => {
  const turn = async () => {
    const until = performance.now() + 200
    while (performance.now() < until);
    return { perSecond: 1, messages: 2 }
  }
  const { busy } = await compare(1, { busy: { pids: [process.pid], turn } })
  // On a busy machine it gets less than it asks for, never more than the clock.
  expect(busy.cpuMs.median).toBeGreaterThan(0)
})
