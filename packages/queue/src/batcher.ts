import assert from 'node:assert'

/** What became of one item of a batch. */
export type BatchOutcome = 'done' | { failed: Error }

export interface BatcherOptions<T> {
  run(items: readonly T[]): Promise<readonly BatchOutcome[]>
  sizeMax: number
  /** Batches that run at the same time. */
  runningMax: number
  /** How suspicious an item is. 0: none. Others are run alone, one at a time, the least suspicious first. */
  suspicion(item: T): number
}

export interface Batcher<T> {
  /** Ends with the item's outcome. */
  add(item: T): Promise<void>
  /** Looks for more items while no batch runs, and none begins before that look has ended. */
  between<Found>(look: () => Promise<Found>): Promise<Found>
  /** Refuses, with that error, what has not begun and what is still to come. */
  stop(reason: Error): void
}

interface Entry<T> {
  item: T
  resolve(): void
  reject(error: unknown): void
}

/**
 * Gathers single items into batches, without ever waiting for more: a batch starts with what is there as soon as fewer than
 * `runningMax` run, and what comes meanwhile is the next. So batches grow with load and vanish without it.
 */
export function createBatcher<T>({ run, sizeMax, runningMax, suspicion }: BatcherOptions<T>): Batcher<T> {
  let waiting: Entry<T>[] = []
  const looksWaiting: (() => void)[] = []
  let looking = 0
  let running = 0
  let runsAlone = false
  let lastWasAlone = false
  let scheduled = false
  let stopped: Error | null = null

  /** Begins in the next turn of the event loop, so that what arrived together begins together. */
  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      for (let batch = next(); batch.length > 0; batch = next()) void start(batch)
    })
  }

  function next(): Entry<T>[] {
    if (running >= runningMax || looking > 0) return []
    const suspects = waiting.filter(({ item }) => suspicion(item) > 0)
    const others = waiting.filter(({ item }) => suspicion(item) === 0)
    // Where there is but one place, suspects and others take turns.
    lastWasAlone = suspects.length > 0 && !runsAlone && !(lastWasAlone && others.length > 0)
    const batch = lastWasAlone ? leastSuspicious(suspects) : others.slice(0, sizeMax)
    waiting = waiting.filter((entry) => !batch.includes(entry))
    return batch
  }

  function leastSuspicious(suspects: Entry<T>[]): Entry<T>[] {
    return suspects.toSorted((a, b) => suspicion(a.item) - suspicion(b.item)).slice(0, 1)
  }

  async function start(batch: Entry<T>[]): Promise<void> {
    const alone = lastWasAlone
    running += 1
    if (alone) runsAlone = true
    try {
      settle(batch, await run(batch.map(({ item }) => item)))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    running -= 1
    if (alone) runsAlone = false
    // By the next turn it is on its way to the queue what became of the items: looks come after that.
    if (running === 0) setImmediate(beginLooks)
    schedule()
  }

  function beginLooks(): void {
    for (const begin of looksWaiting.splice(0)) begin()
  }

  return {
    add(item) {
      if (stopped !== null) return Promise.reject(stopped)
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        schedule()
      })
    },
    async between(look) {
      looking += 1
      if (running > 0) await new Promise<void>((resolve) => looksWaiting.push(resolve))
      try {
        return await look()
      } finally {
        looking -= 1
        schedule()
      }
    },
    stop(reason) {
      stopped = reason
      for (const { reject } of waiting) reject(reason)
      waiting = []
    },
  }
}

function settle<T>(batch: Entry<T>[], outcomes: readonly BatchOutcome[]): void {
  assert.equal(outcomes.length, batch.length, 'a batch needs an outcome for each of its items')
  for (const [index, { resolve, reject }] of batch.entries()) {
    const outcome = outcomes[index]
    if (outcome === undefined || outcome === 'done') resolve()
    else reject(outcome.failed)
  }
}
