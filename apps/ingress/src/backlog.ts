/** How many inbound jobs wait, without asking the queue for each webhook. */
export interface Backlog {
  /** Throws if the queue can't be asked. */
  isFull(): Promise<boolean>
  count(): Promise<number>
  /** Counts one that was just added until the queue is asked again. */
  added(): void
}

export interface BacklogOptions {
  waiting: () => Promise<number>
  waitingMax: number
  ageMsMax: number
}

export function createBacklog({ waiting, waitingMax, ageMsMax }: BacklogOptions): Backlog {
  let known = 0
  let knownAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined

  async function ask(): Promise<void> {
    try {
      known = await waiting()
      knownAt = performance.now()
    } finally {
      asking = undefined
    }
  }

  async function count(): Promise<number> {
    if (performance.now() - knownAt > ageMsMax) await (asking ??= ask())
    return known
  }

  return {
    count,
    isFull: async () => (await count()) >= waitingMax,
    added: () => void (known += 1),
  }
}
