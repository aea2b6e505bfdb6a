/** Somebody waited too long for a turn: far more come than people would. */
export class TooManyAttemptsError extends Error {
  override name = 'TooManyAttemptsError'
  readonly statusCode = 429

  constructor() {
    super('Too many attempts. Try again soon.')
  }
}

/**
 * Has work done by turns: at most so much at once, the rest in the order in which it came. What waits longer than `waitMs` is not
 * begun, and throws a {@link TooManyAttemptsError}.
 */
export function createTurns({ atOnceMax, waitMs }: { atOnceMax: number; waitMs: number }) {
  const waiting: (() => void)[] = []
  let underWay = 0

  async function takeTurn(): Promise<void> {
    if (underWay < atOnceMax) {
      underWay += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(begin), 1)
        reject(new TooManyAttemptsError())
      }, waitMs)
      waiting.push(begin)
    })
  }

  /** To whoever waits longest, if anybody does. */
  function passTurn(): void {
    const begin = waiting.shift()
    if (begin === undefined) underWay -= 1
    else begin()
  }

  return async <T>(work: () => Promise<T>): Promise<T> => {
    await takeTurn()
    try {
      return await work()
    } finally {
      passTurn()
    }
  }
}
