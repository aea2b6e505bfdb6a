import { describe, expect, test } from 'vitest'
import { createBatcher, type BatchOutcome } from './batcher.ts'

interface Item {
  name: string
  suspicion: number
}

/** A batcher whose batches stay open until they are ended by hand. */
function given({ sizeMax = 100, runningMax = 1 } = {}) {
  const open: { names: string[]; end(outcomes?: BatchOutcome[]): void; fail(error: Error): void }[] = []
  const seen: string[][] = []
  const batcher = createBatcher<Item>({
    sizeMax,
    runningMax,
    suspicion: (item) => item.suspicion,
    run: (items) =>
      new Promise((resolve, reject) => {
        const names = items.map(({ name }) => name)
        seen.push(names)
        open.push({
          names,
          end: (outcomes = items.map(() => 'done' as const)) => resolve(outcomes),
          fail: reject,
        })
      }),
  })
  const add = (name: string, suspicion = 0) => {
    const ended = batcher.add({ name, suspicion })
    ended.catch(() => {})
    return ended
  }
  /** Ends batches in the order in which they began, until none begins any more. */
  async function endAll(): Promise<void> {
    for (await turn(); open.length > 0; await turn()) open.shift()?.end()
  }
  return { batcher, add, open, seen, endAll }
}

const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))

describe('a batcher', () => {
  test('starts a lone item without waiting for others', async () => {
    const { add, seen } = given()
    void add('a')
    await turn()
    expect(seen).toEqual([['a']])
  })

  test('starts together what arrived together', async () => {
    const { add, seen } = given()
    for (const name of ['a', 'b', 'c']) void add(name)
    await turn()
    expect(seen).toEqual([['a', 'b', 'c']])
  })

  test('gathers what comes while a batch runs, in the order of arrival', async () => {
    const { add, seen, endAll } = given()
    void add('a')
    await turn()
    for (const name of ['b', 'c', 'd']) void add(name)
    await turn()
    expect(seen).toEqual([['a']])
    await endAll()
    expect(seen).toEqual([['a'], ['b', 'c', 'd']])
  })

  test('runs as many batches at the same time as it may', async () => {
    const { add, seen } = given({ runningMax: 2 })
    for (const name of ['a', 'b', 'c']) {
      void add(name)
      await turn()
    }
    expect(seen).toEqual([['a'], ['b']])
  })

  test('makes no batch larger than it may', async () => {
    const { add, seen, endAll } = given({ sizeMax: 2 })
    for (const name of ['a', 'b', 'c', 'd', 'e']) void add(name)
    await endAll()
    expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  })

  test('gives each item its own outcome', async () => {
    const { add, open } = given()
    const [good, bad] = [add('good'), add('bad')]
    await turn()
    open[0]?.end(['done', { failed: new Error('no') }])
    await expect(good).resolves.toBeUndefined()
    await expect(bad).rejects.toThrow('no')
  })

  test('fails all of a batch that throws, and goes on', async () => {
    const { add, open, seen } = given()
    const failed = [add('a'), add('b')]
    await turn()
    open[0]?.fail(new Error('broken'))
    for (const item of failed) await expect(item).rejects.toThrow('broken')
    void add('c')
    await turn()
    expect(seen).toEqual([['a', 'b'], ['c']])
  })

  test('fails a batch whose outcomes are not one for each', async () => {
    const { add, open } = given()
    const item = add('a')
    await turn()
    open[0]?.end([])
    await expect(item).rejects.toThrow('outcome for each')
  })

  test('runs suspects alone, the least suspicious first, and never two at a time', async () => {
    const { add, seen, open, endAll } = given({ runningMax: 3 })
    void add('killer', 2)
    void add('victim', 1)
    void add('fresh')
    void add('fresh too')
    await turn()
    expect(seen).toEqual([['victim'], ['fresh', 'fresh too']])
    open.shift()?.end()
    await turn()
    expect(seen.at(-1)).toEqual(['killer'])
    await endAll()
  })

  test('lets suspects and others take turns where there is one place', async () => {
    const { add, seen, endAll } = given({ sizeMax: 1 })
    for (const name of ['s1', 's2']) void add(name, 1)
    for (const name of ['a', 'b']) void add(name)
    await endAll()
    expect(seen).toEqual([['s1'], ['a'], ['s2'], ['b']])
  })

  test('lets others look for items between two batches, which begin when that has ended', async () => {
    const { batcher, add, open, seen } = given()
    void add('a')
    await turn()
    const steps: string[] = []
    const looks = ['first', 'second'].map((name) =>
      batcher.between(async () => {
        steps.push(`${name} look, after ${seen.length}`)
        await turn()
        void add(name)
      }),
    )
    void add('b')
    await turn()
    expect(steps).toEqual([])
    open.shift()?.end()
    await Promise.all(looks)
    expect(steps).toEqual(['first look, after 1', 'second look, after 1'])
    await turn()
    expect(seen).toEqual([['a'], ['b', 'first', 'second']])
  })

  test('goes on when a look fails', async () => {
    const { batcher, add, seen } = given()
    const look = batcher.between(() => Promise.reject(new Error('no queue')))
    void add('a')
    await expect(look).rejects.toThrow('no queue')
    await turn()
    expect(seen).toEqual([['a']])
  })

  test('once stopped refuses what has not begun, and lets what has begun end', async () => {
    const { batcher, add, open } = given()
    const begun = add('begun')
    await turn()
    const waits = add('waits')
    batcher.stop(new Error('stopped'))
    await expect(waits).rejects.toThrow('stopped')
    await expect(add('late')).rejects.toThrow('stopped')
    open[0]?.end()
    await expect(begun).resolves.toBeUndefined()
  })
})
