/** How many inbound jobs wait, without asking the queue for each webhook. */
export interface Backlog {
  /** False at once while there is room by the last count, which is asked for anew when it has grown old. Who finds none waits for one that is not old; throws if the queue can't be asked. */
  isFull(): false | Promise<boolean>
  /** What was told last, without waiting: asks anew when that grows old, and says false when it is too old. */
  isKnownFull(): boolean
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
  // As good as full, until it was counted: who comes first waits for that.
  let known = Number.POSITIVE_INFINITY
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

  function askIfOld(): void {
    // Whom it fails to answer finds out by asking: a queue that can't be counted takes no event either.
    if (ageMs() > ageMsMax) (asking ??= ask()).catch(() => {})
  }

  const isAtMax = () => known >= waitingMax

  return {
    count,
    isFull() {
      askIfOld()
      return isAtMax() && count().then(isAtMax)
    },
    isKnownFull() {
      if (!isAtMax()) return false
      askIfOld()
      return ageMs() <= ageMsMax * 2
    },
    added: () => void (known += 1),
  }
}
