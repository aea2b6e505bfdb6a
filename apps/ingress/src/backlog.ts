/** How many inbound jobs wait, without asking the queue for each webhook. */
export interface Backlog {
  /** Waits only where the count has grown old. Throws if the queue can't be asked. */
  isFull(): Promise<boolean> | boolean
  /** What was told last, without waiting: asks anew when that grows old, and says false when it is too old. */
  isKnownFull(): boolean
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
  const isAtMax = () => known >= waitingMax

  async function count(): Promise<number> {
    if (ageMs() > ageMsMax) await (asking ??= ask())
    return known
  }

  function isKnownFull(): boolean {
    if (!isAtMax()) return false
    // Whom it fails to answer finds out by asking.
    if (ageMs() > ageMsMax) void count().catch(() => {})
    return ageMs() <= ageMsMax * 2
  }

  return {
    count,
    isFull: () => (ageMs() > ageMsMax ? count().then(isAtMax) : isAtMax()),
    isKnownFull,
    added: () => void (known += 1),
  }
}
