/** How many inbound jobs wait, without asking the queue for each webhook. */
export interface Backlog {
  /** By the last count and what was added since. Asks for a new one when that has grown old, and does not wait for it. */
  isFull(): boolean
  /** Throws if the queue can't be asked. */
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

  const ageMs = () => performance.now() - knownAt

  async function count(): Promise<number> {
    if (ageMs() > ageMsMax) await (asking ??= ask())
    return known
  }

  return {
    count,
    isFull() {
      // A queue that can't be counted takes no event either.
      if (ageMs() > ageMsMax) (asking ??= ask()).catch(() => {})
      return known >= waitingMax
    },
    added: () => void (known += 1),
  }
}
